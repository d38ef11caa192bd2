"""An agency's own words for a sentence: taken up by the next draft, shown before, kept when changed, given back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from tests.casework import actor, refused
from tests.county import County, county

from gongkai.filings import services
from gongkai.filings.models import Wording
from gongkai.filings.wording.services import restore_wording, set_wording

pytestmark = pytest.mark.django_db
CODE = "proactive.total"


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("head", "handler")


def test_a_draft_takes_up_the_words_of_its_agency_when_it_is_computed_again(made):
    by = actor(made, "head")
    filing = services.begin(made.science, 2025, by=by)
    first = set_wording(made.science, CODE, "{年度}年公开{公开信息}条\n。", by=by)
    filing.refresh_from_db()
    assert "主动公开政府信息{公开信息}条" in filing.drafts["overview"]  # not behind the back of whoever reads it
    filing = services.compute_again(filing, by=by)
    assert filing.drafts["overview"].startswith("（一）主动公开情况。{年度}年公开{公开信息}条。\n")
    set_wording(made.science, CODE, "", by=by, seen=first.pk)
    assert "主动公开情况" not in services.compute_again(filing, by=by).drafts["overview"]
    restore_wording(made.science, CODE, by=by)
    assert "主动公开政府信息{公开信息}条" in services.compute_again(filing, by=by).drafts["overview"]
    assert [each.text for each in Wording.objects.order_by("pk")] == ["{年度}年公开{公开信息}条。", ""]


def test_no_other_fields_and_nothing_over_somebody_elses_words(made):
    by = actor(made, "head")
    assert refused(set_wording, made.science, CODE, "公开{条数}条。", by=by) == "field-unknown"
    set_wording(made.science, CODE, "公开{公开信息}条。", by=by, seen=0)
    assert refused(set_wording, made.science, CODE, "共{公开信息}条。", by=by, seen=0) == "wording-changed-meanwhile"
    with pytest.raises(ValidationError):
        set_wording(made.science, CODE, "公" * 1001, by=by)
    assert [each.text for each in Wording.objects.standing()] == ["公开{公开信息}条。"]


def test_the_page_shows_what_a_sentence_says_before_it_is_kept(made):
    services.begin(made.science, 2025, by=actor(made))
    client = Client()
    client.force_login(made.officers["head"])
    address = f"/desk/filings/wording/{made.science.pk}/{CODE}/"
    shown = client.post(address, {"text": "全年公开{公开信息}条。", "seen": 0, "preview": 1}).content.decode()
    assert "<p>全年公开0条。</p>" in shown
    assert not Wording.objects.exists()
    client.post(address, {"text": "全年公开{公开信息}条。", "seen": 0})
    page = client.get(f"/desk/filings/wording/{made.science.pk}/").content.decode()
    assert "全年公开0条。" in page
    assert "本机关的" in page
