"""From a link, a file or a feed to a well-captured article, with what a machine makes of it proposed to people.

::

    fetching ─┐                                                          ┌─ recognising ─┐
    (bytes)   ├─ reading ── finding ── describing ── proposing ── matching               ├─ taking
    doors ────┘  (Read)     (Found)    (Guess)       (Proposal)          └───────────────┘  (rows)

``shapes``         what the rooms hand to each other
``codings``        how a page is packed for the way: gzip, deflate, brotli
``fetching``       a link → its bytes, without ever reaching a non-public address
``confining``      a child process of bounded means, in which whatever is foreign is read
``reading``        bytes of any kind → text with what the format says about it, in a process of bounded means
``finding``        which of that text is the article, and which part of it each stretch is
``describing``     title, publisher, authors, date …: each a guess with its reason
``proposing``      sentences that attribute something to somebody → claims
``understanding``  the four of them in a row, in the child: what one document comes to
``matching``       speakers and claims that the archive knows already
``recognising``    the same article, its copies and its newer versions
``taking``         all of it → rows, once
``working``        tasks, leases, retries; feeds that are followed

Machines propose; nothing here publishes, merges or decides.
"""
