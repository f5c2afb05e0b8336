"""Review, and what a chief does at once. ``editorial`` decides; these pages ask and tell.

``submitting``   which records go forward together, with their public note
``submissions``  what waits for a second person, and its decision
``preview``      the records of a submission, and how they differ from what is public
``looking``      the very page that readers would get
``closing``      withdraw and suppress
``merging``      merge, with a look at what comes of it, and the way back
"""
