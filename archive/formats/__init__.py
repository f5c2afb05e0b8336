"""Formats of others: documents in, text out.

``citing``      what a citation of a document says, whatever it is written in
``bibtex`` ``ris`` ``csl``   that citation for programs that keep references
``linked``      schema.org for search engines and gatherers of fact-checks; ``embedding`` puts it on a page
``told``        a document in a few plain words
``entries``     what a feed holds and takes back, for ``jsonfeed`` and ``atom``
``datafeed``    reviews of claims for those who gather them
``webannotation``   what was marked in an article
``sheet``       lists of documents as CSV
``sitemap`` ``opensearch`` ``notices``   what search engines, browsers and robots look for
``problem``     what went wrong with a request

Plain Python without Django. A document comes as the archive serves it, its own addresses
site-relative; ``site`` is what stands before them, without a slash at its end.
"""
