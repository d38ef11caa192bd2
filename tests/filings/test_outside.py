"""Reports from outside: uploaded, read, put right and confirmed by a person; what counts and what does not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from tests.casework import actor, refused
from tests.county import County, county

from gongkai.agencies import services as agencies
from gongkai.agencies.models import Agency, Officer
from gongkai.attachments.models import Attachment, State
from gongkai.attachments.selectors import attachments_of
from gongkai.attachments.services import NewFile
from gongkai.attachments.storing import Draft
from gongkai.cli.report.demo import SAMPLE
from gongkai.filings.models import Filing, Scope, Upload, Version
from gongkai.filings.outside import demo, looking, reading, services
from gongkai.filings.rolling.giving import given_by
from gongkai.filings.rolling.listing import listed
from gongkai.journal.actor import SYSTEM
from gongkai.report.edition import edition_for
from gongkai.report.model import Mark, Part, Report
from gongkai.report.reading import read_bytes, read_path
from gongkai.report.writers.docx import write_docx
from gongkai.report.writers.html import write_html
from gongkai.report.writers.json import write_json
from gongkai.report.writers.pdf import write_pdf
from gongkai.report.writers.text import write_text
from gongkai.report.writers.xlsx import write_xlsx

pytestmark = pytest.mark.django_db

SCIENCE = read_path(SAMPLE).report
"""The report that the bureau of science really published for 2020."""
REPORT = replace(SCIENCE, agency="马桥镇人民政府", title="马桥镇人民政府2020年政府信息公开工作年度报告")
"""The same as if a township had made it."""
NEW = ("applications", "new", "natural")


def write_mht(report: Report) -> bytes:
    """Write a report as a page saved as a single file."""
    message = MIMEMultipart("related")
    message.attach(MIMEText(write_html(report).decode(), "html", "utf-8"))
    return message.as_bytes()


FORMATS = {
    "docx": write_docx, "xlsx": write_xlsx, "pdf": write_pdf, "html": write_html, "mht": write_mht, "txt": write_text,
    "json": write_json,
}  # fmt: skip


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    made = county()
    for year in (2020, 2025):
        for member in (made.township, made.water):
            agencies.add_member(made.office, member, year=year, by=SYSTEM)
    return made


@pytest.fixture
def client(made) -> Client:  # type: ignore[no-untyped-def]
    client = Client()
    client.force_login(made.officers["supervisor"])
    return client


def _row(made: County, **values: Any) -> Upload:
    officer = made.officers["supervisor"]
    given = {"agency": made.township, "year": 2025, "name": "年报.docx", "officer": officer, "at": now(), **values}
    return Upload.objects.create(report="", digest="", **given)


def take_in(made: County, report: Report = REPORT, **values: Any) -> Upload:
    """Upload a report of the township for 2020, as whoever collects it."""
    given = {"agency": made.township, "year": 2020, "by": actor(made, "supervisor"), **values}
    content, name = write_json(report), "年报.json"
    with Draft() as draft:
        draft.write(content)
        return services.take_in(file=NewFile(name, draft), reading=read_bytes(content, name), **given)


def send(client: Client, made: County, content: bytes, name: str, **values: Any) -> Any:
    file = SimpleUploadedFile(name, content)
    given = {"agency": made.township.pk, "year": 2020, "scope": "unit", "file": file, **values}
    return client.post("/desk/filings/outside/new/", given)


def counting(made: County, year: int = 2025) -> dict[int, int]:
    """Give by the key of the member which report is added up where the office of the county collects."""
    members = listed(made.government, year, Scope.REGION).members
    return {member: given.pk for member, given in given_by(members, [made.office], year).items()}


def test_of_a_member_what_is_confirmed_and_stands_counts(made):
    confirmed = {"confirmed_at": now(), "confirmed_by": made.officers["supervisor"]}
    _row(made, **confirmed, ended_at=now())
    _row(made, agency=made.science, **confirmed)  # no member
    _row(made, year=2024, **confirmed)
    _row(made)  # nobody has confirmed it
    assert counting(made) == {}
    unit = _row(made, **confirmed)
    assert counting(made) == {made.township.pk: unit.pk}


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_of_each_format_is_read_and_shown_beside_the_original(made, client, form):
    content = FORMATS[form](REPORT)
    answer = send(client, made, content, f"年报.{form}")
    assert answer.status_code == 302, answer.content.decode()[:2000]
    upload = Upload.objects.get()
    assert upload.figures == reading.figures_of(REPORT)
    assert (upload.year, upload.agency, upload.officer) == (2020, made.township, made.officers["supervisor"])
    (file,) = attachments_of(upload)
    assert file.kind == form
    page = client.get(answer["Location"]).content.decode()
    assert "与原件一致，确认" in page
    assert "请先核对" not in page
    assert page.count('<table class="figures">') == 2, "tables of few columns are as wide as they need to be"
    if form == "pdf":
        assert client.get(f"/desk/filings/outside/{upload.pk}/pages/1.png").content.startswith(b"\x89PNG")
        assert client.get(f"/desk/filings/outside/{upload.pk}/pages/50.png").status_code == 404
    elif form != "json":
        original = page[page.index('id="original"') : page.index("beside-read")]
        assert "本年新收政府信息公开申请数量" in original
    assert client.post(f"/desk/filings/outside/{upload.pk}/confirm/", {"seen": upload.version}).status_code == 302
    assert counting(made, 2020) == {made.township.pk: upload.pk}


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("年报.docx", lambda content: content[: len(content) // 2], "内容却不是"),
        ("年报.pdf", lambda content: write_pdf(REPORT)[:-2000], "内容却不是"),
        ("年报.html", lambda content: write_html(REPORT)[:4000], "中途断开"),
        ("年报.html", lambda content: b"<html><body><p>hello</p></body></html>", "年报"),
        ("年报.html", lambda content: content, "内容却是Word文档"),
        ("年报.zip", lambda content: content, "不收"),
        ("年报.json", lambda content: b'{"schema": "other"}', "$.schema"),
        ("年报.json", lambda content: b"[" * 100_000, "JSON"),
        ("年报.docx", lambda content: b"", "文件是空的"),
    ],
)
def test_what_cannot_be_read_is_said_plainly_and_nothing_is_kept(made, client, name, change, words):
    answer = send(client, made, change(write_docx(REPORT)), name)
    assert answer.status_code == 422
    assert words in re.sub(r"<[^>]+>", "", answer.content.decode())
    assert not Upload.objects.exists()
    assert not Attachment.objects.exists()


def test_a_file_of_another_agency_or_year_is_asked_about(made, client):
    upload = take_in(made, replace(SCIENCE, year=2021))
    page = client.get(f"/desk/filings/outside/{upload.pk}/").content.decode()
    assert "文件里的机关是“桓台县科技局”，选的是“马桥镇人民政府”" in page
    assert "文件里的年度是2021年，选的是2020年" in page
    assert refused(services.confirm, upload, by=actor(made, "supervisor")) == "other-agency-or-year"
    answer = client.post(f"/desk/filings/outside/{upload.pk}/confirm/", {"seen": upload.version, "reason": ""})
    assert answer.status_code == 409
    done = services.confirm(upload, reason="更名前的名称，标题笔误", by=actor(made, "supervisor"))
    assert (done.reason, reading.report_in(done.report).year) == ("更名前的名称，标题笔误", 2020)


def test_a_report_in_the_format_of_another_year_is_asked_about(made):
    upload = take_in(made, year=2025)
    told = reading.asked(reading.report_in(upload.report), ("马桥镇人民政府",), 2025)
    assert any("2019年版的格式" in str(each) for each in told)


def _with(report: Report, cell: tuple[str, str, str], **values: Any) -> Report:
    table = report.tables[cell[0]]
    figure = table.figures[cell[1:]]._replace(**values)
    changed = replace(table, figures={**table.figures, cell[1:]: figure})
    return replace(report, tables={**report.tables, cell[0]: changed})


def test_a_figure_that_was_not_read_is_put_right_by_the_original_before_it_counts(made):
    by = actor(made, "supervisor")
    upload = take_in(made, _with(REPORT, NEW, value=None, mark=Mark.UNREADABLE, written="l"))
    report = reading.report_in(upload.report)
    assert reading.doubts(report, upload.found)[NEW] == reading.UNREAD
    assert upload.figures[".".join(NEW)] is None  # what cannot be read is no number
    assert refused(services.confirm, upload, by=by) == "cells-unread"
    assert refused(services.reread, upload, NEW, Decimal(1), reason=" ", by=by) == "reason-missing"
    assert refused(services.reread, upload, NEW, Decimal("1.5"), reason="对照", by=by) == "number-not-of-column"
    assert refused(services.reread, upload, ("x", "y", "z"), Decimal(1), reason="对照", by=by)
    row = services.reread(upload, NEW, Decimal(1), reason="原件是1", by=by)
    assert (row.before, row.officer) == ("l", by.officer)
    upload.refresh_from_db()
    assert upload.figures[".".join(NEW)] == "1"
    assert reading.written(reading.report_in(upload.report)).digest == upload.digest
    assert refused(services.confirm, upload, by=by, seen=0) == "upload-changed-meanwhile"
    services.confirm(upload, by=by)
    assert refused(services.reread, upload, NEW, Decimal(2), reason="对照", by=by) == "report-not-open"


def test_blanks_and_what_is_missing_are_marked_and_can_be_filled_in(made):
    table = REPORT.tables["applications"]
    rows = tuple(row for row in table.rows if row.id != "new")
    figures = {key: each for key, each in table.figures.items() if key[0] != "new"}
    less = replace(REPORT, tables={**REPORT.tables, "applications": replace(table, rows=rows, figures=figures)})
    upload = take_in(made, _with(less, ("applications", "carried_in", "natural"), value=None, mark=Mark.BLANK))
    found = reading.doubts(reading.report_in(upload.report), upload.found)
    assert (found[NEW], found["applications", "carried_in", "natural"]) == (reading.MISSING, reading.BLANK)
    services.reread(upload, NEW, Decimal(3), reason="原件有这一行", by=actor(made, "supervisor"))
    upload.refresh_from_db()
    again = reading.report_in(upload.report)
    assert again.tables["applications"].rows == table.rows
    assert again.tables["applications"].figures[NEW[1:]].value == 3
    services.reread(upload, NEW, None, reason="原件是空的", by=actor(made, "supervisor"))
    upload.refresh_from_db()
    assert upload.figures[".".join(NEW)] is None


def test_cells_that_others_speak_against_are_marked(made):
    wrong = write_html(_with(REPORT, ("applications", "total", "total"), value=77, written="77"))
    read = read_bytes(wrong, "年报.html")
    found = [reading.told(each) for each in read.findings] + reading.checked(read.report)
    assert reading.CONFLICT in reading.doubts(read.report, found).values()


def test_a_table_whose_merged_cells_somebody_edited_is_marked_and_never_guessed(made):
    page = write_html(REPORT).decode()
    at = page.index("一、本年新收政府信息公开申请数量")
    begin = page.rindex("<tr", 0, at)
    read = read_bytes((page[:begin] + page[page.index("</tr>", at) + 5 :]).encode(), "年报.html")
    assert reading.doubts(read.report, [])[NEW] == reading.MISSING
    assert ".".join(NEW) not in reading.figures_of(read.report)


def test_another_takes_its_place_once_it_is_confirmed(made):
    by = actor(made, "supervisor")
    first = services.confirm(take_in(made), by=by)
    second, third = take_in(made), take_in(made)
    second.refresh_from_db()
    assert second.ended_at is not None
    assert counting(made, 2020) == {made.township.pk: first.pk}
    services.confirm(third, by=by)
    first.refresh_from_db()
    assert first.ended_at is not None
    assert counting(made, 2020) == {made.township.pk: third.pk}
    assert refused(services.end, third, reason="", by=by) == "reason-missing"
    services.end(third, reason="传错了", by=by)
    assert counting(made, 2020) == {}
    assert refused(services.end, third, reason="传错了", by=by) == "report-ended"


def test_for_a_member_that_never_reports_there_is_a_blank_form_to_fill_in_and_upload(made, client):
    page = client.get(f"/desk/filings/outside/new/?agency={made.township.pk}&year=2020").content.decode()
    [address] = re.findall(r'href="([^"]+)" download', page)
    answer = client.get(unescape(address))
    assert answer["Content-Disposition"].startswith("attachment")
    read = read_bytes(answer.content, "填报表.xlsx").report
    assert (read.agency, read.year, read.edition.id) == (made.township.name, 2020, "2019")
    assert set(reading.figures_of(read).values()) <= {None, "0"}
    assert send(client, made, answer.content, "填报表.xlsx").status_code == 302
    assert client.get("/desk/filings/outside/forms/2010.xlsx").status_code == 404
    assert "download" not in client.get("/desk/filings/outside/new/?year=2010").content.decode()


def test_a_year_that_is_signed_here_is_not_uploaded_nor_one_to_come(made):
    filing = Filing.objects.create(agency=made.township, year=2020)
    officer = made.officers["head"]
    Version.objects.create(filing=filing, number=1, report="", digest="", officer=officer, signed_at=now())
    assert refused(take_in_plainly, made) == "report-kept-here"
    assert refused(take_in_plainly, made, year=2099) == "no-edition-for-year"
    assert not Upload.objects.exists()


def test_what_was_taken_in_before_it_was_signed_here_is_not_confirmed_after(made):
    upload = take_in(made)
    filing = Filing.objects.create(agency=made.township, year=2020)
    officer = made.officers["head"]
    Version.objects.create(filing=filing, number=1, report="", digest="", officer=officer, signed_at=now())
    assert refused(services.confirm, upload, by=actor(made, "supervisor")) == "report-kept-here"
    assert counting(made, 2020) == {}


def take_in_plainly(made: County, **values: Any) -> Upload:
    return take_in(made, **values)


def test_it_is_not_confirmed_while_the_scan_speaks_against_the_file(made, client):
    upload = take_in(made)
    Attachment.objects.update(state=State.INFECTED)
    assert refused(services.confirm, upload, by=actor(made, "supervisor")) == "file-not-clean"
    page = client.get(f"/desk/filings/outside/{upload.pk}/").content.decode()
    assert "暂不显示" in page
    assert "下载原件" not in page


def test_who_is_not_on_the_list_of_the_year_is_refused(made, client):
    answer = send(client, made, write_json(REPORT), "年报.json", year=2023)
    assert answer.status_code == 409
    assert "不在您所汇总的2023年度填报名单上" in answer.content.decode()
    assert send(client, made, write_json(REPORT), "年报.json", agency=made.science.pk).status_code == 422


def test_an_agency_hands_in_its_own_of_a_year_before(made):
    client = Client()
    client.force_login(made.officers["handler"])
    answer = send(client, made, write_json(SCIENCE), "年报.json", agency=made.science.pk)
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    client.force_login(made.officers["beside"])
    assert client.get(answer["Location"]).status_code == 404


def test_who_neither_collects_nor_sees_the_agency_meets_nothing_of_it(made):
    upload = take_in(made)
    file = attachments_of(upload).get()
    client = Client()
    for role in ("handler", "head", "leader", "beside", "below", "no_post"):
        client.force_login(made.officers[role])
        for path in ("", "pages/1.png", "confirm/", "end/", "figures/applications.new.natural/"):
            assert client.get(f"/desk/filings/outside/{upload.pk}/{path}").status_code == 404
        assert client.get(f"/desk/attachments/{file.pk}/").status_code == 404
        assert "马桥镇" not in client.get("/desk/filings/outside/").content.decode()


def test_what_stands_in_a_file_is_shown_as_text_and_never_as_it_is(made, client):
    nasty = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    edition = edition_for(2020)
    part = Part(edition.part_by_id["overview"], "一", "总体情况")
    content = write_html(replace(REPORT, parts=(part, *REPORT.parts[1:])))
    content = content.replace(b"</body>", f"<p>{nasty}</p><p>&lt;script&gt;alert(3)&lt;/script&gt;</p></body>".encode())
    answer = send(client, made, content, "年报.html")
    page = client.get(answer["Location"]).content.decode()
    assert "alert(1)" not in page
    assert "onerror" not in page
    assert "&lt;script&gt;alert(3)" in page


def test_a_file_that_ends_the_child_is_an_error_and_no_more():
    with pytest.raises(Exception, match="损坏"):
        looking.picture(b"%PDF-1.7 nothing", 1)


def test_the_demonstration_has_a_township_whose_report_was_uploaded_and_confirmed(made):
    report = demo.report(2025)
    content = write_docx(report)
    read = read_bytes(content, "年报.docx")
    assert reading.figures_of(read.report) == reading.figures_of(report)
    assert reading.doubts(read.report, reading.checked(read.report)) == {}
    assert reading.asked(read.report, ("田庄镇人民政府",), 2025) == []
    Officer.objects.filter(username="supervisor").update(username="fuban.supervisor")
    Agency.objects.filter(pk=made.township.pk).update(name="田庄镇人民政府")
    assert demo.load(on=date(2026, 3, 1)) == demo.load(on=date(2026, 3, 1)) == 1
    assert set(counting(made)) == {made.township.pk}
