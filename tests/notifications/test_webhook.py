"""The gateway that comes with the site, against a real server on this machine."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import ssl
import threading
import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address, ip_network

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gongkai.notifications import reaching, webhook
from gongkai.notifications.channels import Letter, Undelivered

LETTER = Letter(
    "notice-7",
    "题",
    "正文",
    "【工作台】新通知：任职。",
    "https://gk.example/desk/notices/7/",
    "post.begun",
    date(2026, 3, 2),
)
SECRET = "a secret of the gateway"


class Told:
    """What a server was asked, and how it answers."""

    def __init__(self):
        self.asked, self.status, self.location = [], 200, ""


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def server(told, settings):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.asked.append((self.path, dict(self.headers), body))
            self.send_response(told.status)
            if told.location:
                self.send_header("Location", told.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST  # noqa: N815

        def log_message(self, *said):
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
    settings.WEBHOOK_URL = f"http://127.0.0.1:{made.server_port}/sms?to=all"
    settings.WEBHOOK_SECRET = SECRET
    settings.WEBHOOK_NETWORKS = (ip_network("127.0.0.0/8"),)
    yield made
    made.shutdown()
    made.server_close()


def refused():
    with pytest.raises(Undelivered) as raised:
        webhook.Webhook().send("13800000000", LETTER)
    return str(raised.value), raised.value.again


def test_what_is_posted_is_signed_with_its_time(server, told):
    webhook.Webhook().send("13800000000", LETTER)
    [(path, headers, body)] = told.asked
    assert path == "/sms?to=all"
    assert json.loads(body) == {
        "id": "notice-7",
        "to": "13800000000",
        "text": "【工作台】新通知：任职。",
        "url": "https://gk.example/desk/notices/7/",
        "kind": "post.begun",
        "on": "2026-03-02",
    }
    at = headers["X-Gongkai-Timestamp"]
    assert abs(int(at) - datetime.now(UTC).timestamp()) < 60
    made = hmac.new(SECRET.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["X-Gongkai-Signature"] == f"sha256={made}"
    assert headers["Idempotency-Key"] == "notice-7"
    assert headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize(
    ("status", "again"), [(400, False), (403, False), (408, True), (429, True), (500, True), (503, True)]
)
def test_what_is_not_taken_is_tried_again_where_that_helps(server, told, status, again):
    told.status = status
    assert refused() == (f"短信网关答复 {status}。", again)


def test_it_is_not_led_elsewhere(server, told):
    told.status, told.location = 302, f"http://127.0.0.1:{server.server_port}/elsewhere"
    assert refused() == ("短信网关答复 302。", False)
    assert len(told.asked) == 1


@pytest.mark.parametrize(
    "address",
    ["64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:a00:1::", "::7f00:1", "::ffff:0:a00:1", "64:ff9b:1::a00:1",
     "fec0::1", "224.0.0.251", "ff02::1", "64:ff9b::e000:fb"],
)  # fmt: skip
def test_no_writing_of_an_own_address_leads_there(address):
    assert not reaching.is_allowed(address, ())
    assert reaching.is_allowed("64:ff9b::808:808", ())
    assert reaching.is_allowed(address, (ip_network(address),))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "10.1.2.3", "169.254.169.254", "192.168.0.1", "[::ffff:10.0.0.1]", "0.0.0.0"]
)
def test_into_the_own_network_nobody_goes_unless_that_is_allowed(server, told, settings, host):
    settings.WEBHOOK_NETWORKS = ()
    settings.WEBHOOK_URL = f"http://{host}:{server.server_port}/"
    said, again = refused()
    assert said.endswith("在内部网络里，没有许可。")
    assert not again
    assert told.asked == []


def test_a_name_that_stands_for_an_address_within_is_refused(server, told, settings, monkeypatch):
    settings.WEBHOOK_NETWORKS = ()
    settings.WEBHOOK_URL = "https://sms.example/"
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in ("93.184.215.14", "10.0.0.5")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: found)
    assert refused() == ("短信网关的地址 10.0.0.5 在内部网络里，没有许可。", False)


def test_a_server_that_is_not_there_or_does_not_answer_is_tried_again(settings, monkeypatch):
    settings.WEBHOOK_NETWORKS = (ip_network("127.0.0.0/8"),)
    settings.WEBHOOK_URL = "http://127.0.0.1:1/"
    assert refused() == ("连不上短信网关（ConnectionRefusedError）。", True)
    monkeypatch.setattr(reaching, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.WEBHOOK_URL = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert refused() == ("连不上短信网关（TimeoutError）。", True)


def test_who_answers_drop_by_drop_keeps_nobody_waiting(settings, monkeypatch):
    settings.WEBHOOK_NETWORKS = (ip_network("127.0.0.0/8"),)
    monkeypatch.setattr(reaching, "LONGEST", 0.3)

    drops = iter(range(60))

    def drip(listening):
        with listening.accept()[0] as one, suppress(OSError):
            for _drop in drops:
                one.sendall(b"H")
                time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as slow:
        threading.Thread(target=drip, args=(slow,), daemon=True).start()
        settings.WEBHOOK_URL = f"http://127.0.0.1:{slow.getsockname()[1]}/"
        said, again = refused()
    assert said.startswith("连不上短信网关（")
    assert again
    assert next(drops, None) is not None  # it was left before the other had ended


def certificate(folder):
    """Make a certificate for this machine that signs itself; give its file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(1))
        .not_valid_after(now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


def test_who_it_speaks_with_is_checked(server, told, settings, tmp_path, monkeypatch):
    file = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    settings.WEBHOOK_URL = f"https://127.0.0.1:{server.server_port}/"
    assert refused() == ("连不上短信网关（SSLCertVerificationError）。", True)
    assert told.asked == []
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    webhook.Webhook().send("13800000000", LETTER)
    assert len(told.asked) == 1
