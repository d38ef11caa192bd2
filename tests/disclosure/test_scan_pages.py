"""The pages of the scan and of the list of words, as officers use them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.casework import actor
from tests.county import County, county
from tests.publishing import begin

from gongkai.disclosure import services
from gongkai.disclosure.models import Decision, Item, Word
from gongkai.disclosure.services.scanning import looked_at

pytestmark = pytest.mark.django_db

NUMBER = "11010519491231002X"


@pytest.fixture
def made() -> County:
    return county("administrator", "county_administrator", "handler", "reviewer")


def signed_in(made: County, role: str) -> Client:
    client = Client()
    client.force_login(made.officers[role])
    return client


def decide(client: Client, item: Item, **more: Any) -> Any:
    (key,) = [each.finding.key for each in looked_at(item.text)]
    answers = {f"decided_{key}": "kept", f"reason_{key}": "依法公布当事人", "seen": item.version, **more}
    return client.post(reverse("disclosure:scan", args=[item.pk]), answers)


def test_an_officer_sees_what_was_found_masked_and_says_why_it_stays(made: County) -> None:
    item = begin(made, body=f"<p>张某，身份证号{NUMBER}。</p>")
    client = signed_in(made, "handler")
    page = client.get(reverse("disclosure:scan", args=[item.pk])).content.decode()
    assert "公民身份号码" in page
    assert "正文第1段" in page
    assert NUMBER[3:-2] not in page
    refused = client.post(reverse("disclosure:act", args=[item.pk, "submit"]), {"seen": item.version})
    assert refused.status_code == 409
    assert "扫描发现的1处错误" in refused.content.decode()
    assert decide(client, item).status_code == 302
    decision = Decision.objects.get()
    assert decision.reason == "依法公布当事人"
    page = signed_in(made, "reviewer").get(reverse("disclosure:scan", args=[item.pk])).content.decode()
    assert "依法公布当事人" in page
    assert "保存处理" not in page
    done = client.post(reverse("disclosure:act", args=[item.pk, "submit"]), {"seen": item.version})
    assert done.status_code == 302


def test_a_decision_without_a_reason_is_asked_for_one(made: County) -> None:
    item = begin(made, body=f"<p>张某，身份证号{NUMBER}。</p>")
    (key,) = [each.finding.key for each in looked_at(item.text)]
    answer = decide(signed_in(made, "handler"), item, **{f"reason_{key}": ""})
    assert answer.status_code == 422
    assert "请写明理由。" in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_page_of_an_item_says_what_was_found_and_what_is_left(made: County) -> None:
    item = begin(made, body=f"<p>张某，身份证号{NUMBER}。。</p>")
    page = signed_in(made, "reviewer").get(reverse("disclosure:detail", args=[item.pk])).content.decode()
    assert "1处错误待处理" in page
    assert "错误1处，警告1处，提示0处。" in page


def test_what_is_found_by_a_word_listed_since_is_shown_at_once(made: County) -> None:
    item = begin(made, body="<p>残废人</p>")
    services.set_word(made.science, "残废人", kind="banned", instead="残疾人", by=actor(made, "administrator"))
    page = signed_in(made, "handler").get(reverse("disclosure:scan", args=[item.pk])).content.decode()
    assert "词库建议写作“残疾人”" in page


def test_a_list_of_words_is_tried_before_it_is_written(made: County) -> None:
    client = signed_in(made, "administrator")
    services.set_word(made.government, "一把手", kind="sensitive", by=actor(made, "county_administrator"))
    services.set_word(made.science, "帐户", kind="sensitive", by=actor(made, "administrator"))
    table = "词语,类型,建议写作\n帐户,错词,账户\n残废人,禁用词,残疾人\n"
    address = reverse("disclosure:bring-words", args=[made.science.pk])
    tried = client.post(address, {"file": SimpleUploadedFile("words.csv", table.encode())})
    assert tried.status_code == 200
    assert Word.objects.filter(agency=made.science).count() == 1
    confirm = reverse("disclosure:bring-words-confirm", args=[made.science.pk])
    assert client.post(confirm, {"kept": tried.context["kept"]}).status_code == 302
    kept = Word.objects.filter(agency=made.science).values_list("word", "kind", "instead")
    assert sorted(kept) == [("帐户", "wrong", "账户"), ("残废人", "banned", "残疾人")]
    again = client.post(confirm, {"kept": tried.context["kept"]})
    assert again.status_code == 409
    page = client.get(reverse("disclosure:words", args=[made.science.pk])).content.decode()
    assert page.count("桓台县人民政府") >= 1
    assert "一把手" in page


def test_a_list_with_something_wrong_in_it_writes_nothing(made: County) -> None:
    client = signed_in(made, "administrator")
    table = "词语,类型\n帐户,错词\n残废人,别的\n"
    address = reverse("disclosure:bring-words", args=[made.science.pk])
    tried = client.post(address, {"file": SimpleUploadedFile("words.csv", table.encode())})
    assert tried.status_code == 422
    assert not Word.objects.exists()


def test_a_word_is_listed_and_taken_off_by_hand(made: County) -> None:
    client = signed_in(made, "administrator")
    values = {"word": "帐户", "kind": "wrong", "instead": "账户"}
    assert client.post(reverse("disclosure:add-word", args=[made.science.pk]), values).status_code == 302
    word = Word.objects.get()
    assert client.post(reverse("disclosure:remove-word", args=[word.pk])).status_code == 302
    assert not Word.objects.exists()
