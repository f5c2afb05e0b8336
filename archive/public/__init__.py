"""The pages: one function each, from an address to an answer. They decide nothing.

``clock`` and ``asked`` read the address, ``answers`` makes the answer, ``closed`` answers for what
was taken back; ``telling`` puts documents into sentences, trees and drawings. Everything shown
comes from ``archive.reading_room``.
"""
