"""Long work in the background, and what people hand over for it.

``handing``    things handed over, tried again, left out; how far they are
``deciding``   a person's answer about a thing that is like an article
``feeds``      feeds that are followed
``items``      one thing, from its bytes or its link to its end
``bringing``   its bytes and what is in them; ``entries`` the links of a feed
``leasing``    who works on what, and when it is tried again
``rounds``     the worker's process
``confined``   the child in which the worker reads what strangers wrote
``commanding`` the same work for a command: ``listing`` what it was asked for, ``ahead`` several things read at a time
``foreseeing`` what that work would do, with nothing written
``naming``     what things are called
"""
