"""Over TLS the site must prove its name, whatever address it was found at."""

import shutil
import ssl
import subprocess

import pytest

from archive.ingest.fetching import Unavailable, fetch
from archive.ingest.fetching.policy import PUBLIC
from archive.ingest.shapes import Refusal
from tests.ingest.fetching.site import HOST, loopback, page, redirect, serving

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificates")
TEXT = b"<p>A page.</p>"


def certificate(folder, name):
    key, signed = folder / "key.pem", folder / "signed.pem"
    command = f"""openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN={name}
        -addext subjectAltName=DNS:{name} -keyout {key} -out {signed}"""
    subprocess.run(command.split(), check=True, capture_output=True, timeout=30)
    key.write_bytes(key.read_bytes() + signed.read_bytes())
    return key


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("certificates"), HOST)


def server(file):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def trusting(file, **differently):
    return loopback(tls=lambda: ssl.create_default_context(cafile=file), **differently)


def test_a_site_that_proves_its_name_is_fetched(ours):
    with serving({"/": page(TEXT)}, tls=server(ours)) as site:
        fetched = fetch(site.url(), policy=trusting(ours))
    assert (fetched.body, fetched.url) == (TEXT, f"https://news.example:{site.port}/")
    assert f"Host: news.example:{site.port}\r\n" in site.asked[-1]


def test_a_site_of_another_name_is_refused(ours):
    with serving({"/": page(TEXT)}, tls=server(ours)) as site:
        with pytest.raises(Refusal, match="cannot prove to be that site: Hostname mismatch") as refusal:
            fetch(site.url(host="other.example"), policy=trusting(ours))
        assert refusal.value.sentence.endswith("'other.example'.")
        assert site.asked == []
    assert not isinstance(refusal.value, Unavailable)


def test_a_name_is_proved_anew_at_each_hop(ours):
    with serving({"/": page(TEXT)}, tls=server(ours)) as site:
        elsewhere = redirect(site.url(host="other.example"))
        with serving({"/": elsewhere}) as plain, pytest.raises(Refusal, match=r"other\.example cannot prove"):
            fetch(plain.url(), policy=trusting(ours))


def test_a_certificate_that_nobody_trusts_is_refused(ours):
    with serving({"/": page(TEXT)}, tls=server(ours)) as site, pytest.raises(Refusal, match="cannot prove"):
        fetch(site.url(), policy=loopback())


def test_a_site_that_speaks_no_tls_is_refused(ours):
    with serving({}) as site:
        site.speak = lambda connection: connection.sendall(page(TEXT))
        with pytest.raises(Refusal, match="secure connection"):
            fetch(site.url().replace("http://", "https://"), policy=trusting(ours))


def test_a_site_that_never_ends_its_greeting_is_left(ours):
    with serving({"/": page(TEXT)}) as site:
        site.speak = lambda connection: connection.recv(1) and connection.recv(100_000) and connection.recv(1)
        with pytest.raises(Unavailable, match=r"within 0\.3 seconds"):
            fetch(site.url().replace("http://", "https://"), policy=trusting(ours, seconds=0.3))


def test_in_earnest_names_and_certificates_are_checked():
    context = PUBLIC.tls()
    assert context.check_hostname
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert len(context.get_ca_certs()) > 50
