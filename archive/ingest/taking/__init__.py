"""What was understood of a document → rows, once: an article, its text, what a machine proposes about both.

``storing``     what a document becomes, in one transaction
``deciding``    what a person says of a document that is like an article
``drafting``    a new article out of what is surely known
``describing``  what is guessed of an article, as suggestions
``claiming``    what it seems to claim, as suggestions
``outcomes``    what became of a document
"""

from archive.ingest.taking.deciding import DROP, decide, leave_out
from archive.ingest.taking.drafting import title
from archive.ingest.taking.outcomes import Brought, Outcome
from archive.ingest.taking.storing import take
from archive.ingest.understanding import Understood, understand

__all__ = ["DROP", "Brought", "Outcome", "Understood", "decide", "leave_out", "take", "title", "understand"]
