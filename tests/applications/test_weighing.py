"""Nothing is withheld before the harm of disclosing it was weighed, and what can be given of it is given."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.casework import GRANTED, actor, apply
from tests.county import county

from gongkai.applications import services
from gongkai.applications.requirements import Facts, PartFacts, Weighed, refusal
from gongkai.applications.services import NewPart
from gongkai.journal.verifying import differences
from gongkai.law.errors import NotAllowed

DAY = date(2026, 3, 4)
WITHHELD = NewPart("讨论记录", "DENY_6", reason="讨论记录")
WEIGHED_SO = {
    "ground": "DENY_6", "content": "讨论记录", "harm": "妨碍坦率讨论", "withhold": True, "severing": "whole",
    "how": "通篇都是发言", "on": DAY,
}  # fmt: skip


@pytest.fixture
def made(db):
    made = county("handler", "head", "reviewer")
    yield made
    assert list(differences()) == []


def said_of(*parts, **weighed):
    facts = Facts(
        [PartFacts(code, reasoned=True, tells=True) for code in parts],
        third_party_consulted=True,
        weighed={code: Weighed(*each) for code, each in weighed.items()},
    )
    refused = refusal(facts)
    return None if refused is None else (refused.code, str(refused.citation))


@pytest.mark.parametrize(
    ("code", "citation"),
    [
        ("DENY_1", "条例第14条"),
        ("DENY_2", "条例第14条"),
        ("DENY_3", "条例第14条"),
        ("DENY_4", "条例第15条"),
        ("DENY_5", "条例第16条第1款"),
        ("DENY_6", "条例第16条第2款"),
        ("DENY_7", "条例第16条第2款"),
    ],
)
def test_each_ground_is_weighed_by_its_article_before_it_withholds(code, citation):
    assert said_of(code) == ("harm-not-weighed", citation)
    assert said_of(code, **{code: (True, False)}) is None
    refused, _citation = said_of(code, **{code: (False, False)})
    assert refused == "weighed-for-disclosure"
    assert said_of(code, **{code: (True, True)}) == ("severable-not-given", "条例第37条")
    assert said_of("GRANT", code, **{code: (True, True)}) is None


def test_what_is_no_ground_of_those_articles_is_not_weighed():
    assert said_of("DENY_8") is None
    assert said_of("UNABLE_2") is None


def test_a_draft_is_submitted_once_it_was_weighed_and_the_latest_weighing_counts(made):
    case = apply(made)
    services.draft(case, parts=[WITHHELD], by=actor(made))
    with pytest.raises(NotAllowed, match="损害衡量"):
        services.submit(case, by=actor(made))
    services.weigh(case, **{**WEIGHED_SO, "severing": "severable"}, by=actor(made))
    with pytest.raises(NotAllowed, match="区分处理"):
        services.submit(case, by=actor(made))
    services.weigh(case, **WEIGHED_SO, by=actor(made))
    assert services.submit(case, by=actor(made)).stage == "reviewing"
    with pytest.raises(NotAllowed) as caught:
        services.weigh(case, **WEIGHED_SO, by=actor(made))
    assert caught.value.code == "not-in-this-stage"


def test_what_is_weighed_is_given_in_part_where_it_can_be(made):
    case = apply(made)
    services.weigh(case, **{**WEIGHED_SO, "severing": "severable"}, by=actor(made))
    services.draft(case, parts=[GRANTED, WITHHELD], by=actor(made))
    assert services.submit(case, by=actor(made)).reply.outcome == "PARTIAL"


def test_it_is_recorded_at_the_desk_shown_with_the_case_and_sealed(made):
    case, client = apply(made), Client()
    client.force_login(made.officers["handler"])
    form = {"seen": case.version, **WEIGHED_SO, "withhold": "yes", "interest": ""}
    address = reverse("applications:act", args=[case.pk, "weigh"])
    assert client.post(address, {**form, "ground": "DENY_8"}).status_code == 422
    assert client.post(address, {**form, "harm": ""}).status_code == 422
    assert client.post(address, form).status_code == 302
    assert "妨碍坦率讨论" in client.get(reverse("applications:detail", args=[case.pk])).content.decode()
    with connection.cursor() as cursor:
        for table in ("applications_weighing", "journal_entry"):
            cursor.execute(f"SELECT * FROM {table}")
            assert "妨碍坦率讨论" not in repr(cursor.fetchall())
