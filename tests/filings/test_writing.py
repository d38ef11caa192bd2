"""What stands beside a text while it is written: contradictions, the five aspects, and whom it repeats."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils.timezone import now
from tests.casework import actor, refused
from tests.county import County, county

from gongkai.duties.rectification import services as rectification
from gongkai.filings import services
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing, Version
from gongkai.filings.reporting import report_of
from gongkai.filings.writing.beside import beside
from gongkai.journal.actor import SYSTEM
from gongkai.report.writers.json import write_json

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 12)
TEXT = (
    "（一）主动公开情况。围绕科技计划项目和创新平台建设，及时公开申报通知、立项名单和验收结果，方便企业和群众办事。\n"
    "（二）依申请公开情况。规范受理、审核、答复各个环节，做到件件有登记、事事有回音，全年收到申请9件。\n"
    "（三）监督保障情况。把政府信息公开纳入年度考核，组织科室负责人学习条例，开展自查自纠，压实各科室的责任。"
)


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("handler", "supervisor", "head")


def filed(made: County, agency: object, year: int, text: str = TEXT) -> Filing:
    filing = services.begin(agency, year, by=actor(made))  # type: ignore[arg-type]
    return services.write(filing, "overview", text, by=actor(made))


def test_the_five_aspects_and_what_the_tables_say_otherwise(made):
    found = beside(filed(made, made.science, 2025), "overview", made.officers["handler"], ON)
    told = {name: (sentence[:13], named) for name, sentence, named in found.aspects}
    assert told["监督保障"] == ("（三）监督保障情况。把政府", True)
    assert told["政府信息公开平台建设"][1] is False  # 创新平台 is another thing: whoever writes looks
    assert [each.code for each in found.findings] == ["text-applications"]
    assert ("新收申请", "0") in found.offered
    assert found.others == []


def test_whom_a_text_repeats_and_which_of_its_sentences(made):
    filing = filed(made, made.science, 2025)
    last = filed(made, made.science, 2024, TEXT.replace("9件", "7件"))
    filed(made, made.water, 2025)
    with_words, hidden = beside(filing, "overview", made.officers["handler"], ON).others
    assert (with_words.filing, with_words.percent) == (last, 100)
    assert "把政府信息公开纳入年度考核" in with_words.alike.sentences[-1]
    assert (hidden.agency, hidden.percent, hidden.alike.sentences) == (made.water, 100, ())
    assert not hidden.is_readable
    assert beside(filing, "overview", made.officers["supervisor"], ON).others[1].is_readable
    other = Filing.objects.get(agency=made.water)
    given = {"number": 1, "digest": "", "officer": made.officers["head"], "signed_at": now(), "published_at": now()}
    Version.objects.create(filing=other, report=write_json(report_of(other)).decode(), **given)
    published = beside(filing, "overview", made.officers["handler"], ON).others[1]
    assert (published.is_readable, published.filing) == (True, None)
    assert published.alike.sentences


def test_the_page_marks_what_is_alike_and_stays_open_after_a_save(made):
    filing = filed(made, made.science, 2025)
    filed(made, made.science, 2024)
    client = Client()
    client.force_login(made.officers["handler"])
    address = f"/desk/filings/{filing.pk}/text/overview/"
    sent = client.post(address, {"text": TEXT.replace("9件", "{新收申请}件"), "seen": filing.version})
    assert sent.headers["Location"] == address
    page = client.get(address).content.decode()
    assert "全年收到申请0件" in page
    assert "<mark" in page
    assert "有要核对的" not in page
    assert "{培训场次}" in page


def test_who_writes_chooses_what_part_five_tells_and_somebody_has_read_it(made):
    told, kept_in = (
        rectification.propose(made.science, source, "", text, by=actor(made), on=date(2025, 5, 6))
        for source, text in (("report", "解读形式单一"), ("supervision", "某某反映窗口态度不好"))
    )
    filing = services.begin(made.science, 2025, by=actor(made))
    assert "part-five-unread" in [each.finding.code for each in gate(filing).judged]
    filing = services.choose_problems(filing, [told.pk], by=actor(made))
    assert filing.drafts["problems"] == "存在的主要问题：一是解读形式单一。"
    assert "part-five-unread" not in [each.finding.code for each in gate(filing).judged]
    assert services.compute_again(filing, by=SYSTEM).drafts["problems"] == filing.drafts["problems"]
    services.choose_problems(filing, [told.pk, kept_in.pk], by=actor(made))
    filing.refresh_from_db()
    assert "窗口态度不好" in filing.drafts["problems"]


def test_no_form_is_opened_for_what_cannot_be_done(made):
    filing = services.begin(made.science, 2025, by=actor(made))
    client = Client()
    client.force_login(made.officers["handler"])
    assert client.get(f"/desk/filings/{filing.pk}/figures/applications.total.total/").status_code == 409
    assert client.get(f"/desk/filings/{filing.pk}/findings/unknown/").status_code == 409
    services.freeze(filing, by=actor(made, "head"))
    assert client.get(f"/desk/filings/{filing.pk}/figures/applications.new.natural/").status_code == 409
    assert refused(services.correct, filing, ("applications", "new", "natural"), 3, reason="漏登", by=actor(made))
