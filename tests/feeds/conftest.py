"""The archive that pages are tried with, for feeds."""

from tests.public.conftest import addresses, cast

__all__ = ["addresses", "cast"]
