import re

import pytest

pytestmark = pytest.mark.django_db


def value(text, name):
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return 0.0 if found is None else float(found[1])


def read(client):
    answer = client.get("/metrics")
    assert answer.status_code == 200
    return answer.content.decode()


def test_requests_are_counted_by_route_and_never_by_what_was_typed(client):
    name = 'gongkai_requests_total{method="GET",route="portal:home",status="200"}'
    before = value(read(client), name)
    client.get("/?q=张三")
    client.get("/no/such/张三/")
    client.generic("张三", "/health/live")
    text = read(client)
    assert value(text, name) == before + 1
    assert value(text, 'gongkai_requests_total{method="GET",route="-",status="404"}') >= 1
    assert value(text, 'gongkai_requests_total{method="-",route="health-live",status="405"}') >= 1
    assert "张三" not in text
    assert "%E5" not in text


def test_the_queue_is_told(client):
    from gongkai.config.tasks import tidy

    tidy.enqueue(0)
    text = read(client)
    assert value(text, 'gongkai_tasks{status="ready"}') == 1
    assert value(text, "gongkai_database_up") == 1


@pytest.mark.parametrize(
    "more",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},  # through a proxy on this machine, for whomever
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
    ],
)
def test_without_a_token_only_this_machine_reads(client, more):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", **more).status_code == 404


@pytest.mark.parametrize(
    ("shown", "status"),
    [("Bearer open sesame", 200), ("Bearer open", 404), ("Bearer ", 404), ("Bearer 芝麻", 404), ("", 404)],
)
def test_with_a_token_who_shows_it_reads_from_anywhere(client, settings, shown, status):
    settings.METRICS_TOKEN = "open sesame"
    headers = {"authorization": shown} if shown else {}
    for address in ("127.0.0.1", "203.0.113.9"):
        assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status
