"""A table that comes in at the desk: tried, then written, and what happens in between."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.county import county

from gongkai.agencies.exchange.writing import write_csv
from gongkai.agencies.models import Office
from gongkai.agencies.services import edit_agency
from gongkai.journal.actor import SYSTEM


@pytest.fixture
def made(db):
    return county("county_administrator")


def tried(made, agency):
    client = Client()
    client.force_login(made.officers["county_administrator"])
    file = SimpleUploadedFile("offices.csv", write_csv(("机关", "科室"), [(agency, "宣教科")]))
    return client, client.post(reverse("agencies:bring-in", args=["offices"]), {"file": file})


def confirmed(client, preview):
    return client.post(reverse("agencies:bring-in-confirm", args=["offices"]), {"kept": preview.context["kept"]})


def test_what_was_tried_is_written_and_its_page_is_come_back_to(made):
    client, preview = tried(made, made.science.name)
    assert (preview.context["counts"]["added"], Office.objects.filter(name="宣教科").count()) == (1, 0)
    answer = confirmed(client, preview)
    assert (answer.status_code, answer.url) == (302, reverse("agencies:exchange"))
    assert Office.objects.get(name="宣教科").agency == made.science


def test_what_goes_no_longer_is_told_row_by_row_and_nothing_is_written(made):
    client, preview = tried(made, made.science.name)
    edit_agency(made.science, {"name": "桓台县科学技术委员会"}, by=SYSTEM)
    answer = confirmed(client, preview)
    assert (answer.status_code, answer.context["counts"]["bad"], answer.context["kept"]) == (422, 1, "")
    assert not Office.objects.filter(name="宣教科").exists()


def test_a_file_without_rows_is_shown_and_cannot_be_confirmed(made):
    client, _preview = tried(made, made.science.name)
    file = SimpleUploadedFile("offices.csv", write_csv(("机关", "科室"), []))
    answer = client.post(reverse("agencies:bring-in", args=["offices"]), {"file": file})
    assert (answer.status_code, answer.context["kept"]) == (200, "")
