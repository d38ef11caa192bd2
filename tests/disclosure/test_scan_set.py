"""How much the scan finds, and how much of what it shows is there, in a set of texts made up by a seed.

Each paragraph is ordinary, or ordinary with one thing in it that has to be found. What has to be passed over stands in
the ordinary ones: credit codes, phones of offices, document numbers, amounts, dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from tests.scanned import FACTS, material

from gongkai.agencies.credit_code import check_sign
from gongkai.disclosure.scan import scan
from gongkai.law.identity_number import check_place

PARAGRAPHS = 900
AT_ONCE = 60

Make = Callable[[Random], str]


def digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def identity(random: Random) -> str:
    born = date(1950, 1, 1) + timedelta(random.randrange(20_000))
    body = f"{random.choice(['370321', '110105', '620102', '510104'])}{born:%Y%m%d}{digits(random, 3)}"
    return body + check_place(body)


def card(random: Random) -> str:
    body = "62" + digits(random, random.choice([13, 16]))
    total = sum(sum(divmod(int(d) * (2 if at % 2 == 0 else 1), 10)) for at, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def mobile(random: Random) -> str:
    return f"1{random.choice('3456789')}{digits(random, 9)}"


def credit_code(random: Random) -> str:
    body = random.choice(["11", "12", "91"]) + "370321" + digits(random, 9)
    return body + check_sign(body)


def day(random: Random) -> date:
    return date(2024, 1, 1) + timedelta(random.randrange(800))


def written(when: date) -> str:
    return f"{when.year}年{when.month}月{when.day}日"


NAMES = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]

CLEAN: tuple[Make, ...] = (
    lambda r: f"统一社会信用代码{credit_code(r)}",
    lambda r: f"信用代码：{credit_code(r)}",
    lambda r: f"办公电话：0533-8{digits(r, 6)}，传真0533-8{digits(r, 6)}",
    lambda r: f"根据桓政发〔{r.randrange(2019, 2027)}〕{r.randrange(1, 99)}号",
    lambda r: f"安排资金{r.randrange(10**4, 10**9):,}元，增长{r.randrange(1, 30)}.{r.randrange(9)}%",
    lambda r: f"项目编号{digits(r, 16)}，共{r.randrange(1, 999)}项",
    lambda r: f"已于{written(day(r))}发布",
    lambda r: (lambda d: f"{written(d)}（{NAMES[d.weekday()]}）上午召开会议")(day(r)),
    lambda r: f"依据《中华人民共和国预算法》第{r.randrange(1, 99)}条",
    lambda r: "由桓台县科技局会同桓台县农业农村局、桓台县市场监督管理局办理",
    lambda r: "经桓台县人民政府同意，桓台县人民政府办公室印发",
    lambda r: "地址：桓台县索镇张北路1号，邮箱kjj@huantai.gov.cn",
    lambda r: f"流水号{digits(r, 20)}",
    lambda r: f"学前教育儿童{r.randrange(100, 999)}人，小学一年级招生{r.randrange(100, 999)}人",
)

PLANTED: dict[str, Make] = {
    "id-number": lambda r: f"{r.choice(['身份证号', '公民身份号码：', '李某'])}{identity(r)}",
    "bank-card": lambda r: f"{r.choice(['卡号', '发放账户', '转入'])}{card(r)}",
    "mobile": lambda r: f"{r.choice(['张某某', '户主李某，', '领取人'])}{mobile(r)}",
    "plate": lambda r: f"号牌鲁{r.choice('ABCDEFGH')}{r.choice('ABCDEFGH')}{digits(r, 4)}的车辆",
    "home-address": lambda r: (
        f"现住桓台县索镇少海路{r.randrange(1, 99)}号{r.randrange(1, 9)}单元{r.randrange(101, 606)}室"
    ),
    "date-impossible": lambda r: f"{r.randrange(2020, 2027)}年{r.choice(['2月30', '4月31', '13月5', '6月31'])}日",
    "date-weekday": lambda r: (lambda d: f"{written(d)}（{NAMES[(d.weekday() + r.randrange(1, 7)) % 7]}）")(day(r)),
    "name-nearly": lambda r: r.choice(
        ["恒台县科技局", "桓台县市场监管管理局", "桓台县农村农业局", "桓台县人民政府办室"]
    ),
    "name-former": lambda r: "报桓台县农业局审核",
    "word-wrong": lambda r: "开设帐户",
    "link-broken": lambda r: f"登录http://10.{r.randrange(255)}.{r.randrange(255)}.9/sb填报",
    "punctuation-doubled": lambda r: f"条件{r.choice(['，，', '。。', '、，', '；；'])}程序",
}


def test_nearly_all_is_found_and_nearly_all_shown_is_there() -> None:
    random = Random(20260302)
    lines, planted = [], {}
    for number in range(1, PARAGRAPHS + 1):
        said = [make(random) for make in random.sample(CLEAN, 2)]
        if random.random() < 0.5:
            code = random.choice(list(PLANTED))
            planted[number] = code
            said.insert(1, PLANTED[code](random))
        lines.append(f"<p>{'。'.join(said)}。</p>")
    found = {
        (start + (each.place.number or 0), each.code)
        for start in range(0, PARAGRAPHS, AT_ONCE)
        for each in scan(material("".join(lines[start : start + AT_ONCE])), FACTS)
    }
    missed = Counter(code for number, code in planted.items() if (number, code) not in found)
    wrong = Counter(code for number, code in found if planted.get(number) != code)
    recall = 1 - missed.total() / len(planted)
    precision = 1 - wrong.total() / len(found)
    assert recall > 0.98, missed
    assert precision > 0.98, wrong
