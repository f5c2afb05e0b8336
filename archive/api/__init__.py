"""The feed for programs, under ``/api/v1/``: read-only JSON of what was published.

``views``      what each address answers     ``renderers``  ready documents as bytes; a page for people
``problems``   what went wrong, as RFC 9457 has it      ``feed``       what all addresses have in common
``explaining`` the parameters in words                  ``openapi``    the feed as OpenAPI 3.1, and its page

A door: it reads parameters, asks the reading room and says it in HTTP. Sees no other room.
"""
