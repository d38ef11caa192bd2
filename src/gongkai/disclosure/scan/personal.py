"""Personal data by its form: numbers with their check digits, mobiles, cards, plates, addresses; minors; health."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.disclosure.scan.finding import Finding, Severity, Sort
from gongkai.disclosure.scan.material import Facts, Material, Passage
from gongkai.law.citation import cite
from gongkai.law.identity_number import check_place, is_identity_number
from gongkai.law.message import Message
from gongkai.redaction.marks import Kind
from gongkai.redaction.patterns import Span, spans

# 个保法第34条: 国家机关处理个人信息不得超出履行法定职责所必需的范围和限度。
_NEEDED = cite("个保法第34条")
_PRIVATE = cite("条例第15条")
_SENSITIVE = cite("个保法第28条")
_COVER = Message("不是必须公开的，请删去或者遮盖中间几位。")

ID_NUMBER = Sort("id-number", Severity.ERROR, Message("公民身份号码"), _COVER, _NEEDED)
ID_OLD = Sort("id-number-old", Severity.WARNING, Message("15位身份证号"), _COVER, _NEEDED)
ID_DOUBTFUL = Sort("id-number-doubtful", Severity.WARNING, Message("像身份证号，校验码不对"), _COVER, _NEEDED)
MINOR_ID = Sort(
    "minor-id-number",
    Severity.ERROR,
    Message("未成年人的公民身份号码"),
    Message("请删去；不满十四周岁的，全部个人信息都是敏感个人信息。"),
    _SENSITIVE,
)
MINOR = Sort(
    "minor",
    Severity.WARNING,
    Message("像是某个未成年人的个人信息"),
    Message("请隐去姓名、学校、住址等能认出本人的内容；确需公开的，须有监护人同意或者法律、法规依据。"),
    _SENSITIVE,
)
HEALTH = Sort(
    "health",
    Severity.WARNING,
    Message("像是某个人的病情或者残疾情况"),
    Message("医疗健康信息是敏感个人信息，公示中请删去，只写救助的类别。"),
    _SENSITIVE,
)
MOBILE = Sort("mobile", Severity.ERROR, Message("手机号"), _COVER, _NEEDED)
MOBILE_OF_WORK = Sort(
    "mobile-of-work",
    Severity.WARNING,
    Message("作为联系电话的手机号"),
    Message("请尽量改用办公电话；用手机的，请确认本人同意公开。"),
    _NEEDED,
)
CARD = Sort("bank-card", Severity.ERROR, Message("银行卡号"), _COVER, _NEEDED)
CARD_LIKELY = Sort("bank-card-likely", Severity.WARNING, Message("像银行卡号或者账号"), _COVER, _NEEDED)
PLATE = Sort("plate", Severity.WARNING, Message("车牌号"), _COVER, _PRIVATE)
HOME = Sort("home-address", Severity.ERROR, Message("个人住址"), Message("请删去，或者只写到镇（街道）。"), _PRIVATE)
ADDRESS = Sort(
    "address",
    Severity.WARNING,
    Message("写到门牌的地址"),
    Message("是个人住址的，请删去，或者只写到镇（街道）。"),
    _PRIVATE,
)
EMAIL = Sort("private-email", Severity.NOTICE, Message("像是个人的电子邮箱"), Message("请改用办公邮箱。"), _NEEDED)

SORTS = (
    ID_NUMBER,
    ID_OLD,
    ID_DOUBTFUL,
    MINOR_ID,
    MINOR,
    HEALTH,
    MOBILE,
    MOBILE_OF_WORK,
    CARD,
    CARD_LIKELY,
    PLATE,
    HOME,
    ADDRESS,
    EMAIL,
)

_SOUGHT = (Kind.ID_NUMBER, Kind.MOBILE, Kind.BANK_CARD, Kind.PLATE, Kind.ADDRESS, Kind.EMAIL)
_DIGITS = re.compile(r"\d")


def by_form(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find personal data by its form, each told by what stands before it."""
    for passage in material.passages:
        for span in spans(list(passage.text), _SOUGHT, ()):
            code = _code(span, passage, facts)
            if code is not None:
                yield code(passage.place, passage.excerpt(span.start, span.end))


_CREDIT_CODE = re.compile(r"(?:信用代码|机构代码|登记证号|许可证号?|批文|文号|项目编[号码]|流水号|订单号)[^\d]{0,8}\Z")
_CERTIFICATE = re.compile(r"(?:身份证|公民身份|证件号)[^\d]{0,10}\Z")
_CONTACT = re.compile(r"(?:联系|咨询|热线|值班|服务|监督|举报|投诉|业务|办公|报名)[^。；\n]{0,20}\Z")
_ACCOUNT = re.compile(r"(?:卡号|银行卡|账号|帐号|账户|帐户|一卡通)[^\d]{0,10}\Z")
_HOME = re.compile(r"(?:住址|家住|现住|户籍|居住|住在|家庭地址|住所)[^。；\n]{0,6}\Z")
_FREE_MAIL = re.compile(
    r"@(?:(?:vip\.)?(?:qq|163|126|sina|sohu|foxmail|139|189|wo|yeah|hotmail|outlook|gmail|aliyun|21cn|tom)\.)", re.I
)
_PERSONAL_CARD = re.compile(r"62\d{14,17}")
_PUBLIC_PLACE = re.compile(
    r"(?:办公|联系|通讯|通信|邮寄|单位|机关|窗口|大厅|会议|报名|受理|咨询|现场|开标|施工|建设|项目|工程)[^。；\n]{0,8}\Z"
)


def _code(span: Span, passage: Passage, facts: Facts) -> Sort | None:
    """Give the code of what was found in its place, None for what its form alone made look personal."""
    text, said = passage.folded, passage.folded[span.start : span.end]
    before = text[max(0, span.start - 26) : span.start]
    match span.kind:
        case Kind.ID_NUMBER:
            return _of_number(said, before, facts.on)
        case Kind.MOBILE:
            if _CREDIT_CODE.search(before):
                return None
            return MOBILE_OF_WORK if _CONTACT.search(before) else MOBILE
        case Kind.BANK_CARD:
            return _of_card("".join(_DIGITS.findall(said)), before)
        case Kind.EMAIL:
            return EMAIL if _FREE_MAIL.search(said) else None
        case Kind.PLATE:
            return PLATE
    return _of_address(passage.text[span.start : span.end], before, facts)


def _of_number(said: str, before: str, on: date) -> Sort | None:
    number = "".join(char for char in said.upper() if char.isalnum())
    if len(number) == 15:
        return ID_OLD if _CERTIFICATE.search(before) else None
    if not is_identity_number(number) or _CREDIT_CODE.search(before):
        return None
    return MINOR_ID if _is_minor(date(int(number[6:10]), int(number[10:12]), int(number[12:14])), on) else ID_NUMBER


def _is_minor(born: date, on: date) -> bool:
    return born <= on and (on.year - 18, on.month, on.day) < (born.year, born.month, born.day)


def _of_card(number: str, before: str) -> Sort | None:
    """Tell a card by what is said of it, and one of UnionPay by its number alone; any other number is rather none."""
    if _CREDIT_CODE.search(before):
        return None
    if _PERSONAL_CARD.fullmatch(number):
        return CARD
    return CARD_LIKELY if _ACCOUNT.search(before) else None


def _of_address(said: str, before: str, facts: Facts) -> Sort | None:
    if _HOME.search(before):
        return HOME
    plain = "".join(said.split())
    known = any(plain in each or (each and each in plain) for each in facts.addresses)
    return None if known or _PUBLIC_PLACE.search(before) else ADDRESS


# ── Numbers that are said to be what they are not ────────────────────────────

_SAID = re.compile(r"(?:身份证|公民身份|证件)[^\d]{0,12}(?P<number>[1-9]\d{16}[\dXx])(?!\d)")


def doubtful_numbers(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find what is called an identity number and has a wrong check digit: with one digit mistyped it is still one."""
    for passage in material.passages:
        for match in _SAID.finditer(passage.folded):
            number = match["number"].upper()
            if check_place(number[:17]) != number[17] or not is_identity_number(number):
                yield ID_DOUBTFUL(passage.place, passage.excerpt(*match.span("number")))


# ── Minors ───────────────────────────────────────────────────────────────────

_CHILD = re.compile(
    r"未成年|儿童|幼儿|婴儿|孤儿|小学生|初中生|中学生|学龄前|女童|男童|[一二三四五六1-6]年级|"
    r"(?<!\d)(?:1[0-7]|[1-9])周?岁(?!以上|及以上|以下|（含）|\(含\))"
)
_BORN = re.compile(
    r"(?:出生|生于)[^\d]{0,6}((?:19|20)\d\d)[年./-](\d{1,2})[月./-](\d{1,2})|((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?:出生|生)"
)
_PERSON = re.compile(
    r"(?:姓名|学生|患儿|受助人|被监护人|当事人|父亲|母亲|监护人|之子|之女)[：:为]?[\u4e00-\u9fff]{2,4}(?=[\s，,、；;（(。]|\Z)"
    r"|[\u4e00-\u9fff]{2,3}[，,（(\t ](?:男|女)[，,）)\t ]"
)


def minors(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find a passage that tells of a child and names somebody."""
    for passage in material.passages:
        person = _PERSON.search(passage.folded)
        child = _CHILD.search(passage.folded) or _young(passage, facts.on)
        if person is not None and child is not None:
            yield MINOR(passage.place, passage.excerpt(person.start(), person.end()))


def _young(passage: Passage, on: date) -> re.Match[str] | None:
    for match in _BORN.finditer(passage.folded):
        year, month, day = (int(each) for each in match.groups() if each)
        if 1 <= month <= 12 and 1 <= day <= 28 and _is_minor(date(year, month, day), on):
            return match
    return None


# ── Health ───────────────────────────────────────────────────────────────────

_ILL = re.compile(
    r"(?:身患|罹患|患有|因患|确诊|被诊断|病情|病历|病史)[：:为]?[\u4e00-\u9fff]{2,}"
    r"|(?:患|诊断[：:为]?)[\u4e00-\u9fff]{0,8}(?:病|癌|瘤|症|炎|结核|衰竭)"
    r"|[一二三四1-4]级(?:肢体|视力|听力|言语|智力|精神|多重)(?:残疾)?|(?:肢体|视力|听力|言语|智力|精神|多重)残疾?[一二三四1-4]级"
)


def health(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find a passage that tells of an illness or a disability and names somebody."""
    for passage in material.passages:
        ill = _ILL.search(passage.folded)
        if ill is not None and _PERSON.search(passage.folded):
            yield HEALTH(passage.place, passage.excerpt(*ill.span()))
