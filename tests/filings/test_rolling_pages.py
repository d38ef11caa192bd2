"""Roll-up at the desk: who is missing stands first, each figure opens to who makes it up, and to where rights allow."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from tests.county import County, county
from tests.filings.handing import hand_in, signed, upload
from tests.report.strategies import balanced_report, with_figure

from gongkai.agencies.models import Agency, Duty, Kind, Membership, Post
from gongkai.config.commands.filing import filing
from gongkai.filings.models import Filing, Scope, Submission, Upload
from gongkai.filings.rolling.adding import rolled_up
from gongkai.law.errors import NotAllowed
from gongkai.report.model import Mark, Report
from gongkai.report.readers.json import read_json

pytestmark = pytest.mark.django_db
YEAR = 2023
CELL = "applications.granted.natural"
BLANK = "proactive.licences.decisions"


def reported(name: str, year: int = YEAR) -> Report:
    """Give a report with a cell that nobody fills in."""
    return with_figure(balanced_report(year=year, agency=name), *BLANK.split("."), Mark.BLANK)


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    made = county("supervisor", "handler")
    officer = made.officers["handler"]
    office_handler = Post(officer=made.officers["supervisor"], agency=made.office, duty=Duty.HANDLER)
    office_handler.from_on = made.officers["supervisor"].posts.get().from_on
    office_handler.save()
    for member in (made.science, made.water, made.township):
        Membership.objects.create(year=YEAR, collector=made.office, member=member)
    hand_in(signed(made.science, YEAR, reported(made.science.name), officer), made.office, officer, accepted=False)
    upload(made.township, YEAR, reported(made.township.name), officer)
    signed(made.office, YEAR, reported(made.office.name), officer)
    upload(
        made.government, YEAR - 1, balanced_report(year=YEAR - 1, outcomes={("granted", "natural"): 77}), officer,
        scope=Scope.REGION,
    )  # fmt: skip
    return made


def client_of(made: County, role: str) -> Client:
    client = Client()
    client.force_login(made.officers[role])
    return client


def address(made: County, cell: str = "") -> str:
    return f"/desk/filings/rolling/{made.government.pk}/{YEAR}/region/{cell and cell + '/'}"


def test_who_is_missing_stands_first_and_last_year_stands_beside(made):
    page = client_of(made, "supervisor").get(address(made)).content.decode()
    members = re.findall(
        r'<th scope="row">(?:<a [^>]*>)?([^<]+)(?:</a>)?(?: <span[^>]*>[^<]*</span>)?</th><td data-name="报送', page
    )
    assert members == [made.water.name, made.science.name, made.office.name, made.township.name]
    assert f"“{made.water.name}”没有可用的年报。" in page
    assert re.findall(r'href="/desk/filings/outside/new/\?([^"]*)"', page) == [
        f"agency={made.water.pk}&amp;year={YEAR}"
    ]
    assert f'href="/desk/filings/board/{made.office.pk}/{YEAR}/"' in page
    assert re.search(rf'{re.escape(CELL)}/">15</a> <small class="hint">77</small>', page)


def test_what_a_member_confirmed_itself_is_not_final_before_somebody_above_does(made):
    own = upload(made.water, YEAR, balanced_report(year=YEAR, agency=made.water.name), made.officers["handler"])
    Post.objects.create(
        officer=made.officers["handler"], agency=made.water, duty=Duty.HANDLER, from_on=localdate() - timedelta(days=9)
    )
    rolled = rolled_up(made.government, YEAR, Scope.REGION)
    assert [each.name for each in rolled.not_final] == [made.science.name, made.water.name]
    assert "member-not-final" in {each.code for each in rolled.findings}
    assert "外来年报，本单位自行确认" in client_of(made, "supervisor").get(address(made)).content.decode()
    Upload.objects.filter(pk=own.pk).update(confirmed_by=made.officers["supervisor"])
    assert rolled_up(made.government, YEAR, Scope.REGION).given[made.water.pk].final


def test_a_figure_opens_to_its_members_and_their_cases(made):
    page = client_of(made, "supervisor").get(address(made, CELL)).content.decode()
    rows = re.findall(r'<th scope="row">.*?</tr>', page, re.S)
    assert [made.water.name in each for each in rows] == [True, False, False, False]
    of_science = next(each for each in rows if made.science.name in each)
    assert f"/desk/filings/submissions/{Submission.objects.get().pk}/" in of_science
    assert f"agency={made.science.pk}" in of_science
    assert "现在各单位相加为15" in page
    assert "不含缺报的1个单位" in page


def test_what_nobody_fills_in_is_blank_and_who_left_it_so_is_named(made):
    client = client_of(made, "supervisor")
    assert re.search(
        rf'{re.escape(BLANK)}/"><span class="hint">未填报</span></a>', client.get(address(made)).content.decode()
    )
    page = client.get(address(made, BLANK)).content.decode()
    assert "现在没有单位填这一格" in page
    lead = re.search(r'<p class="lead">(.*?)</p>', page, re.S)[1]
    assert [each.called in lead for each in (made.science, made.township, made.office, made.water)] == [True] * 3 + [
        False
    ]


def test_what_is_no_figure_or_no_year_is_not_there(made):
    client = client_of(made, "supervisor")
    assert client.get(address(made, "applications.granted.nobody")).status_code == 404
    assert client.get(f"/desk/filings/rolling/{made.government.pk}/2999/region/").status_code == 404
    assert "没有填报名单" in client.get(f"/desk/filings/rolling/{made.government.pk}/2021/level/").content.decode()


def test_the_report_is_begun_from_there_and_its_figures_open_there(made):
    client = client_of(made, "supervisor")
    begin = f"/desk/filings/new/?agency={made.government.pk}&year={YEAR}&scope=region"
    assert begin.replace("&", "&amp;") in client.get(address(made)).content.decode()
    assert re.search(r'<option value="region"[^>]* selected', client.get(begin).content.decode())
    values = {"agency": made.government.pk, "year": YEAR, "scope": "region", "origin": "cases"}
    answer = client.post("/desk/filings/new/", values, follow=True)
    page = answer.content.decode()
    assert address(made, CELL) in page
    assert "没有可用的年报" in page
    begun = Filing.objects.get(agency=made.government)
    assert begun.scope == Scope.REGION
    assert f'href="/desk/filings/{begun.pk}/"' in client.get(address(made)).content.decode()


@pytest.mark.once
def test_it_asks_as_much_of_three_members_as_of_thirty(made):
    client = client_of(made, "supervisor")

    def asked(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    few = [asked(address(made)), asked(address(made, CELL))]
    officer = made.officers["handler"]
    for number in range(27):
        member = Agency.objects.create(
            name=f"桓台县第{number}局", kind=Kind.DEPARTMENT, region=made.region, parent=made.government
        )
        Membership.objects.create(year=YEAR, collector=made.office, member=member)
        hand_in(signed(member, YEAR, balanced_report(year=YEAR, agency=member.name), officer), made.office, officer)
    assert [asked(address(made)), asked(address(made, CELL))] == few


def command(*words: object) -> Result:
    return CliRunner().invoke(filing, [str(word) for word in words], env={"COLUMNS": "200"})


def test_the_command_tells_who_is_missing_and_writes_nothing_before(made, tmp_path):
    out = tmp_path / "county.json"
    asked = ("rollup", "--agency", made.government.name, "--year", YEAR)
    done = command(*asked, out)
    assert (done.exit_code, out.exists()) == (1, False)
    assert re.search(rf"{made.water.name} +缺报", done.output)
    assert re.search(rf"{made.science.name} +已计入，没有定稿", done.output)
    done = command(*asked, out, "--incomplete")
    written = read_json(out.read_text()).report
    assert (done.exit_code, written.agency, written.tables["applications"]["granted", "natural"].value) == (
        1,
        made.government.name,
        15,
    )
    Submission.objects.update(state=Submission.State.ACCEPTED)
    Membership.objects.filter(member=made.water).delete()
    assert command(*asked).exit_code == 0


def test_the_command_compiles_and_checks_a_region(made):
    asked = ("--agency", made.government.name, "--year", YEAR, "--scope", "region")
    assert command("compile", *asked).exit_code == 0
    assert f"“{made.water.name}”没有可用的年报。" in command("check", *asked).output
    refused = command("rollup", "--agency", made.science.name, "--year", YEAR)
    assert isinstance(refused.exception, NotAllowed)
