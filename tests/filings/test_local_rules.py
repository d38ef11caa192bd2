"""What the rules of a place ask of a text: of whom, from which year on, found as warnings with their source."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from tests.casework import actor, refused
from tests.county import County, county

from gongkai.filings import services
from gongkai.filings.gating import gate
from gongkai.filings.local_rules.services import add_rule, end_rule
from gongkai.filings.models import Filing, LocalRule
from gongkai.report.finding import Severity

pytestmark = pytest.mark.django_db
GIVEN = {"part": "problems", "source": "某政办发〔2025〕9号", "from_year": 2025}


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("handler", "head", "supervisor")


def told(made: County, text: str, year: int = 2025) -> list[str]:
    """Give what the rules of the place find in part five."""
    filing: Filing = services.begin(made.science, year, by=actor(made))
    services.write(filing, "problems", text, by=actor(made))
    found = [each.finding for each in gate(filing).judged if each.finding.code.startswith("local-")]
    assert all(each.severity is Severity.WARNING for each in found)
    return [str(each.message) for each in found]


def rule(made: County, agency: Any = None, **values: Any) -> LocalRule:
    return add_rule(agency or made.science, by=actor(made, "head"), **{**GIVEN, **values})


def test_each_rule_names_what_is_asked_and_which_document_asks_it(made):
    rule(made, asks="problems", number=2)
    rule(made, asks="shortest", number=20)
    rule(made, asks="longest", number=30)
    rule(made, asks="point", point="整改时限", words="月底、年底")
    assert told(made, "存在的主要问题：一是公开不够及时。") == [
        "第五部分没有写到整改时限（某政办发〔2025〕9号）。",
        "第五部分写了1条问题，要求不少于2条（某政办发〔2025〕9号）。",
        "第五部分有17字，要求不少于20字（某政办发〔2025〕9号）。",
    ]
    long = "存在的主要问题：一是公开不够及时；二是解读形式单一。下一步，年底以前完成整改。"
    assert told(made, long) == ["第五部分有39字，要求不超过30字（某政办发〔2025〕9号）。"]
    assert told(made, "") == []
    assert told(made, "一是公开不够及时。", 2024) == []


def test_who_is_above_binds_those_below_where_the_rule_says_so(made):
    own = rule(made, made.office, asks="problems", number=2, below=False)
    assert told(made, "一是公开不够及时。") == []
    county_rule = rule(made, made.office, asks="problems", number=2, below=True)
    assert len(told(made, "一是公开不够及时。")) == 1
    end_rule(county_rule, by=actor(made, "head"))
    assert told(made, "一是公开不够及时。") == []
    assert refused(end_rule, county_rule, by=actor(made, "head")) == "local-rule-ended"
    assert list(LocalRule.objects.standing()) == [own]


@pytest.mark.parametrize(
    "values",
    [
        {"asks": "point", "point": "时限"},
        {"asks": "longest"},
        {"asks": "problems", "number": 2, "part": "overview"},
        {"asks": "longest", "number": 1000, "source": ""},
    ],
)
def test_a_rule_says_what_it_asks_and_who_asks_it(made, values):
    with pytest.raises(ValidationError):
        rule(made, **values)


def test_the_pages_add_and_end_a_rule(made):
    client = Client()
    client.force_login(made.officers["head"])
    at = f"/desk/filings/local-rules/{made.science.pk}/"
    sent = {**GIVEN, "asks": "longest", "number": 1000, "point": "", "words": ""}
    assert client.post(f"{at}new/", {**sent, "number": ""}).status_code == 422
    assert client.post(f"{at}new/", sent).headers["Location"] == at
    assert "某政办发〔2025〕9号" in client.get(at).content.decode()
    kept = LocalRule.objects.get()
    client.post(f"/desk/filings/local-rules/{kept.pk}/end/")
    assert not LocalRule.objects.standing().exists()
