"""The worker's child for bytes of strangers: started with the first piece of work, ended when there is none."""

from archive.ingest.confining import Confined
from archive.ingest.understanding import IMPORTS

child = Confined(imports=IMPORTS)


def close() -> None:
    """End it, and give its memory back; the next piece of work starts another."""
    child.close()
