"""Fair use: how much each asker gets of the public addresses, whichever process of the server answers.

``costs``       what an address costs, and so which limit it counts against
``askers``      who asks: a network address as our own proxies name it, or a key
``counters``    the numbers, in memory that all workers share
``middleware``  401, 429, and what is left, said in headers

Static files, the probes and the desk are not counted, nor is what the archive asks of itself.
"""
