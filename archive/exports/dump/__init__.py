"""The nightly dump: everything public as JSON Lines and as one SQLite file, in a bag that proves it is whole.

``bag``       a BagIt folder that appears when it is whole    ``tables``   documents as tables, by their schema
``database``  the SQLite file                                 ``describing``  what goes with it in words
``writing``   all of it together, of one moment
"""

from archive.exports.dump.bag import Faulty
from archive.exports.dump.writing import Busy, Dump, dump

__all__ = ["Busy", "Dump", "Faulty", "dump"]
