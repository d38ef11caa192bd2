"""What anybody may ask of a site: what is public, as things and in bulk; and applying and following an application."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, Literal, Self
from urllib.parse import quote, urlsplit

import httpx

from gongkai.client import shapes
from gongkai.client.calling import Caller, Retrying, multipart
from gongkai.client.desk import Desk
from gongkai.client.errors import ApiError
from gongkai.report.model import Report
from gongkai.report.readers.json import read_json

API = "/api/v1"


class Client:
    """A site, by its address; with a token also what officers' systems do there (`desk`).

    It keeps connections open: use it in a `with`, or close it.
    """

    def __init__(
        self,
        address: str,
        *,
        token: str = "",
        language: str = "zh-hans",
        timeout: float = 30.0,
        retrying: Retrying | None = None,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._caller = Caller(
            address,
            token=token,
            language=language,
            timeout=timeout,
            retrying=retrying,
            transport=transport,
            sleep=sleep,
        )
        self.desk = Desk(self._caller)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the connections go."""
        self._caller.close()

    def agencies(self, *, parent: int | None = None, below: int | None = None) -> Iterator[shapes.Agency]:
        """Go through the agencies in being: all, those right below one, or one with all below it."""
        return self._caller.pages(f"{API}/agencies", parent=parent, below=below)

    def agency(self, key: int) -> shapes.Agency:
        """Give an agency with what its guide says of it (条例第12条)."""
        found: shapes.Agency = self._caller.get(f"{API}/agencies/{key}")
        return found

    def columns(self, agency: int) -> list[shapes.Column]:
        """Give the columns that an agency keeps."""
        found: list[shapes.Column] = self._caller.get(f"{API}/agencies/{agency}/columns")["data"]
        return found

    def categories(self, agency: int | None = None) -> list[shapes.Category]:
        """Give the categories of what must be published (条例第20条、第21条), all or those that bind an agency."""
        found: list[shapes.Category] = self._caller.get(f"{API}/categories", agency=agency)["data"]
        return found

    def items(
        self,
        *,
        agency: int | None = None,
        category: str | None = None,
        column: int | None = None,
        published_from: date | None = None,
        published_until: date | None = None,
    ) -> Iterator[shapes.ItemLine]:
        """Go through what is public, the newest first."""
        return self._caller.pages(
            f"{API}/items",
            agency=agency,
            category=category,
            column=column,
            published_from=published_from,
            published_until=published_until,
            limit=100,
        )

    def item(self, key: int) -> shapes.Item:
        """Give an item whole. One that was withdrawn raises ApiError `item-withdrawn`, which says when and why."""
        found: shapes.Item = self._caller.get(f"{API}/items/{key}")
        return found

    def item_versions(self, key: int) -> list[shapes.Shown]:
        """Give when which text of an item was shown (本页修改记录), the newest first."""
        found: list[shapes.Shown] = self._caller.get(f"{API}/items/{key}/versions")["data"]
        return found

    def search(
        self,
        words: str,
        *,
        agency: int | None = None,
        category: str | None = None,
        year: int | None = None,
        validity: str | None = None,
        kind: str | None = None,
        sort: Literal["relevance", "date"] = "relevance",
    ) -> Iterator[shapes.Found]:
        """Go through what is found of some words, a document number or an index."""
        return self._caller.pages(
            f"{API}/search",
            q=words,
            agency=agency,
            category=category,
            year=year,
            validity=validity,
            kind=kind,
            sort=sort,
        )

    def reports(
        self, *, agency: int | None = None, year: int | None = None, scope: shapes.Scope | None = None
    ) -> Iterator[shapes.ReportLine]:
        """Go through the annual reports that are public, what was published last first."""
        return self._caller.pages(f"{API}/reports", agency=agency, year=year, scope=scope, limit=100)

    def report_about(
        self, agency: int, year: int, scope: shapes.Scope = "unit", *, number: int | None = None
    ) -> shapes.ReportAbout:
        """Give what is told of a report: the version that is shown now, or the one of a number."""
        found: shapes.ReportAbout = self._caller.get(_report(agency, year, scope, number))
        return found

    def report(self, agency: int, year: int, scope: shapes.Scope = "unit", *, number: int | None = None) -> Report:
        """Give a report as it was signed, as a value of `gongkai.report`: to check, compare, write in any format.

        That it is what was signed is seen by its digest; one that is not raises ApiError `digest-differs`.
        """
        about = self.report_about(agency, year, scope, number=number)
        content = self._caller.call("GET", urlsplit(about["files"]["json"]).path).content
        if sha256(content).hexdigest() != about["digest"]:
            raise ApiError("digest-differs", "年度报告的内容与签发时的校验值不符。", hint="请重新读取。")
        return read_json(content.decode()).report

    def report_figures(self, agency: int, year: int, scope: shapes.Scope = "unit", *, number: int) -> list[shapes.Cell]:
        """Give the figures of a version of a report, cell by cell."""
        found: list[shapes.Cell] = self._caller.get(f"{_report(agency, year, scope, number)}/figures")["data"]
        return found

    def report_findings(
        self, agency: int, year: int, scope: shapes.Scope = "unit", *, number: int
    ) -> list[shapes.Finding]:
        """Give what the checks find in a version of a report, the gravest first."""
        found: list[shapes.Finding] = self._caller.get(f"{_report(agency, year, scope, number)}/findings")["data"]
        return found

    def dataset(self, code: str) -> Iterator[dict[str, Any]]:
        """Go through a dataset of the open data, row by row as it comes: `items`, `report-figures` and so on."""
        with self._caller.stream(f"/open-data/files/{quote(code, safe='')}.jsonl") as response:
            rest = b""
            for piece in response.iter_bytes():
                *lines, rest = (rest + piece).split(b"\n")
                yield from map(json.loads, lines)

    def apply(
        self, agency: int, application: shapes.Applying, *, files: Sequence[tuple[str, bytes]] = ()
    ) -> shapes.Receipt:
        """Apply to an agency for information (条例第29条), once, however often the network fails; give the receipt.

        Keep the receipt: who has its number and code sees the application.
        """
        found: shapes.Receipt = self._sent(f"{API}/agencies/{agency}/applications", application, files, once=True)
        return found

    def track(self, number: str, code: str) -> shapes.Following:
        """Say how an application stands, by the number and the code of its receipt."""
        body = {"number": number, "code": code}
        found: shapes.Following = self._caller.call("POST", f"{API}/applications/track", json=body, reads=True).json()
        return found

    def supplement(
        self, number: str, code: str, description: str, *, files: Sequence[tuple[str, bytes]] = ()
    ) -> shapes.Following:
        """Add what one was asked to add (补正, 条例第30条)."""
        found: shapes.Following = self._sent(
            f"{_application(number)}/supplement", {"description": description}, files, code=code
        )
        return found

    def give_reasons(self, number: str, code: str, reasons: str) -> shapes.Following:
        """Give the reasons one was asked for (条例第35条)."""
        found: shapes.Following = self._sent(f"{_application(number)}/reasons", {"reasons": reasons}, code=code)
        return found

    def withdraw(self, number: str, code: str) -> shapes.Following:
        """Take one's application back; that is the end of it."""
        found: shapes.Following = self._sent(f"{_application(number)}/withdraw", None, code=code)
        return found

    def letter(self, number: str, code: str, key: str) -> bytes:
        """Give a letter that was sent to the applicant, as PDF, by its key in what `track` gives."""
        return self._own(f"{_application(number)}/letters/{quote(key, safe='')}", code)

    def application_file(self, number: str, code: str, key: int) -> bytes:
        """Give a file that went with the reply, or one's own, by its key in what `track` gives."""
        return self._own(f"{_application(number)}/files/{key}", code)

    def _own(self, path: str, code: str) -> bytes:
        return self._caller.call("GET", path, headers={"Query-Code": code}).content

    def _sent(
        self, path: str, body: Any, files: Sequence[tuple[str, bytes]] = (), *, code: str = "", once: bool = False
    ) -> Any:
        headers = {"Query-Code": code} if code else {}
        if files:
            return self._caller.send(path, headers=headers, once=once, **multipart(body, files))
        return self._caller.send(path, headers=headers, once=once, **({} if body is None else {"json": body}))


def _report(agency: int, year: int, scope: str, number: int | None) -> str:
    place = f"{API}/reports/{agency}/{year}/{scope}"
    return place if number is None else f"{place}/versions/{number}"


def _application(number: str) -> str:
    return f"{API}/applications/{quote(number, safe='')}"
