"""Reading the environment: strict, and complete about what is wrong."""

from pathlib import Path

import pytest

from config import env
from config.env import Environment, UnsafeSettings


def test_all_faults_are_named_at_once():
    environment = Environment({"PORT": "eighty", "OTHER": "-1"})
    environment.integer("PORT", 8000, low=1, high=65535)
    environment.integer("OTHER", 1, low=0, high=9)
    environment.refuse("And a third.")
    with pytest.raises(UnsafeSettings) as refusal:
        environment.seal()
    assert len(str(refusal.value).splitlines()) == 3


def test_sound_values_are_sealed_in_silence():
    environment = Environment({"PORT": " 8001 ", "HOSTS": "a.example, b.example,,"})
    assert environment.integer("PORT", 8000, low=1, high=65535) == 8001
    assert environment.words("HOSTS") == ["a.example", "b.example"]
    assert environment.text("UNSET", "default") == "default"
    environment.seal()
    assert environment.names == ["PORT", "HOSTS", "UNSET"]


@pytest.mark.parametrize("value", ["0", "65536", "-1", "8000.0", "1e3", "٨٠٠٠", "9" * 5000, "0x50"])
def test_number_outside_its_bounds_is_refused(value):
    environment = Environment({"PORT": value})
    environment.integer("PORT", 8000, low=1, high=65535)
    assert environment.faults


def test_a_rate_is_a_number_in_a_period_or_none():
    environment = Environment({"A": "600/minute", "B": "30/hour", "C": "none", "D": ""})
    assert environment.rate("A", "none") == (600, 60)
    assert environment.rate("B", "none") == (30, 3_600)
    assert environment.rate("C", "1/day") is None
    assert environment.rate("D", "1/day") == (1, 86_400)
    assert not environment.faults


@pytest.mark.parametrize(
    "value", ["600", "0/minute", "-1/minute", "6/minutes", "/minute", "1.5/hour", "٣/day", "9" * 20]
)
def test_a_rate_that_is_none_is_refused(value):
    environment = Environment({"A": value})
    environment.rate("A", "none")
    assert environment.faults


def test_empty_counts_as_not_set(tmp_path):
    environment = Environment({"DATABASE_URL": "", "PORT": ""})
    assert environment.integer("PORT", 8000, low=1, high=65535) == 8000
    assert environment.database("DATABASE_URL", tmp_path / "a")["NAME"] == tmp_path / "a"
    assert not environment.faults


def test_sqlite_url_names_a_file(tmp_path):
    assert env.database(f"sqlite:///{tmp_path}/a%20b.sqlite3")["NAME"] == tmp_path / "a b.sqlite3"
    assert env.database("sqlite:///relative.sqlite3")["NAME"] == Path("relative.sqlite3")


def test_postgres_url_is_taken_apart():
    assert env.database("postgres://us%40er:p%3Aw@db.example:5433/attest?sslmode=require") == {
        "ENGINE": "config.postgresql",
        "NAME": "attest",
        "USER": "us@er",
        "PASSWORD": "p:w",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_postgres_url_may_name_a_socket():
    database = env.database("postgresql://attest@/attest?host=/run/Sockets&port=5433")
    assert (database["HOST"], database["PORT"], database["OPTIONS"]) == ("/run/Sockets", "5433", {})


@pytest.mark.parametrize(
    "url",
    [
        "mysql://localhost/attest",
        "attest.sqlite3",
        "sqlite://",
        "sqlite:///",
        "sqlite://attest.sqlite3",
        "sqlite:///no/such/folder/attest.sqlite3",
        "postgres://localhost",
        "postgres://localhost/",
        "postgres://localhost/a/b",
        "postgres://localhost:port/attest",
        "postgres://localhost:99999/attest",
        "postgres://localhost/attest?sslmod=require",
    ],
)
def test_other_urls_are_refused_by_name(url, tmp_path):
    environment = Environment({"DATABASE_URL": url})
    environment.database("DATABASE_URL", tmp_path / "default")
    (fault,) = environment.faults
    assert fault.startswith("DATABASE_URL ")
    assert fault.endswith(".")


def test_file_gives_names_and_values(tmp_path):
    file = tmp_path / ".env"
    file.write_text("# a comment\n\nPORT=8001\nSECRET_KEY='a=b#c'\n", encoding="utf-8")
    assert env.read_file(file) == {"PORT": "8001", "SECRET_KEY": "a=b#c"}
    assert env.read_file(tmp_path / "none") == {}


@pytest.mark.parametrize("line", ["PORT", "PO RT=1", "export PORT=1", "=1"])
def test_line_that_is_no_setting_is_named_by_number(tmp_path, line):
    file = tmp_path / ".env"
    file.write_text(f"PORT=8001\n{line}\n", encoding="utf-8")
    with pytest.raises(UnsafeSettings, match="Line 2"):
        env.read_file(file)
