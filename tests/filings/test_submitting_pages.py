"""The board of whoever collects, what was handed up as it is shown, and remarks written beside its figures."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.casework import actor
from tests.county import County, county
from tests.filings.signed import sign

from gongkai.agencies.models import Duty, Post
from gongkai.agencies.services import add_member
from gongkai.filings.models import Chase, Remark, Submission
from gongkai.filings.submitting.services import return_, submit
from gongkai.filings.submitting.showing import checksum_of
from gongkai.journal.actor import SYSTEM

pytestmark = pytest.mark.django_db

CELL = "applications.new.natural"


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    found = county("handler", "head", "supervisor", "beside")
    Post(officer=found.officers["supervisor"], agency=found.office, duty=Duty.OFFICE_HEAD, from_on="2020-01-01").save()
    for member in (found.science, found.water):
        add_member(found.office, member, year=2025, by=SYSTEM)
    Post(officer=found.officers["beside"], agency=found.water, duty=Duty.HANDLER, from_on="2020-01-01").save()
    return found


@pytest.fixture
def row(made) -> Submission:  # type: ignore[no-untyped-def]
    version = sign(made.science, 2025, made.officers["head"], applications__new__natural="7")
    return submit(version, made.office, by=actor(made))


def client(made: County, role: str) -> Client:
    found = Client()
    found.force_login(made.officers[role])
    return found


def test_the_board_counts_links_and_names_whom_to_call(made, row):
    above = client(made, "supervisor")
    assert above.get("/desk/filings/board/").url.startswith(f"/desk/filings/board/{made.office.pk}/")
    address = f"/desk/filings/board/{made.office.pk}/2025/"
    page = above.get(address).content.decode()
    assert f"/desk/filings/submissions/{row.pk}/" in page
    assert "0533-8210000" in page
    assert f'href="/desk/filings/rolling/{made.government.pk}/2025/region/"' in page
    assert '<span class="tally-count">1</span><span class="tally-name">已报送</span>' in page
    assert "按期报送" in page or "逾期报送" in page
    assert made.water.name in above.get(f"{address}?awaited=1").content.decode()
    narrowed = above.get(f"{address}?state=submitted").content.decode()
    assert made.water.name not in narrowed
    assert above.get(f"/desk/filings/board/{made.office.pk}/2018/").status_code == 404


def test_members_are_asked_for_their_reports_together(made, row):
    above = client(made, "supervisor")
    address = f"/desk/filings/board/{made.office.pk}/2025/"
    keys = ",".join(str(each.pk) for each in made.office.members.filter(year=2025))
    sent = {"do": "preview", "act": "chase", "rows": keys, "entered": "1", "text": "请抓紧"}
    preview = above.post(address, sent)
    assert "不用催" in preview.content.decode()  # of the one that has come in
    above.post(address, {**sent, "do": "apply", "seen": preview.context["plan"].seen})
    chased = Chase.objects.get()
    assert (chased.member, chased.text, chased.officer) == (made.water, "请抓紧", made.officers["supervisor"])
    assert "请抓紧" in above.get(f"{address}chases/").content.decode()


def test_it_is_shown_as_it_was_signed_and_returned_with_remarks_beside_its_figures(made, row):
    above, address = client(made, "supervisor"), f"/desk/filings/submissions/{row.pk}/"
    page = above.get(address).content.decode()
    assert re.search(r'<td class="number">7</td>', page)
    wrong = above.post(f"{address}return/", {"reason": "", f"at:{CELL}": "应为3"})
    assert wrong.status_code == 422
    assert "应为3</textarea>" in wrong.content.decode()
    done = above.post(f"{address}return/", {"reason": "不符", f"at:{CELL}": "应为3", "at:problems": ""})
    assert (done.status_code, Remark.objects.get().place) == (302, CELL)
    seen = client(made, "handler").get(address).content.decode()
    assert 'href="#remark-1"' in seen
    assert "应为3" in seen
    assert above.get(f"{address}accept/").status_code == 200
    assert above.post(f"{address}accept/").status_code == 409


def test_the_receipt_says_who_what_when_to_whom(made, row):
    page = client(made, "handler").get(f"/desk/filings/submissions/{row.pk}/receipt/").content.decode()
    version = row.version_signed
    for words in (row.receipt, version.digest, checksum_of(version), str(row.officer), made.office.name, "data-print"):
        assert words in page
    version.figures = {**version.figures, CELL: "8"}
    assert checksum_of(version) not in page


def test_a_member_hands_up_by_its_page_and_who_lies_beside_sees_nothing(made, row):
    version = sign(made.science, 2025, made.officers["head"])
    own = client(made, "handler")
    address = f"/desk/filings/{version.filing_id}/submit/"
    assert own.get(address).status_code == 200
    sent = own.post(address, {"collector": made.office.pk})
    newest = Submission.objects.order_by("-pk").first()
    assert sent.url == f"/desk/filings/submissions/{newest.pk}/"
    assert newest.version_signed == version
    assert newest.receipt in own.get(f"/desk/filings/submissions/{row.pk}/").content.decode()  # names the newer one
    beside = client(made, "beside")
    assert beside.get(f"/desk/filings/submissions/{newest.pk}/").status_code == 404
    assert beside.get("/desk/filings/board/").status_code == 403
    assert own.get(f"/desk/filings/board/{made.office.pk}/2025/").status_code == 404


def test_what_was_returned_stands_beside_the_figures_of_the_member(made, row):
    return_(row, reason="不符", remarks={CELL: "应为3"}, by=actor(made, "supervisor"))
    page = client(made, "handler").get(f"/desk/filings/{row.version_signed.filing_id}/").content.decode()
    assert "应为3" in page
    assert 'href="#remark-1"' in page
    head = client(made, "head").get(f"/desk/filings/{row.version_signed.filing_id}/").content.decode()
    assert re.findall(r'<a class="button" href="[^"]*/do/(\w+)/', head) == ["amend"], "not publishing, but amending"


def test_the_list_of_a_government_is_worked_on_in_its_general_office(made):
    add_member(made.government, made.water, year=2025, by=SYSTEM)
    row = submit(sign(made.water, 2025, made.officers["head"]), made.government, by=actor(made, "beside"))
    above = client(made, "supervisor")
    assert made.water.name in above.get(f"/desk/filings/board/{made.government.pk}/2025/").content.decode()
    assert above.post(f"/desk/filings/submissions/{row.pk}/accept/").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.answered_by) == ("accepted", made.officers["supervisor"])
    assert client(made, "handler").get(f"/desk/filings/board/{made.government.pk}/2025/").status_code == 404
