"""A collection as a directory of YAML files that people write, in and out.

    sources.yaml            every source that belongs to no single article
    events.yaml             every event
    articles/<slug>.yaml    an article, its unnamed sources, and the claims it is the first to show

Names and order of the fields are those of the declarations in ``archive.models``; every scalar is
text. The captures of an article stand as their hashes; the captured texts stay on the desk.
Imports ``archive.editorial`` and below.
"""

from archive.collection.exporting import Exported, export
from archive.collection.faults import Fault, Faults
from archive.collection.loading import Loaded, load
from archive.collection.schema import schema

__all__ = ["Exported", "Fault", "Faults", "Loaded", "export", "load", "schema"]
