"""How much is read: beyond it a file is refused, with the figure in the sentence."""

MOST_BYTES = 64_000_000  # of one file, and of what it unpacks to
MOST_CHARACTERS = 2_000_000  # of the text of one document
MOST_BYTES_OF_TEXT = 4 * MOST_CHARACTERS
MOST_MARKUP = 8_000_000  # bytes of one page, feed or line
MOST_DOCUMENTS = 20_000  # in one file
MOST_RECORDS = 1_000_000  # of a WARC, whatever is in them
MOST_PAGES = 300  # of a PDF
DEEPEST_PACKING = 2  # a gzip within a gzip
MOST_HINTS = 200
LONGEST_HINT = 2_000
