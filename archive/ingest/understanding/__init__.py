"""Bytes → the articles in them, with what a machine makes of each. Plain Python, for a process of bounded means.

``understood``  what is known of a document, and the one function of the room
``piping``      the rooms one after the other; imported when there is something to read, since their tables of words
                and patterns take a while, and whoever only asks a child for it never needs them
"""

from archive.ingest.understanding.understood import IMPORTS, Understood, understand

__all__ = ["IMPORTS", "Understood", "understand"]
