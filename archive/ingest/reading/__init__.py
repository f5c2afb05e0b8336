"""Bytes of any kind → documents: their text, their blocks, and what their format says of them.

``reading``     the doors: ``read``, ``entries``
``opening``     which reader some bytes need
``sniffing``    what bytes are, by what stands in them; what is refused, and what to do about it
``packing``     what is packed with gzip
``documents``   what the readers hand to each other
``decoding``    bytes → characters
``cleaning``    characters as the archive keeps them
``page``        HTML
``plain``       plain text, Markdown with front matter
``lines``       JSON Lines
``feed``        RSS and Atom
``portable``    PDF
``web_archive`` WARC
``recorded``    what a record of it holds, unpacked and checked
``digests``     its checksums
``sanitising``  HTML that may be displayed
``limits``      how much is read

Readers of a format, and the heavy libraries behind them, are imported when that format is met: a web server that
imports this room loads none of them. Hostile bytes are read in a ``Confined`` child::

    with Confined(imports=READERS) as confined:
        for each in confined.each(read, data, name=name):
            ...
"""

from archive.ingest.reading.documents import Entry
from archive.ingest.reading.opening import READERS
from archive.ingest.reading.reading import entries, read
from archive.ingest.reading.sanitising import sanitised

__all__ = ["READERS", "Entry", "entries", "read", "sanitised"]
