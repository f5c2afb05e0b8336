"""An HTML page → its article with what the page says of it.

``nodes``     the page as a list of blocks, with what its names say they are (``marks``, ``marks.toml``)
``choosing``  which of them are the article, with trafilatura's help
``hints``     what the page says of itself: JSON-LD, OpenGraph, Dublin Core, meta, microdata
``reading``   all of it, in one pass over one tree
"""

from archive.ingest.reading.page.reading import parts, read_markup

__all__ = ["parts", "read_markup"]
