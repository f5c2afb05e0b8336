"""The production server, before its workers are forked."""

from config import server


def test_indexes_are_read_before_workers_are_forked(monkeypatch) -> None:
    """So that none reads them for itself, and all share their memory; a connection must not be shared."""
    done = []
    monkeypatch.setattr(server.inverted, "warm", lambda: done.append("read"))
    monkeypatch.setattr(server.connections, "close_all", lambda: done.append("closed"))
    monkeypatch.setattr(server.gc, "freeze", lambda: done.append("frozen"))
    server.Server.load(None)
    assert done == ["read", "closed", "frozen"]
