"""What the scan finds is kept with the text, shown to who reviews, and decided on by people."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.casework import actor, refused
from tests.county import County, county
from tests.publishing import WORDS, approve, begin, passes, publish
from tests.redaction import shapes
from tests.redaction.shapes import plain, saved

from gongkai.agencies.models import Agency, Succession
from gongkai.attachments.models import Attachment, State
from gongkai.attachments.services import attach
from gongkai.attachments.storing import Draft
from gongkai.disclosure import acts, services
from gongkai.disclosure.models import Decision, Item, Scan, Word
from gongkai.disclosure.services import scanning
from gongkai.disclosure.services.scanning import looked_at, mended, scan_of, shown
from gongkai.disclosure.stages import Stage
from gongkai.journal.models import Entry

pytestmark = pytest.mark.django_db

NUMBER = "11010519491231002X"
BODY = f"<p>名单</p><p>张某，身份证号{NUMBER}。。</p>"


@pytest.fixture
def made() -> County:
    return county()


def found(item: Item) -> list[str]:
    row = scan_of(item.text)
    assert row is not None
    return [each.finding.code for each in shown(row)]


def keys(item: Item) -> list[str]:
    return [each.finding.key for each in shown(scan_of(item.text)) if each.is_open]  # type: ignore[arg-type]


def decide(made: County, item: Item, role: str = "handler", reason: str = "法律规定公布") -> int:
    return services.decide(item, dict.fromkeys(keys(item), ("kept", reason)), by=actor(made, role))


def revise(made: County, item: Item, **values: Any) -> Item:
    return services.revise(item, by=actor(made), **{**WORDS, **values})


def add_file(made: County, item: Item, content: bytes, name: str) -> Attachment:
    with Draft() as draft:
        draft.write(content)
        draft.finish()
        return attach(item, draft, name, by=actor(made))


def test_a_file_added_to_a_saved_draft_goes_with_it_to_review(made: County, settings: Any, tmp_path: Path) -> None:
    settings.ATTACHMENT_FILES = tmp_path
    item = begin(made)
    added = add_file(made, item, b"a,b\n", "附件1.csv")
    sent = services.submit(item, by=actor(made))
    assert (sent.stage, sent.text.number, sent.text.files) == ("reviewing", 2, [added.pk])


# ── Decided by people ────────────────────────────────────────────────────────


def test_a_text_is_scanned_when_it_is_written_and_nothing_kept_tells_the_number(made: County) -> None:
    item = begin(made, body=BODY)
    assert found(item) == ["id-number", "punctuation-doubled"]
    row = Scan.objects.get()
    assert row.digest == item.text.digest
    assert NUMBER[3:-2] not in str(row.findings)
    assert found(revise(made, item, body="<p>名单</p>")) == []


def test_what_is_found_as_an_error_is_decided_before_review_and_by_nobody_but_people(made: County) -> None:
    item = begin(made, body=BODY)
    assert refused(services.submit, item, by=actor(made)) == "findings-undecided"
    assert refused(decide, made, item, reason=" ") == "finding-without-reason"
    assert decide(made, item) == 1
    item = services.submit(item, by=actor(made))
    entry = Entry.objects.filter(act=acts.SUBMITTED.code).latest("pk")
    assert entry.note == {"findings": {"error": 1, "warning": 1}}
    decision = Decision.objects.get()
    assert (decision.code, decision.officer, decision.text) == ("id-number", made.officers["handler"], item.text)
    assert NUMBER[3:-2] not in decision.excerpt
    assert NUMBER[3:-2] not in str(list(Entry.objects.values_list("before", "after", "note")))


def test_a_decision_holds_in_later_texts_for_the_same_alone(made: County) -> None:
    item = begin(made, body=BODY)
    decide(made, item)
    item = revise(made, item, body=f"<p>又一段。</p>{BODY.replace('张某', '当事人').replace('。。', '，已核实。')}")
    assert keys(item) == []
    item = revise(made, item, body=f"{BODY}<p>李某，手机13812345678</p>")
    assert [each.finding.code for each in shown(scan_of(item.text)) if each.is_open] == ["mobile"]  # type: ignore[arg-type]


def test_what_was_mended_is_told_with_the_text_it_was_in(made: County) -> None:
    item = begin(made, body=BODY)
    item = revise(made, item, body=f"<p>张某，身份证号{NUMBER}。</p>")
    row = scan_of(item.text)
    assert row is not None
    told = [(each.code, number) for each, number in mended(item, shown(row))]
    assert ("punctuation-doubled", 1) in told


def test_what_is_not_found_any_more_is_not_decided(made: County) -> None:
    item = begin(made, body=BODY)
    before = keys(item)
    item = revise(made, item, body="<p>名单</p>")
    assert refused(services.decide, item, {before[0]: ("kept", "理由")}, by=actor(made)) == "finding-gone"


def test_nothing_is_decided_once_it_is_public(made: County) -> None:
    item = begin(made, body=BODY)
    decide(made, item)
    item = publish(made, item)
    assert refused(services.decide, item, {}, by=actor(made)) == "not-in-this-stage"


def test_what_is_found_in_a_file_after_the_last_review_is_decided_before_it_is_public(made: County) -> None:
    item = begin(made)
    add_file(made, item, "张某,13812345678\n".encode(), "名单.csv")
    item = approve(made, revise(made, item))
    publisher = actor(made, "publisher")
    scanning.scan_files(scan_of(item.text).pk)  # type: ignore[union-attr]
    assert refused(services.publish, item, by=publisher) == "findings-undecided"
    decide(made, item, "publisher")
    assert services.publish(item, by=publisher).stage == Stage.SETTLED


def test_a_warning_stands_in_nobodys_way(made: County) -> None:
    item = begin(made, body="<p>条件，，程序</p>")
    assert approve(made, item).stage == Stage.APPROVED


# ── The tree, the lists ──────────────────────────────────────────────────────


def test_words_of_agencies_above_are_heeded_and_of_others_not(made: County) -> None:
    item = begin(made, body="<p>残废人、一把手、帐户</p>")
    services.set_word(
        made.government, "残废人", kind="banned", instead="残疾人", by=actor(made, "county_administrator")
    )
    services.set_word(made.water, "一把手", kind="banned", by=actor(made, "beside"))
    services.set_word(made.branch, "帐户", kind="banned", by=actor(made, "below"))
    assert refused(services.submit, item, by=actor(made)) == "findings-undecided"
    assert [each.finding.code for each in looked_at(item.text)] == ["word-banned"]


def test_a_word_listed_again_is_changed_and_one_taken_off_is_gone(made: County) -> None:
    by = actor(made, "administrator")
    services.set_word(made.science, "ＡＢＣ帐户", kind="wrong", by=by)
    word = services.set_word(made.science, "abc帐户", kind="banned", instead="账户", by=by)
    assert [(each.word, each.kind) for each in Word.objects.all()] == [("abc帐户", "banned")]
    assert found(begin(made, body="<p>Abc帐户</p>")) == ["word-banned"]
    services.remove_word(word, by=by)
    assert found(begin(made, body="<p>Abc帐户</p>")) == []


def test_names_are_those_of_the_tree_old_ones_too(made: County) -> None:
    old = Agency.objects.create(
        name="桓台县农业机械局", kind="department", region=made.region, parent=made.government,
        dissolved_on=date(2019, 1, 10),
    )  # fmt: skip
    Succession.objects.create(predecessor=old, successor=made.water, form="merged", on=date(2019, 1, 10))
    assert found(begin(made, body="<p>由桓台县农业机械局、恒台县水利局办理</p>")) == ["name-nearly", "name-former"]


def test_links_within_the_site_lead_to_what_is_public(made: County, settings: Any) -> None:
    hidden = begin(made)
    shown_item = publish(made, begin(made))
    links = (f"/items/{shown_item.pk}/", f"/items/{hidden.pk}/", "/nowhere/", f"{settings.SITE_URL}/desk/items/")
    item = begin(made, body="".join(f'<p><a href="{each}">办法</a></p>' for each in links))
    row = scan_of(item.text)
    assert row is not None
    assert [each.finding.place.number for each in shown(row)] == [2, 3, 4]


# ── Files ────────────────────────────────────────────────────────────────────


def test_files_are_scanned_in_the_background_and_what_they_hide_is_for_people_too(made: County) -> None:
    item = begin(made)
    covered = saved(plain(1, shapes.write("13812345678") + b"0 0 0 rg 0 0 240 100 re f"))
    file = add_file(made, item, covered, "名单.pdf")
    svg = """#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"), format: "svg")"""
    silent = add_file(made, item, shapes.set_in_chinese(svg), "图解.pdf")
    item = services.submit(revise(made, item), by=actor(made))
    row = Scan.objects.get(text=item.text)
    assert row.waiting == [file.pk, silent.pk]
    scanning.scan_files(row.pk)
    assert "file-picture-without-words" in found(item)
    assert "file-covered-text" in found(item)
    assert "13812345678" not in str(Scan.objects.get(pk=row.pk).of_files)
    assert refused(passes, made, item, "reviewer", "business_reviewer") == "findings-undecided"
    decide(made, item, "reviewer")
    item = passes(made, item, "reviewer", "business_reviewer")
    assert Scan.objects.get(text=item.text).waiting == []


def test_a_file_is_looked_through_once_and_again_when_the_words_have_changed(made: County) -> None:
    item = begin(made)
    file = add_file(made, item, "张某,一把手 13812345678\n".encode(), "名单.csv")
    item = revise(made, item)
    scanning.scan_files(scan_of(item.text).pk)  # type: ignore[union-attr]
    assert found(item) == ["mobile"]
    item = revise(made, item, summary="另写的概述")
    assert found(item) == ["mobile"]
    assert scan_of(item.text).waiting == []  # type: ignore[union-attr]
    services.set_word(made.science, "一把手", kind="banned", by=actor(made, "administrator"))
    item = revise(made, item)
    assert scan_of(item.text).waiting == [file.pk]  # type: ignore[union-attr]
    scanning.scan_files(scan_of(item.text).pk)  # type: ignore[union-attr]
    assert found(item) == ["mobile", "word-banned"]


def picture() -> bytes:
    out = BytesIO()
    Image.new("L", (8, 8)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (picture(), "图.png", "file-unsearchable"),
        (b"%PDF-1.4\nbroken\n%%EOF", "坏.pdf", "file-unread"),
    ],
    ids=["picture", "broken"],
)
def test_a_file_that_nothing_can_be_told_of_is_said(made: County, content: bytes, name: str, code: str) -> None:
    item = begin(made)
    add_file(made, item, content, name)
    item = revise(made, item)
    scanning.scan_files(scan_of(item.text).pk)  # type: ignore[union-attr]
    assert found(item) == [code]


def test_a_file_that_waits_for_the_virus_scan_is_tried_again(made: County, settings: Any) -> None:
    settings.CLAMD = ("localhost", 3310)
    item = begin(made)
    file = add_file(made, item, "名单\n".encode(), "名单.txt")
    Attachment.objects.filter(pk=file.pk).update(state=State.WAITING)
    item = revise(made, item)
    key = scan_of(item.text).pk  # type: ignore[union-attr]
    assert not scanning.scan_files(key)
    Attachment.objects.filter(pk=file.pk).update(state=State.INFECTED)
    assert scanning.scan_files(key)
    assert found(item) == ["file-unread"]


def test_a_file_that_is_gone_holds_nothing_up(made: County) -> None:
    item = begin(made)
    file = add_file(made, item, "名单\n".encode(), "名单.txt")
    item = revise(made, item)
    Attachment.objects.filter(pk=file.pk).delete()
    key = scan_of(item.text).pk  # type: ignore[union-attr]
    assert scanning.scan_files(key)
    assert scanning.scan_files(key + 1)
    assert found(item) == []
