"""What each role meets at the addresses of reports from outside (外来年度报告)."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
from tests.casework import actor
from tests.county import County
from tests.roles.statuses import HANDLED, HANDLERS, SEEN, SIGNED_IN, refused

from gongkai.agencies.models import Membership
from gongkai.attachments.services import NewFile
from gongkai.attachments.storing import Draft
from gongkai.cli.report.demo import SAMPLE
from gongkai.filings.models import Origin, Upload
from gongkai.filings.outside import services
from gongkai.filings.services import begin
from gongkai.report.reading import read_path


def _upload(made: County) -> Upload:
    """Give a report of the bureau of science for 2020, which the county's office collects."""
    Membership.objects.get_or_create(collector=made.office, member=made.science, year=2020)
    content = BytesIO()
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.save(content)
    with Draft() as draft:
        draft.write(content.getvalue())
        file = NewFile("年报.pdf", draft)
        return services.take_in(made.science, 2020, file, read_path(SAMPLE), by=actor(made))


def _confirmed(made: County) -> Upload:
    return services.confirm(_upload(made), by=actor(made))


def _entered(made: County) -> int:
    return int(begin(made.science, 2020, by=actor(made), origin=Origin.ENTERED).pk)


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "filings:uploaded": lambda made: {"pk": _upload(made).pk},
    "filings:upload-picture": lambda made: {"pk": _upload(made).pk, "number": 1},
    "filings:reread": lambda made: {"pk": _upload(made).pk, "cell": "applications.new.natural"},
    "filings:upload-confirm": lambda made: {"pk": _upload(made).pk},
    "filings:upload-end": lambda made: {"pk": _upload(made).pk},
    "filings:begin-from": lambda made: {"pk": _confirmed(made).pk},
    "filings:enter": lambda made: {"pk": _entered(made), "table": "applications"},
}

_UPLOADERS = {**HANDLERS, "publisher": 200}
_WORKED = {
    "visitor": 302, "beside": 404, "below": 404, "no_post": 404, "handler": 200, "head": 200, "publisher": 200,
    "supervisor": 200, "*": 403,
}  # fmt: skip

TABLE: dict[str, dict[str, int]] = {
    "filings:uploads": SIGNED_IN,
    "filings:upload": _UPLOADERS,
    "POST filings:upload": refused(_UPLOADERS, 422),
    "filings:uploaded": SEEN,
    "filings:upload-picture": SEEN,
    "filings:reread": _WORKED,
    "POST filings:reread": refused(_WORKED, 422),
    "filings:upload-confirm": _WORKED,
    "POST filings:upload-confirm": refused(_WORKED, 422),
    "filings:upload-end": _WORKED,
    "POST filings:upload-end": refused(_WORKED, 422),
    "filings:begin-from": {**HANDLED, "publisher": 200},
    "POST filings:begin-from": refused({**HANDLED, "publisher": 200}, 422),
    "filings:enter": {**HANDLED, "publisher": 200},
    "POST filings:enter": refused({**HANDLED, "publisher": 200}, 422),
}
