"""What the scan finds and what it does not, case by case."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scanned import FACTS, codes, found, material, place

from gongkai.disclosure.scan import CHECKS, MOST, SORTS, scan
from gongkai.disclosure.scan.finding import Place, Severity
from gongkai.disclosure.scan.masking import masked
from gongkai.disclosure.scan.material import Hiding, Looked, Material, Picture
from gongkai.disclosure.scan.reading import LONGEST, Body, passages_of
from gongkai.law.message import Message
from gongkai.redaction.inspection.hidden import Hiding as Hides

FOUND = [
    ("id-number", "张某，身份证号11010519491231002X。"),
    ("id-number", "号码 110105 1949 1231 002X 已核"),
    ("id-number-old", "身份证号：110105491231002"),
    ("id-number-doubtful", "身份证号110105194912310021"),
    ("minor-id-number", "学生身份证号110105201501010017"),
    ("mobile", "王某某 13812345678 已领取"),
    ("mobile-of-work", "联系人：李某，联系电话：13812345678"),
    ("bank-card", "卡号6222021234567890128"),
    ("bank-card", "发放到6222021234567890128"),
    ("bank-card-likely", "收款账号：4111111111111111"),
    ("plate", "车牌为鲁C12345的小客车"),
    ("plate", "新能源车鲁C·D12345"),
    ("home-address", "家住桓台县索镇少海路12号3单元502室"),
    ("home-address", "住址：山东省桓台县索镇向阳村三组"),
    ("address", "桓台县索镇少海路12号3单元502室李某"),
    ("private-email", "材料发至zhangsan@qq.com"),
    ("minor", "姓名：王小明，8岁，就读于实验小学二年级"),
    ("minor", "困境儿童名单：李某某（女），出生2016年3月2日"),
    ("health", "姓名：王建国，男，身患尿毒症，每月救助800元"),
    ("health", "李某某，女，肢体残疾二级"),
    ("word-wrong", "开立帐户"),
    ("word-sensitive", "由一把手负责"),
    ("word-banned", "残废人就业"),
    ("date-impossible", "2026年2月30日前"),
    ("date-impossible", "2026年13月"),
    ("date-impossible", "20226年3月2日"),
    ("date-impossible", "每年2月30日"),
    ("date-impossible", "二〇二六年四月三十一日"),
    ("date-weekday", "2026年3月2日（星期二）"),
    ("date-weekday", "定于2026年3月2日星期日召开"),
    ("date-far", "2062年3月2日印发"),
    ("deadline-day-off", "请于2026年3月7日前报送"),
    ("deadline-day-off", "截止时间为2026年10月1日17时"),
    ("name-nearly", "恒台县科技局印发"),
    ("name-nearly", "由桓台县市场监管管理局负责"),
    ("name-nearly", "报桓台县农业村局备案"),
    ("name-nearly", "桓台县人民政府办室印发"),
    ("name-former", "由桓台县农业局负责解释"),
    ("name-short-several", "报县农业农村局。请向农业农村局申请"),
    ("link-broken", '<a href="http://10.1.2.3/oa">下载</a>'),
    ("link-broken", '<a href="https://oa/file">下载</a>'),
    ("link-broken", '<a href="/items/9/">办法</a>'),
    ("link-broken", '<a href="https://gongkai.example.gov.cn/desk/items/1/">办法</a>'),
    ("link-broken", '<a href="https://https://www.gov.cn/">政府网</a>'),
    ("link-broken", '<a href="https://www.gov.cn。">政府网</a>'),
    ("link-broken", '<a href="#anchor">见下</a>'),
    ("link-broken", "见file:///C:/通知.docx"),
    ("link-broken", r"见\\server\share\通知.docx"),
    ("link-broken", r"见D:\公开\通知.docx"),
    ("link-broken", "登录http://192.168.1.8:8080/apply申报"),
    ("link-empty", "<a>附件</a>"),
    ("link-unreached", '<a href="https://www.example.com/gone">旧闻</a>'),
    ("link-not-encrypted", '<a href="http://www.gov.cn/">政府网</a>'),
    ("picture-without-words", '<img src="/x.png">'),
    ("picture-without-words", '<img src="/x.png" alt="微信图片_20260302.png">'),
    ("punctuation-doubled", "现将有关事项通知如下。。"),
    ("punctuation-doubled", "条件，，程序"),
    ("punctuation-doubled", "条件、，程序"),
    ("punctuation-doubled", "申报！！"),
]


@pytest.mark.parametrize(("code", "html"), FOUND, ids=[f"{code}-{at}" for at, (code, _) in enumerate(FOUND)])
def test_what_should_be_found_is_found(code: str, html: str) -> None:
    assert code in codes(f"<p>{html}</p>")


PASSED_OVER = [
    "统一社会信用代码913703217654321098",
    "统一社会信用代码：91370321MA3CEXAM0X",
    "统一社会信用代码110105194912310000",
    "办公电话：0533-8210000，传真0533-8210001",
    "服务热线12345，投诉电话12388",
    "桓科发〔2026〕3号、鲁政办发〔2024〕12号",
    "项目编号：6222021234567890128",
    "项目编号370321202600012345",
    "共12345678901件",
    "依据《中华人民共和国政府信息公开条例》第二十条第（十五）项",
    "办公地址：桓台县索镇张北路1号",
    "会议地点：桓台县索镇少海路12号会议楼3楼",
    "桓台县索镇张北路1号一楼大厅",
    "邮箱kjj@huantai.gov.cn",
    "《中华人民共和国未成年人保护法》自1991年9月4日通过",
    "各幼儿园招收3周岁以上儿童，报名时间另行通知",
    "小学一年级招生范围：索镇各村",
    "患有尿毒症等重大疾病的，可以申请医疗救助；一级肢体残疾每月补贴120元",
    "姓名：王建国，男，疾病预防控制中心主任",
    "2026年3月2日（星期一）",
    "二〇二六年三月二日",
    "2035年远景目标；到2049年建成",
    "自2026年2月28日起，有效期5年3个月",
    "请于2026年3月6日前报送",
    "桓台县科技局、桓台县农业农村局联合印发",
    "桓台县人民政府办公室关于印发方案的通知",
    "桓台县科技类项目由桓台县水利局负责",
    "原桓台县农业局2018年印发的办法",
    "《桓台县农业局关于印发办法的通知》同时废止",
    "桓台县农业局已并入桓台县农业农村局",
    "淄博市科技局、山东省农业农村厅",
    '<a href="/items/1/">办法</a><a href="https://www.gov.cn/">政府网</a>',
    '<a href="mailto:kjj@huantai.gov.cn">邮箱</a>',
    '<a href="tel:0533-8210000">电话</a>',
    '<img src="/x.png" alt="科技计划项目申报流程：注册、填报、审核">',
    "难道不是吗？！……条件——程序。",
    "增长3.5%，共1,234,567元。”",
    "目录......3",
    "开立账户，服务残疾人",
    "星期一至星期五 8:30至12:00",
    "2025年度、2026年1-3月",
]


@pytest.mark.parametrize("html", PASSED_OVER)
def test_what_only_looks_like_it_is_not(html: str) -> None:
    assert codes(f"<p>{html}</p>") == set()


def test_every_code_but_those_of_files_and_fields_is_tried() -> None:
    elsewhere = {code for code in SORTS if code.startswith(("file-", "date-contradicts", "date-not"))}
    assert {code for code, _ in FOUND} | elsewhere == set(SORTS)
    assert all(each.hint and each.title for each in SORTS.values())


# ── Excerpts ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "王某，身份证号11010519491231002X，手机13812345678，卡号6222021234567890128，住址：桓台县索镇少海路12号3单元502室。",
        "身份证号110105194912310021，信用代码913703217654321098",
    ],
)
def test_no_excerpt_tells_whose_number_it_is(text: str) -> None:
    for each in found(f"<p>{text}</p>"):
        for number in ("10519491231", "3812345", "20212345678", "少海路12", "70321765432"):
            assert number not in each.excerpt.text
    assert len(masked(text)) == len(text)


@settings(max_examples=60)
@given(st.text(max_size=10), st.text(max_size=10), st.integers(0, 14))
def test_a_number_is_masked_wherever_the_excerpt_is_cut(before: str, after: str, more: int) -> None:
    text = f"手机13812345678{'甲' * more}，。。{before} {after}"
    for each in scan(Material(tuple(passages_of(text, place()))), FACTS):
        assert "812345" not in each.excerpt.text


# ── What is registered ───────────────────────────────────────────────────────

REGISTERED = [
    ("date-contradicts", "本办法自2026年4月1日起施行。", {"effective_on": date(2026, 5, 1)}),
    ("date-not-registered", "本办法自2026年4月1日起施行。", {}),
    ("date-contradicts", "有效期至2031年3月31日。", {"valid_until": date(2030, 3, 31)}),
    ("date-contradicts", "2026年3月3日", {"made_on": date(2026, 3, 2)}),
    ("date-contradicts", "二〇二六年三月三日", {"made_on": date(2026, 3, 2)}),
    ("date-contradicts", "本办法自印发之日起施行。", {"made_on": date(2026, 3, 2), "effective_on": date(2026, 3, 1)}),
    ("date-contradicts", "正文", {"made_on": date(2026, 3, 2), "document_number": "桓科发〔2025〕3号"}),
]


@pytest.mark.parametrize(("code", "text", "values"), REGISTERED)
def test_a_text_that_contradicts_what_is_registered(code: str, text: str, values: dict[str, object]) -> None:
    assert code in codes(f"<p>{text}</p>", **values)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("本办法自2026年4月1日起施行，有效期至2031年3月31日。",
         {"effective_on": date(2026, 4, 1), "valid_until": date(2031, 3, 31)}),
        ("2026年3月2日", {"made_on": date(2026, 3, 2), "document_number": "桓科发〔2026〕3号"}),
        ("《预算法》自2015年1月1日起施行。", {"effective_on": date(2026, 4, 1)}),
        ("本办法自印发之日起施行。", {"made_on": date(2026, 3, 2), "effective_on": date(2026, 3, 2)}),
    ],
)  # fmt: skip
def test_a_text_that_agrees(text: str, values: dict[str, object]) -> None:
    assert codes(f"<p>{text}</p>", **values) == set()


# ── Files ────────────────────────────────────────────────────────────────────


def test_what_files_hide_is_shown_by_how_grave_it_is() -> None:
    hidden = tuple(Hiding(each.code, 2, "张三 13812345678") for each in Hides)
    seen = scan(Material(files=(Looked(7, hidden),)), FACTS)
    by_code = {each.code: each for each in seen}
    assert {"file-covered-text", "file-changes", "file-hidden", "file-embedded", "file-property"} < set(by_code)
    assert by_code["file-covered-text"].place == Place("file", 2, 7)
    assert SORTS["file-covered-text"].severity is Severity.ERROR
    assert not any("13812345678" in each.excerpt.text for each in seen)


def test_a_file_that_cannot_be_read_is_said() -> None:
    seen = scan(Material(files=(Looked(7, trouble=Message("文件是空的。")),)), FACTS)
    assert [(each.code, str(each.message)) for each in seen] == [("file-unread", "文件是空的。")]


def test_links_of_files_are_followed_by_their_form() -> None:
    links = (Hiding("link", 1, "http://10.1.2.3/"), Hiding("link", 1, "https://www.gov.cn/"))
    assert [each.code for each in scan(Material(files=(Looked(7, links),)), FACTS)] == ["link-broken"]


# ── The whole ────────────────────────────────────────────────────────────────


def test_findings_come_gravest_first_and_tell_where() -> None:
    seen = found("<p>条件，，程序</p><table><tr><td>张某</td><td>11010519491231002X</td></tr></table>")
    assert [(each.code, str(each.place.text())) for each in seen] == [
        ("id-number", "正文第2段"),
        ("punctuation-doubled", "正文第1段"),
    ]
    assert seen[0].excerpt.text == "张某 110*************2X"


def test_a_row_of_a_table_is_one_passage_and_a_link_knows_its_words() -> None:
    body = Body("<table><tr><td><p>甲</p></td><td>乙</td></tr></table><ul><li>丙 <a href='/x'>丁</a></li></ul>戊<br>己")
    assert [each.text.split() for each in body.passages] == [["甲", "乙"], ["丙", "丁"], ["戊", "己"]]
    assert [(each.words, each.href, each.place.number) for each in body.links] == [("丁", "/x", 2)]


def test_what_is_long_is_cut_and_nothing_of_it_lost() -> None:
    text = "甲乙丙丁。" * 3000
    assert "".join(each.text for each in passages_of(text, place())) == text
    assert max(len(each.text) for each in passages_of(text, place())) <= LONGEST


def test_so_many_findings_end_somewhere() -> None:
    assert len(found("<p>甲，，乙</p>" * (MOST + 50))) == MOST


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("年月日星期一二20263101113812345678X号路。，《》（）<>/a&局桓台县 \n\t"), max_size=200
    )
)
def test_nothing_that_is_written_ends_the_scan(text: str) -> None:
    for check in CHECKS:
        list(check(material(text), FACTS))


@pytest.mark.parametrize(
    ("number", "code"), [("110105200803020013", "id-number"), ("110105200803030019", "minor-id-number")]
)
def test_who_is_eighteen_today_is_no_minor(number: str, code: str) -> None:
    assert codes(f"<p>身份证号{number}</p>") == {code}


def test_pictures_of_files_are_told_by_the_page_and_what_they_lack() -> None:
    first, second = Place("file", 1, 7), Place("file", 2, 7)
    silent = [Picture(first, ""), Picture(first, r"C:\图\图片1.png"), Picture(second, "Picture 3")]
    seen = scan(Material(files=(Looked(7, pictures=(*silent, Picture(first, "办公楼正门"))),)), FACTS)
    assert [(each.code, each.place, each.message.text()) for each in seen] == [
        ("file-picture-without-words", first, "2张图片没有替代文字"),
        ("file-picture-without-words", second, "1张图片没有替代文字"),
    ]
    untagged = (Picture(first, "", can_have_alt=False), Picture(first, "", can_have_alt=False))
    assert [(each.code, each.place) for each in scan(Material(files=(Looked(7, pictures=untagged),)), FACTS)] == [
        ("file-untagged", first)
    ]
