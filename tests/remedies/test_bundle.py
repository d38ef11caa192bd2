"""The bundle of evidence: what it holds, on which pages, and what of it is lacking."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override
from tests.casework import actor, apply, refused, reply, set_word, weigh
from tests.county import County, county
from tests.redaction.shapes import plain, saved
from tests.remedies.challenging import COPY, challenge
from tests.remedies.evidence import full_case, picture, put

from gongkai.applications import services
from gongkai.applications.models import Application, Issued, Part
from gongkai.applications.models.reason import Reason
from gongkai.applications.services import NewPart
from gongkai.attachments.selectors import attachments_of
from gongkai.attachments.storing import open_place
from gongkai.journal.models import Entry
from gongkai.law.citation import cite
from gongkai.law.delivery import Manner
from gongkai.law.errors import UnreadableDocument
from gongkai.remedies.bundle import binding
from gongkai.remedies.bundle.assembling import Cover, assembled
from gongkai.remedies.bundle.making import draw_up
from gongkai.remedies.bundle.piece import Sheet
from gongkai.remedies.bundle.pieces import pieces_of
from gongkai.remedies.bundle.proof import NEEDS, to_show
from gongkai.remedies.models import Challenge

pytestmark = pytest.mark.django_db
COVER = Cover([("被申请人", "桓台县科技局"), ("案号", "桓政复〔2026〕12号")], "桓台县科技局", date(2026, 5, 8))


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county("handler", "head", "administrator", "reviewer", "secrecy_reviewer", "legal_reviewer", "beside")


@pytest.fixture(scope="module")
def case(made: County) -> Application:
    case = full_case(made)
    put(case, "检索截图.png", picture(), made)
    put(case, "原始数据.csv", b"a,b\n1,2\n", made)
    return case


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [document[number].get_textpage().get_text_bounded() for number in range(len(document))]


def test_pieces_stand_in_the_order_in_which_the_index_names_them(case: Application) -> None:
    with override("zh-hans"):
        bundle = assembled(COVER, list(pieces_of(case)))
    pages = texts(bundle.pdf)
    assert len(pages) == bundle.pages
    assert "桓政复〔2026〕12号" in pages[0]
    first = 3
    for number, each in enumerate(bundle.pieces, start=1):
        assert (each.number, each.first) == (number, first)
        first = each.last + 1
        for page in range(each.first, each.last + 1):
            assert f"证据{number}" in pages[page - 1]
    assert first == bundle.pages + 1
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页，共{bundle.pages}页" in page.replace(" ", "")
    index = pages[1]
    for name in ("检索记录", "征求意见记录（第三方）", "名单.pdf", "检索截图.png", "办理过程"):
        assert name in index
    with pikepdf.open(BytesIO(bundle.pdf)) as pdf, pdf.open_outline() as outline:
        assert len(outline.root) == len(bundle.pieces) + 1


def test_what_must_be_proven_stands_on_its_page(case: Application) -> None:
    pieces = {piece.key: piece for piece in pieces_of(case)}
    bundle = assembled(COVER, [pieces["searches"], *(each for key, each in pieces.items() if key.startswith("letter"))])
    pages = texts(bundle.pdf)
    for said in ("办公自动化系统", "科技计划 立项 名单", "李四", "2026-03-23", "系统提示0条"):
        assert said in pages[2].replace("\r\n", "")
    assert any("1234567890123" in page and "送达记录" in page for page in pages)


def test_what_the_reply_rests_on_is_named_with_its_words_where_they_are_held(case: Application) -> None:
    words = "涉及商业秘密的政府信息，不得公开。"
    reason = Reason.objects.create(
        agency=case.agency, outcome="DENY_4", name="商业秘密", provision="《中华人民共和国政府信息公开条例》第十五条",
        law_text=words, text="属于商业秘密", starts_on=date(2019, 5, 15),
    )  # fmt: skip
    Part.objects.filter(reply__application=case, outcome="DENY_4").update(ground=reason)
    with override("zh-hans"):
        piece = next(piece for piece in pieces_of(case) if piece.key == "bases")
        pages = texts(assembled(COVER, [piece]).pdf)
    sheet = piece.contents[0]
    assert isinstance(sheet, Sheet)
    regulation = next(row for row in sheet.tables[0].rows if row[1] == "国务院令第711号")
    assert regulation[0] == "《中华人民共和国政府信息公开条例》"
    assert "第三十七条" in regulation[3]
    assert "第十五条、第三十二条" in regulation[3]
    assert "第三十三条第二款" in regulation[4]
    assert words in "".join(pages[2].split())
    assert not piece.reads


def test_a_file_that_cannot_be_put_on_pages_is_named_with_its_digest(case: Application) -> None:
    piece = next(piece for piece in pieces_of(case) if "原始数据" in piece.name)
    pages = texts(assembled(COVER, [piece]).pdf)
    assert len(pages) == 3
    row = piece.contents[0]
    assert not isinstance(row, Sheet)
    assert row.sha256[:32] in pages[2]
    assert "原件另附" in pages[2]


def test_remarks_among_colleagues_and_who_looked_stay_out(case: Application, made: County) -> None:
    services.comment(case, text="此件棘手", by=actor(made))
    course = next(piece for piece in pieces_of(case) if piece.key == "course")
    sheet = course.contents[0]
    assert isinstance(sheet, Sheet)
    acts = [row[1] for row in sheet.tables[0].rows]
    assert "登记检索情况" in acts
    assert "签注意见" not in acts
    assert "查看个人信息" not in acts
    assert course.reads == ()


def test_what_a_piece_shows_of_people_is_named_for_the_journal(case: Application) -> None:
    pieces = {piece.key: piece for piece in pieces_of(case)}
    reads = {(type(each.row).__name__, each.fields) for each in pieces["registration"].reads}
    assert reads == {("Applicant", ("name",)), ("Application", ("description",))}
    consulted = next(piece for key, piece in pieces.items() if key.startswith("consultation"))
    assert consulted.reads[0].fields == ("whom", "scope", "reasons")


def test_what_the_applicant_handed_in_is_left_out_unless_chosen(made: County) -> None:
    case = apply(made)
    put(case, "申请表.png", picture(), made)
    case_files = [piece for piece in pieces_of(case) if piece.key.startswith("file-")]
    assert [piece.usual for piece in case_files] == [True]
    put(case, "身份证.png", picture(), made).__class__.objects.update(uploaded_by=None)
    assert [piece.usual for piece in pieces_of(case) if piece.key.startswith("file-")] == [False, False]


def lacking(case: Application) -> list[str]:
    return [str(each.what) for each in to_show(case) if not each.is_there]


def test_a_full_case_lacks_nothing(case: Application) -> None:
    assert lacking(case) == []
    assert len(list(to_show(case))) == 8


@pytest.mark.parametrize(
    ("part", "lacks"),
    [
        (NewPart("预算说明", "DENY_6", reason="属于过程性信息"), []),
        (NewPart("某名单", "UNABLE_2", reason="没有现成信息"), []),
    ],
)
def test_a_reply_that_was_weighed_and_served_lacks_nothing(made: County, part: NewPart, lacks: list[str]) -> None:
    set_word(made)
    assert lacking(reply(made, apply(made), part, on=date(2026, 3, 16))) == lacks


def test_what_is_lacking_is_said_with_what_to_do(made: County) -> None:
    case = apply(made)
    case.outcome = "UNABLE_1A"
    assert lacking(case) == [
        "已尽合理检索义务：检索范围、检索词、检索人、时间",
        "检索的结果",
        "答复的文书",
    ]
    services.record_search(
        case, on=date(2026, 3, 4), scope="档案", keywords="立项", searcher="某", found=False, by=actor(made)
    )
    assert lacking(case) == ["检索的结果", "答复的文书"]
    case.outcome = "DENY_1"
    assert "属于国家秘密：密级标识、保密期限、定密依据" in lacking(case)
    weigh(made, case, NewPart("方案", "DENY_1"))
    assert lacking(case) == ["答复的文书"]


@pytest.mark.parametrize(("served_on", "lacks"), [(date(2026, 3, 30), False), (date(2026, 3, 31), True)])
def test_an_extension_is_proven_by_what_was_told_before_the_time_was_over(
    made: County, served_on: date, lacks: bool
) -> None:
    set_word(made)
    case = apply(made)
    services.propose_extension(case, days=5, reason="材料较多", on=date(2026, 3, 27), by=actor(made))
    services.extend(case, on=date(2026, 3, 27), by=actor(made, "head"))
    services.issue(case, letter="extension", by=actor(made))
    services.send_letter(
        case, issued=Issued.objects.get(application=case), manner=Manner.POST, sent_on=served_on, by=actor(made)
    )
    assert ("延长答复期限经负责人同意，并在期限内告知申请人" in lacking(case)) is lacks


def test_each_need_has_what_to_do_and_its_provision() -> None:
    for need in NEEDS:
        assert str(need.what)
        assert "请" in str(need.do)
        assert cite(need.citation)


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    return [(round(width), round(height)) for width, height in binding.sizes_of(pdf)]


def test_pages_from_elsewhere_are_put_on_a4_turned_as_they_are() -> None:
    wide, tall = (842, 595), (595, 842)
    assert sizes(binding.on_pages(saved(plain(2)), "pdf")) == [wide, wide]
    turned = plain(1)
    turned.pages[0].obj.Rotate = 90
    assert sizes(binding.on_pages(saved(turned), "pdf")) == [tall]
    assert sizes(binding.on_pages(picture(), "png")) == [wide]


def test_what_a_pdf_does_and_carries_stays_behind() -> None:
    pdf = plain(1)
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.attachments["x.txt"] = b"carried"
    bound = binding.on_pages(saved(pdf), "pdf")
    with pikepdf.open(BytesIO(bound)) as out:
        assert set(out.Root.keys()) == {"/Pages", "/Type"}
    assert b"app.alert" not in bound


@pytest.mark.parametrize(("data", "kind", "code"), [(b"%PDF-1.4", "pdf", "not-opened"), (b"PK", "zip", "not-on-pages")])
def test_what_cannot_be_put_on_pages_says_why(data: bytes, kind: str, code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        binding.on_pages(data, kind)
    assert caught.value.code == code
    assert caught.value.hint is not None


def test_documents_of_an_office_are_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        binding, "converted", lambda data, kind, to: saved(plain(1)) if (kind, to) == ("DOCX", "PDF") else b""
    )
    assert len(binding.sizes_of(binding.answer("on_pages", b"docx", "docx"))) == 1


def test_a_case_without_a_reply_still_has_its_bundle(made: County) -> None:
    case = apply(made)
    keys = [piece.key for piece in pieces_of(case)]
    assert keys == ["registration", "period", "course"]


@pytest.fixture(scope="module")
def held(made: County, case: Application) -> Challenge:
    return challenge(made, case, on=date(2026, 5, 6), case_number="桓政复〔2026〕12号")


def signed_in(made: County, role: str = "handler") -> Client:
    client = Client()
    client.force_login(made.officers[role])
    return client


def test_the_page_offers_the_pieces_and_keeps_the_bundle_with_the_challenge(made: County, held: Challenge) -> None:
    client, address = signed_in(made), reverse("remedies:bundle", args=[held.pk])
    assert address in client.get(reverse("remedies:detail", args=[held.pk])).content.decode()
    page = client.get(address).content.decode()
    assert "已尽合理检索义务" in page
    assert len(re.findall('name="pieces" value="[^"]+" checked', page)) == len(list(pieces_of(held.application)))
    answer = client.post(address, {"pieces": ["searches", "registration"]})
    assert answer.url == reverse("remedies:detail", args=[held.pk])
    kept = attachments_of(held).get()
    assert kept.personal
    assert kept.name == f"证据材料-{held.number}-{localdate():%Y%m%d}.pdf"
    with open_place(kept.file.place, kept.file.secret) as content:
        pages = texts(content.read())
    assert len(pages) == 4
    assert "王小明" in pages[0]
    assert "桓台县人民政府" in pages[0]
    assert "申请登记表" in pages[1]
    made_of = Entry.objects.get(act="challenge.bundle_made")
    assert made_of.note == {"sha256": kept.sha256, "pages": 4, "pieces": ["registration", "searches"]}
    read = Entry.objects.filter(act="personal.read", note__reason="编制证据材料")
    assert {(each.object_type, tuple(each.note["fields"])) for each in read} == {
        ("remedies.party", ("name",)),
        ("applications.applicant", ("name",)),
        ("applications.application", ("description",)),
    }
    assert client.post(address, {"pieces": []}).status_code == 422


def test_who_does_not_handle_the_case_makes_no_bundle(made: County, held: Challenge) -> None:
    address = reverse("remedies:bundle", args=[held.pk])
    assert signed_in(made, "legal_reviewer").get(address).status_code == 403
    assert (
        address
        not in signed_in(made, "legal_reviewer").get(reverse("remedies:detail", args=[held.pk])).content.decode()
    )
    assert signed_in(made, "beside").get(address).status_code == 404


def test_without_a_case_there_is_no_bundle(made: County) -> None:
    without = challenge(made)
    assert signed_in(made).get(reverse("remedies:bundle", args=[without.pk])).status_code == 404
    assert refused(draw_up, without, ["course"], on=COPY) == "bundle-without-case"


def test_a_bundle_of_nothing_is_refused(held: Challenge) -> None:
    assert refused(draw_up, held, [], on=COPY) == "bundle-empty"


@pytest.mark.parametrize(
    ("procedure", "sides"),
    [
        ("suit", {"原告", "被告", "人民法院"}),
        ("complaint", {"投诉人", "被投诉机关", "受理机关"}),
    ],
)
def test_the_cover_names_the_sides_as_the_procedure_does(
    made: County, case: Application, procedure: str, sides: set[str]
) -> None:
    held = challenge(made, case, on=date(2026, 5, 6), procedure=procedure, forum="某县人民法院")
    front = texts(draw_up(held, ["course"], on=date(2026, 5, 8)).bundle.pdf)[0]
    assert {side for side in sides if side in front} == sides
