"""Who really said it, and what may be concluded from that: the rules of the archive.

chains       the plain shapes everything here reads
collapse     whose voice a source is: a spokesman speaks for his ministry
far_ends     who stands at the end of a chain, and whom it came through
origins      how many independent voices stand behind a claim, and who they are
attribution  was it said? the scale of an appearance
standing     is it so? which standings and outcomes the facts allow
relations    how claims meet: denials, reversals, circles

Plain Python without Django, and of the other rooms only `text`: the same rules run when a
document is composed, when an editor is shown what would change, and in a notebook. Every rule
that the page /method/ prints is data here, so the page cannot drift from the code.
"""
