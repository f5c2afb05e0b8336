"""A child process of bounded means, in which bytes of strangers are read.

The parent keeps what it holds: the child gets no database connection, no secret of its environment and no open
file, starts no program, opens no socket, changes no file, and ends with its parent. Of what it answers, only plain
data and the records of ``archive.ingest`` are believed.

``parent``  asks, waits, kills and replaces
``child``   binds itself, then runs what it is asked for
``wire``    what goes between them
"""

from archive.ingest.confining.parent import Confined, Fault

__all__ = ["Confined", "Fault"]
