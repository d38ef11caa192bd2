"""What officers' systems do with a token: as at the desk, within its scopes. People review and publish, not programs.

An act names the version that was seen, which the thing that was read has: who changed it meanwhile is not overrun, and
the act is refused (`changed-meanwhile`). Each act carries an idempotency key that the client makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from gongkai.client import shapes
from gongkai.client.calling import Caller, Tagged, multipart

_DESK = "/api/v1/desk"


class Desk:
    """The desk of a site, as far as the token of a client reaches."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def register(self, application: shapes.Registering) -> shapes.Registered:
        """Register an application that came in by whatever channel; give its number and the applicant's code."""
        found: shapes.Registered = self._done("POST", "applications", application)
        return found

    def cases(
        self,
        *,
        agency: int | None = None,
        stage: str | None = None,
        closed: bool | None = None,
        due_until: date | None = None,
    ) -> Iterator[shapes.Case]:
        """Go through the cases in sight, those registered first coming first."""
        asked = {"agency": agency, "stage": stage, "closed": closed, "due_until": due_until}
        return self._caller.pages(f"{_DESK}/applications", **asked)

    def case(self, key: int) -> shapes.Case:
        """Give a case with the acts that may be done with it now, and the fields of each."""
        found: shapes.Case = self._caller.get(f"{_DESK}/applications/{key}")
        return found

    def act(self, case: shapes.Case, name: str, fields: Mapping[str, Any] | None = None) -> shapes.Case:
        """Do an act with a case as it was read, with the fields that the case tells of; give it as it is then."""
        found: shapes.Case = self._done("POST", f"applications/{case['id']}/acts/{name}", dict(fields or {}), seen=case)
        return found

    def draft_reply(self, case: shapes.Case, reply: Mapping[str, Any]) -> shapes.Case:
        """Draft the reply to a case, in place of what was drafted; people review it before it is given."""
        found: shapes.Case = self._done("PUT", f"applications/{case['id']}/draft", dict(reply), seen=case)
        return found

    def personal(self, case: int, reason: str) -> dict[str, Any]:
        """Give who applied and for what, for a reason, which the journal keeps (个保法)."""
        found: dict[str, Any] = self._caller.act(
            "POST", f"{_DESK}/applications/{case}/personal", {"reason": reason}, once=False
        )
        return found

    def attach_to_case(self, case: int, files: Sequence[tuple[str, bytes]]) -> list[str]:
        """Attach scans to a case, by name and content; give the names under which they were taken in."""
        return self._attached(f"applications/{case}", files, {})

    def items(self, *, agency: int | None = None, stage: str | None = None) -> Iterator[shapes.Draft]:
        """Go through the items in sight, public or not."""
        return self._caller.pages(f"{_DESK}/items", agency=agency, stage=stage)

    def item(self, key: int) -> shapes.Draft:
        """Give an item with its newest text and the acts that may be done with it."""
        found: shapes.Draft = self._caller.get(f"{_DESK}/items/{key}")
        return found

    def item_form(self) -> list[dict[str, Any]]:
        """Give the fields of a new item, with what may be chosen."""
        found: list[dict[str, Any]] = self._caller.get(f"{_DESK}/items/form")["fields"]
        return found

    def begin_item(self, fields: Mapping[str, Any]) -> shapes.Draft:
        """Begin an item with its first text; nothing of it is shown before people reviewed and published it."""
        found: shapes.Draft = self._done("POST", "items", dict(fields))
        return found

    def revise_item(self, item: shapes.Draft, fields: Mapping[str, Any]) -> shapes.Draft:
        """Write an item anew as it was read, in the fields that are given."""
        found: shapes.Draft = self._done("PATCH", f"items/{item['id']}/text", dict(fields), seen=item)
        return found

    def attach_to_item(self, item: int, files: Sequence[tuple[str, bytes]], *, personal: bool = False) -> list[str]:
        """Attach files to an item while it is written; those with personal data are never made public."""
        return self._attached(f"items/{item}", files, {"personal": personal})

    def act_on_item(self, item: shapes.Draft, name: str, fields: Mapping[str, Any] | None = None) -> shapes.Draft:
        """Do one of the acts of who writes: `submit` for review, `abandon` and so on."""
        found: shapes.Draft = self._done("POST", f"items/{item['id']}/acts/{name}", dict(fields or {}), seen=item)
        return found

    def figures(self, agency: int, year: int) -> Tagged:
        """Give the figures of an agency's year as they stand (`shapes.Figures`), with their tag."""
        response = self._caller.call("GET", f"{_DESK}/agencies/{agency}/figures/{year}")
        return Tagged(response.json(), response.headers.get("ETag", ""))

    def enter_figures(
        self, seen: Tagged, figures: Mapping[str, str | int | None], *, source: str, reason: str
    ) -> shapes.Figures:
        """Enter figures of table II by `row.column` where those that were read still stand; None makes one blank."""
        agency, year = seen.value["agency"]["id"], seen.value["year"]
        body = {"source": source, "reason": reason, "figures": dict(figures)}
        found: shapes.Figures = self._caller.act(
            "PUT", f"{_DESK}/agencies/{agency}/figures/{year}", body, headers={"If-Match": seen.tag}
        )
        return found

    def filings(self, *, agency: int | None = None, year: int | None = None) -> Iterator[shapes.Filing]:
        """Go through the annual reports in sight, those begun first coming first."""
        return self._caller.pages(f"{_DESK}/filings", agency=agency, year=year)

    def filing(self, key: int) -> shapes.FilingDetail:
        """Give an annual report with what was signed of it, and where that was handed up."""
        found: shapes.FilingDetail = self._caller.get(f"{_DESK}/filings/{key}")
        return found

    def filing_file(self, key: int, number: int, form: str) -> bytes:
        """Give a signed version as a file: docx, pdf, xlsx or json."""
        return self._caller.call("GET", f"{_DESK}/filings/{key}/versions/{number}/{form}").content

    def submit_filing(self, key: int, *, version: int, collector: int) -> dict[str, Any]:
        """Hand up the version that was signed last to an agency that collects; give the receipt."""
        found: dict[str, Any] = self._done(
            "POST", f"filings/{key}/submissions", {"version": version, "collector": collector}
        )
        return found

    def _attached(self, path: str, files: Sequence[tuple[str, bytes]], fields: Mapping[str, Any]) -> list[str]:
        """Send files; again where no answer came, for one that is there already is not taken in twice."""
        form = multipart(fields, files)
        answer = self._caller.call("POST", f"{_DESK}/{path}/files", reads=True, **form)
        names: list[str] = answer.json()["names"]
        return names

    def _done(self, method: str, path: str, body: Any, seen: Any = None) -> Any:
        headers = {} if seen is None else {"If-Match": f'"v{seen["version"]}"'}
        return self._caller.act(method, f"{_DESK}/{path}", body, headers=headers)
