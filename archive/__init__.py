"""Attest: an editorial archive of contested claims. The rooms and their floors stand in README.md."""
