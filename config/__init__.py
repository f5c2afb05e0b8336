"""How the archive is set up on a machine: settings, environment, URLs, first start.

``bootstrap`` and ``env`` use the standard library alone; nothing in ``archive`` imports
from here except through ``django.conf``.
"""
