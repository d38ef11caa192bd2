"""How the client calls: what it sends again, how long it waits, what it makes of errors, where tokens go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from gongkai.client import ApiError, Client, Retrying
from gongkai.client.shapes import Applying

REFUSAL = {
    "error": {
        "code": "reply-overdue", "message": "答复期限已过。", "hint": "请说明理由。", "citation": "条例第33条第2款",
        "where": [{"in": "body", "name": "days", "code": "less_than_equal", "message": "不能大于20。"}],
        "details": {"due_on": "2026-03-30"}, "request_id": "abc",
    }
}  # fmt: skip
APPLYING: Applying = {"kind": "NATURAL", "name": "王小明", "identity": "11010519491231002X", "description": "某文件"}

Answer = httpx.Response | Exception


class Site:
    """A site that answers one thing after another, and remembers what it was asked and how long was waited."""

    def __init__(self, *answers: Answer | Callable[[httpx.Request], Answer]) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []
        self.waits: list[float] = []

    def client(self, address: str = "https://gk.example.gov.cn", **more: object) -> Client:
        transport = httpx.MockTransport(self._answer)
        return Client(address, transport=transport, sleep=self.waits.append, **more)  # type: ignore[arg-type]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        found = answer(request) if callable(answer) and not isinstance(answer, httpx.Response) else answer
        if isinstance(found, Exception):
            raise found
        assert isinstance(found, httpx.Response)
        return found


def gives(value: object, **headers: str) -> httpx.Response:
    return httpx.Response(200, json=value, headers=headers)


def fails(status: int, **headers: str) -> httpx.Response:
    return httpx.Response(
        status, text="<html>", headers={name.replace("_", "-"): each for name, each in headers.items()}
    )


def test_reading_waits_as_long_as_the_site_asks_and_otherwise_longer_each_time() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    site = Site(
        fails(429, Retry_After="7"),
        fails(503, Retry_After=later),
        httpx.ReadTimeout("slow"),
        fails(502),
        gives({"id": 1}),
    )
    assert site.client().agency(1)["id"] == 1
    asked, until, third, fourth = site.waits
    assert (asked, 25 < until <= 30) == (7.0, True)
    assert 1.0 <= third <= 2.0 <= fourth <= 4.0


def test_after_so_many_attempts_and_where_it_would_be_long_the_error_is_raised() -> None:
    site = Site(*(fails(503) for _ in range(3)))
    with site.client(retrying=Retrying(attempts=3)) as client, pytest.raises(ApiError) as raised:
        client.agency(1)
    assert (raised.value.code, raised.value.status, len(site.asked)) == ("http-503", 503, 3)
    site = Site(fails(429, Retry_After="3600"))
    with site.client() as client, pytest.raises(ApiError) as raised:
        client.agency(1)
    assert (raised.value.wait, site.waits) == (3600.0, [])


@pytest.mark.parametrize("status", [301, 400, 404, 409, 422, 500])
def test_what_will_not_be_otherwise_is_not_asked_again_nor_followed_elsewhere(status: int) -> None:
    site = Site(fails(status, Location="https://elsewhere.example/"))
    with site.client(token="t") as client, pytest.raises(ApiError) as raised:
        client.agency(1)
    assert (raised.value.status, len(site.asked)) == (status, 1)


def test_an_error_has_code_words_article_and_places() -> None:
    site = Site(httpx.Response(409, json=REFUSAL))
    with site.client() as client, pytest.raises(ApiError) as raised:
        client.item(1)
    error = raised.value
    assert (error.code, error.citation, error.request_id) == ("reply-overdue", "条例第33条第2款", "abc")
    assert error.details == {"due_on": "2026-03-30"}
    assert [(each.within, each.name) for each in error.where] == [("body", "days")]
    assert str(error) == ("[reply-overdue] 答复期限已过。 days：不能大于20。 请说明理由。 依据：条例第33条第2款。")


def test_an_application_is_sent_again_under_the_same_key_and_another_under_another() -> None:
    receipt: Any = {"number": "2026-00001"}
    site = Site(httpx.ReadTimeout("slow"), fails(503), gives(receipt), gives(receipt))
    client = site.client()
    assert client.apply(1, APPLYING, files=[("委托书.pdf", b"%PDF")]) == receipt
    client.apply(1, APPLYING)
    keys = [str(UUID(each.headers["Idempotency-Key"])) for each in site.asked]
    assert (len(set(keys[:3])), len(set(keys))) == (1, 2)
    bodies = [each.content for each in site.asked[:3]]
    assert len(set(bodies)) == 1
    assert "委托书.pdf".encode() in bodies[0]


def test_an_act_without_a_key_is_sent_again_only_where_it_was_surely_not_done() -> None:
    site = Site(httpx.ConnectError("refused"), fails(429, Retry_After="1"), gives({"state": "withdrawn"}))
    assert site.client().withdraw("2026-00001", "AB2C")["state"] == "withdrawn"
    for lost in (httpx.ReadTimeout("slow"), fails(503)):
        site = Site(lost)
        with site.client() as client, pytest.raises(ApiError):
            client.withdraw("2026-00001", "AB2C")
        assert len(site.asked) == 1


def test_a_query_code_is_in_no_address() -> None:
    site = Site(*(gives({}) for _ in range(4)))
    client = site.client()
    client.track("2026-00001", "AB2C-DEF3")
    client.supplement("2026-00001", "AB2C-DEF3", "更明确的描述")
    client.give_reasons("2026-00001", "AB2C-DEF3", "用于核对")
    client.letter("2026-00001", "AB2C-DEF3", "../receipt")
    assert not any("AB2C" in str(each.url) for each in site.asked)
    assert str(site.asked[-1].url).endswith("/letters/..%2Freceipt")


def test_lists_are_read_page_after_page_as_they_are_gone_through() -> None:
    site = Site(gives({"data": [{"id": 1}, {"id": 2}], "next": "abc"}), gives({"data": [{"id": 3}], "next": None}))
    found = site.client().items(category="A03")
    assert site.asked == []
    assert [each["id"] for each in found] == [1, 2, 3]
    assert [dict(each.url.params) for each in site.asked] == [
        {"category": "A03", "limit": "100"}, {"category": "A03", "limit": "100", "cursor": "abc"},
    ]  # fmt: skip


def test_an_act_says_which_version_was_seen() -> None:
    site = Site(gives({"id": 5, "version": 4}))
    case = {"id": 5, "version": 3}
    assert site.client(token="secret").desk.act(case, "send-back", {"reason": "请补充"})["version"] == 4  # type: ignore[arg-type]
    (asked,) = site.asked
    assert (asked.headers["If-Match"], asked.headers["Authorization"]) == ('"v3"', "Bearer secret")
    assert str(asked.url) == "https://gk.example.gov.cn/api/v1/desk/applications/5/acts/send-back"
    assert asked.read() == '{"reason":"请补充"}'.encode()


def test_a_token_goes_to_no_site_without_encryption() -> None:
    with pytest.raises(ValueError, match="https"):
        Client("http://gk.example.gov.cn", token="secret")
    Client("http://localhost:8000", token="secret").close()
    with pytest.raises(ValueError, match="no address"):
        Client("gk.example.gov.cn")


def test_a_report_that_is_not_what_was_signed_is_refused() -> None:
    about = {"files": {"json": "https://gk.example.gov.cn/reports/1/2020/versions/1/report.json"}, "digest": "0" * 64}
    site = Site(gives(about), httpx.Response(200, content=b"{}"))
    with site.client() as client, pytest.raises(ApiError) as raised:
        client.report(1, 2020)
    assert raised.value.code == "digest-differs"


def test_rows_of_a_dataset_come_one_by_one_and_wait_while_files_are_made_anew() -> None:
    site = Site(
        fails(503, Retry_After="120"), httpx.Response(200, content='{"item":1}\n{"item":"二\u2028"}\n'.encode())
    )
    assert [each["item"] for each in site.client().dataset("items")] == [1, "二\u2028"]
    assert site.waits == [120.0]
