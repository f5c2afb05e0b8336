"""Which of a document's text is the article, and what each stretch of it is.

``find`` reads a text as a person does who holds the page in hand: the title stands at the top and speaks of what
follows, prose stands together, and what is short, repeated, imperative or known from every other page lies around
it. No stretch is dropped without a sentence that says why.

``unwrapping`` lines that were broken at a width → paragraphs
``lines``      a paragraph, and what can be counted of it
``folding``    words alike whatever their case and the marks around them
``tables``     the wordings that pages have in common, one folder a language
``marking``    the first look at every line, with ``marks``, ``records`` and ``leftovers``: dates, bylines, fields, code
``datelines``  the place and agency before the first words
``captions``   what stands under pictures, and whose they are
``addressing`` prose that speaks to the reader about the site
``repeating``  what stands twice
``kinship``    how much of a paragraph's words the article has had
``core``       where paragraphs surely stand together
``heading``    title, standfirst and all above the first paragraph
``body``       one walk down the rest: paragraphs, boxes between them, and where the article ends
``settling``   what the neighbours say of lines that tell little: headings, lists, notes
``sites``      what the site is called, and lines that say only that
``refusing``   why a document holds no article
``laying_out`` labelled lines → ``Found``

It imports ``shapes`` alone. Everything is linear in the length of the text, whatever the text is.
"""

from archive.ingest.finding.finding import find

__all__ = ["find"]
