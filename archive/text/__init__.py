"""Words, dates and identifiers as plain text: what every other room reads and writes with.

dates      EDTF dates: their bounds for the database, their words for people
canonical  one spelling for every value: canonical JSON, clean text, plain decimals
ids        uids and slugs
words      the one tokeniser behind search, aliases, highlights and the query box
diff       what changed between two texts, word by word
anchors    where a quotation stands in a text

Plain Python without Django. It lies below every other room and imports none of them, so the
same rules hold on the desk, in the ledger, in search and in a script.
"""
