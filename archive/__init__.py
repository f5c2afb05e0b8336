"""Attest: an editorial archive of contested claims. The rooms and their floors stand in README.md."""

__version__ = "1.0.0"
