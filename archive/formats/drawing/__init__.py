"""Drawings made on the server: places of boxes, lines and words in, SVG out.

``svg``       elements, their escaping, and the frame that every drawing has
``wrapping``  how wide words are, and where a line of them ends
``layers``    in which row and column the boxes of a graph stand
``tree``      where a claim comes from
``boxes``     a box with words in it
``graph``     who cites whom around a source
``axis``      where a day lies on a line of time
``timeline``  events in time; ``times`` and ``marks`` are the shapes and signs in it
``chart``     figures of one quantity over time; ``scale`` says how high they stand

Layouts are pure: what they draw comes as values, in words to show. Widths are in per cent, so that
a drawing fits a telephone and a desk alike and its letters keep their size; heights are in pixels.
"""
