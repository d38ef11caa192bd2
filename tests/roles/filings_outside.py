"""What each role meets at the addresses of reports from outside (外来年度报告)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from io import BytesIO

import pikepdf
from django.utils.timezone import now
from tests.casework import actor
from tests.county import County
from tests.roles.statuses import HANDLED, HANDLERS, SEEN, SIGNED_IN, SITE, refused

from gongkai.agencies.models import Membership
from gongkai.attachments.services import NewFile
from gongkai.attachments.storing import Draft
from gongkai.cli.report.demo import SAMPLE
from gongkai.filings.models import Origin, TrustedKey, Upload, Version
from gongkai.filings.outside import services
from gongkai.filings.outside.reading import written
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


def _version(made: County) -> dict[str, object]:
    filing = begin(made.science, 2020, by=actor(made), origin=Origin.ENTERED)
    kept, officer = written(read_path(SAMPLE).report)._asdict(), made.officers["leader"]
    Version.objects.create(filing=filing, number=1, officer=officer, signed_at=now(), **kept)
    return {"pk": filing.pk, "number": 1}


def _key(made: County) -> int:
    key, officer = base64.b64encode(bytes(32)).decode(), made.officers["site"]
    return int(TrustedKey.objects.create(name="邻县", key=key, fingerprint="0", officer=officer, at=now()).pk)


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "filings:uploaded": lambda made: {"pk": _upload(made).pk},
    "filings:upload-picture": lambda made: {"pk": _upload(made).pk, "number": 1},
    "filings:blank-form": lambda made: {"year": 2025},
    "filings:reread": lambda made: {"pk": _upload(made).pk, "cell": "applications.new.natural"},
    "filings:upload-confirm": lambda made: {"pk": _upload(made).pk},
    "filings:upload-end": lambda made: {"pk": _upload(made).pk},
    "filings:package": _version,
    "filings:end-key": lambda made: {"pk": _key(made)},
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
    "filings:blank-form": _UPLOADERS,
    "filings:uploaded": SEEN,
    "filings:upload-picture": SEEN,
    "filings:reread": _WORKED,
    "POST filings:reread": refused(_WORKED, 422),
    "filings:upload-confirm": _WORKED,
    "POST filings:upload-confirm": refused(_WORKED, 422),
    "filings:upload-end": _WORKED,
    "POST filings:upload-end": refused(_WORKED, 422),
    "filings:package": {**HANDLED, "publisher": 200},
    "filings:keys": SITE,
    "filings:trust-key": SITE,
    "POST filings:trust-key": refused(SITE, 422),
    "filings:end-key": SITE,
    "POST filings:end-key": refused(SITE, 302),
    "filings:begin-from": {**HANDLED, "publisher": 200},
    "POST filings:begin-from": refused({**HANDLED, "publisher": 200}, 422),
    "filings:enter": {**HANDLED, "publisher": 200},
    "POST filings:enter": refused({**HANDLED, "publisher": 200}, 422),
}
