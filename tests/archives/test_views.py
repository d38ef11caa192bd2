"""The desk's pages of archives: from an old case to its package, and to the list of what was destroyed."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from tests.archives.filing import TABLE, WHO, bureau, filed, keep_for
from tests.casework import actor
from tests.county import county
from tests.filings.signed import sign
from tests.publishing import begin, publish

from gongkai.applications.models import Applicant
from gongkai.archives import erasing, exporting
from gongkai.archives.dues import dues
from gongkai.archives.holding import hold
from gongkai.archives.kinds import BY_CODE
from gongkai.archives.models import Erasure, Export, Hold
from gongkai.archives.periods import file_by
from gongkai.archives.selectors import overdue_until

pytestmark = pytest.mark.django_db


def signed_in(made, role):
    client = Client()
    client.force_login(made.officers[role])
    return client


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_from_an_old_case_to_the_list_of_what_was_destroyed():
    made = bureau()
    case, kept = filed(made), filed(made)
    handler, leader = signed_in(made, "handler"), signed_in(made, "leader")
    of = {"agency": made.science.pk, "kind": "applications"}
    home = reverse("archives:home")
    assert "默认，只供提示" in text(handler.get(home))
    sent = leader.post(reverse("archives:period", kwargs=of), {"years": "1", "source": TABLE})
    assert sent.status_code == 302
    page = text(handler.get(reverse("archives:cases", kwargs=of) + "?show=over"))
    assert page.count("可以提出") == 2

    hold(BY_CODE["applications"], kept, reason="信访还在处理", by=actor(made))
    assert "已暂缓销毁：信访还在处理" in text(handler.get(reverse("archives:cases", kwargs=of) + "?show=over"))
    propose = reverse("archives:propose", kwargs=of)
    assert f'value="{case.pk},{kept.pk}"' in text(handler.get(propose, {"key": [case.pk, kept.pk]}))
    refused = handler.post(propose, {"keys": f"{case.pk},{kept.pk}", "opinion": "期满"})
    assert refused.status_code == 409
    assert not Erasure.objects.exists()
    assert handler.post(propose, {"keys": str(case.pk), "opinion": "期满，没有保存价值"}).status_code == 302
    erasure = Erasure.objects.get()
    assert [pile.count() for pile in dues(made.officers["leader"], localdate())] == [1, 0]
    decide = reverse("archives:decide", args=[erasure.pk, "approve"])
    assert handler.post(decide, {"seen": erasure.version, "remarks": ""}).status_code == 403
    assert leader.post(decide, {"seen": erasure.version, "remarks": "同意"}).status_code == 302
    assert leader.post(decide, {"seen": erasure.version, "remarks": "同意"}).status_code == 302  # sent twice, done once
    assert leader.post(decide, {"seen": erasure.version, "remarks": "再批"}).status_code == 409
    erasure.refresh_from_db()
    erasing.carry_out(erasure)

    certificate = text(handler.get(reverse("archives:erasure", args=[erasure.pk])))
    assert all(words in certificate for words in (case.number, TABLE, "期满，没有保存价值", "今晚清除"))
    assert kept.number not in certificate
    # The case is still there, and says why nothing of the applicant is; no page of it fails.
    page = text(handler.get(reverse("applications:detail", args=[case.pk])))
    assert "个人信息、文书和附件已于" in page
    assert WHO.name not in page
    assert handler.get(reverse("applications:letter", args=[case.pk, "reply", "pdf"])).status_code == 404
    assert "信访还在处理" in text(handler.get(reverse("applications:detail", args=[kept.pk])))
    release = reverse("archives:release", args=[Hold.objects.get().pk])
    assert handler.get(release).status_code == 403
    assert leader.post(release, {"reason": "办结"}).status_code == 302
    assert Applicant.objects.get(application=kept).name == WHO.name
    assert "H0001" in text(handler.get(home))


def test_packages_are_asked_for_and_taken_once():
    made = bureau()
    case = filed(made)
    handler = signed_in(made, "handler")
    ask = reverse("archives:export", kwargs={"agency": made.science.pk, "kind": "applications"})
    short = {"keys": str(case.pk), "purpose": "移交", "mode": "sealed", "passphrase": "short"}
    assert "口令至少12个字符" in handler.post(ask, short).content.decode()
    assert handler.post(ask, {"keys": str(case.pk), "purpose": "移交", "mode": "clear"}).status_code == 302
    export = Export.objects.get()
    take = reverse("archives:take", args=[export.pk])
    assert signed_in(made, "head").post(take).status_code == 403  # somebody else asked for it
    assert handler.post(take).status_code == 302  # not made yet
    exporting.make(export)
    response = handler.post(take)
    content = b"".join(response.streaming_content)
    assert any(name.endswith("/manifest.json") for name in zipfile.ZipFile(BytesIO(content)).namelist())
    assert handler.post(take).status_code == 302
    assert Export.objects.get().state == Export.State.TAKEN
    assert "已取走" in text(handler.get(reverse("archives:cases", args=[made.science.pk, "applications"])))


def test_items_reports_and_journals_are_packed_at_the_desk():
    made = county()
    shown, draft = publish(made, begin(made)), begin(made)
    version = sign(made.science, 2024, made.officers["head"])
    handler, of = signed_in(made, "handler"), made.science.pk
    home = text(handler.get(reverse("archives:home")))
    packed = []
    for kind, row in (("items", shown), ("reports", version.filing)):
        cases, ask = (reverse(f"archives:{name}", args=[of, kind]) for name in ("cases", "export"))
        assert f'href="{cases}"' in home
        page = text(handler.get(f"{cases}?show=over"))
        assert (f'value="{row.pk}"' in page, page.count('type="checkbox"'), "销毁鉴定" in page) == (True, 1, False)
        assert handler.get(reverse("archives:propose", args=[of, kind])).status_code == 404
        assert handler.post(ask, {"keys": str(row.pk), "purpose": "移交", "mode": "clear"}).status_code == 302
        packed.append([[kind, row.pk]])
    early = {"keys": str(draft.pk), "purpose": "移交", "mode": "clear"}
    assert handler.post(reverse("archives:export", args=[of, "items"]), early).status_code == 409
    journal, year = reverse("archives:export-journal", args=[of]), localdate().year
    assert f'href="{journal}"' in home
    assert handler.post(journal, {"year": str(year - 1), "purpose": "移交"}).status_code == 422
    assert handler.post(journal, {"year": str(year), "purpose": "移交"}).status_code == 302
    exports = list(Export.objects.order_by("pk"))
    assert [each.cases for each in exports] == [*packed, [["journals", year]]]
    exporting.make(exports[-1])
    content = b"".join(handler.post(reverse("archives:take", args=[exports[-1].pk])).streaming_content)
    archive = zipfile.ZipFile(BytesIO(content))
    assert {name.rpartition("/")[2] for name in archive.namelist()} >= {"journal.jsonl", "manifest.json", "verify.py"}


@pytest.mark.once
def test_the_list_of_items_asks_no_more_for_many_and_reads_no_bodies():
    made, asked = county(), []
    handler, page = signed_in(made, "handler"), reverse("archives:cases", args=[made.science.pk, "items"])
    handler.get(page)
    for _each in range(2):
        publish(made, begin(made))
        with CaptureQueriesContext(connection) as found:
            text(handler.get(page))
        asked.append([each["sql"] for each in found])
    assert len(asked[0]) == len(asked[1])
    of_items = [sql for sql in asked[1] if '"disclosure_text"."title"' in sql]
    assert of_items
    assert not [sql for sql in of_items if '"body"' in sql or "DISTINCT" in sql]


@pytest.mark.once
def test_the_lists_ask_no_more_for_many(django_assert_max_num_queries):
    made = bureau()
    for _ in range(3):
        filed(made)
    keep_for(made, 1, "applications")
    handler = signed_in(made, "handler")
    handler.get(reverse("archives:home"))
    for show, many in (("", 20), ("?show=over", 26)):
        with django_assert_max_num_queries(many):
            page = text(handler.get(reverse("archives:cases", args=[made.science.pk, "applications"]) + show))
    assert page.count("可以提出") == 3


def test_what_is_not_filed_in_time_stands_on_the_home_page(settings):
    made = bureau()
    filed(made, archived=False)
    piles = {pile.standing.value: pile for pile in dues(made.officers["handler"], localdate()) if pile.count()}
    assert list(piles) == ["overdue"]
    (due,) = piles["overdue"].take(5)
    assert due.due_on == date(2025, 6, 30)
    assert file_by(date(2024, 12, 31)) == date(2025, 6, 30)
    assert overdue_until(date(2025, 6, 30)) == date(2023, 12, 31)
    assert overdue_until(date(2025, 7, 1)) == date(2024, 12, 31)
    settings.ARCHIVE_BY_MONTH = 2
    assert overdue_until(date(2025, 3, 1)) == date(2024, 12, 31)
    assert list(dues(made.officers["reviewer"], localdate())) == []
