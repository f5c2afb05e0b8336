"""What comes in: pages, files, links and feeds, and what became of them.

``handing``        the page on which things are handed over
``intakes``        what was handed over together, and how far it is
``items``          one thing: what it became, and the bytes it came as
``deciding``       a person says what a thing is that is like an article
``knowing``        what is guessed of an article, taken over or not
``subscriptions``  feeds that are followed

Nothing is decided here: ``archive.ingest.working`` does what is asked on these pages.
"""
