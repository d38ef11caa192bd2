from ipaddress import ip_network

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from gongkai.config.provenance import provenance, sender


@pytest.fixture(autouse=True)
def proxies(settings):
    settings.TRUSTED_PROXIES = (ip_network("127.0.0.1/32"), ip_network("10.1.0.0/16"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # not a proxy of ours: what it says is not believed
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),  # the first was made up by the sender
        ("127.0.0.1", "198.51.100.1, 10.1.2.3", "198.51.100.1"),
        ("127.0.0.1", "10.1.9.9, 10.1.2.3", "10.1.9.9"),
        ("127.0.0.1", "<script>", "127.0.0.1"),
        ("::ffff:127.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("::ffff:203.0.113.9", "", "203.0.113.9"),
        ("fd00::1", "198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_the_sender_is_the_last_that_no_proxy_of_ours_has(peer, forwarded_for, address):
    assert sender(peer, forwarded_for) == address


def passed(**meta):
    """Give the request as a view sees it, and the answer."""
    seen = []
    middleware = provenance(lambda request: seen.append(request) or HttpResponse())
    return middleware(RequestFactory().get("/", **meta)), seen[0]


def test_a_proxy_of_ours_is_believed():
    answer, request = passed(
        HTTP_X_FORWARDED_FOR="198.51.100.1", HTTP_X_FORWARDED_PROTO="https", HTTP_X_REQUEST_ID="abcdef-123456"
    )
    assert (request.actor_address, request.META["REMOTE_ADDR"]) == ("198.51.100.1", "198.51.100.1")
    assert (request.is_secure(), request.request_id) == (True, "abcdef-123456")
    assert answer["X-Request-ID"] == "abcdef-123456"


def test_nobody_else_is():
    answer, request = passed(
        REMOTE_ADDR="203.0.113.9",
        HTTP_X_FORWARDED_FOR="198.51.100.1",
        HTTP_X_FORWARDED_PROTO="https",
        HTTP_X_REQUEST_ID="abcdef-123456",
    )
    assert (request.actor_address, request.is_secure()) == ("203.0.113.9", False)
    assert request.request_id != "abcdef-123456"
    assert answer["X-Request-ID"] == request.request_id


def test_a_number_that_could_forge_a_line_of_the_log_is_not_taken():
    _, request = passed(HTTP_X_REQUEST_ID="12345678\nERROR")
    assert len(request.request_id) == 16


def test_each_request_has_its_number():
    assert passed()[1].request_id != passed()[1].request_id
