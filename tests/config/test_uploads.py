import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.county import county

SIZE = 3_000_000


def file():
    return SimpleUploadedFile("t.csv", b"x" * SIZE)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/account/login/", "/account/invitation/", "/display/"])
def test_a_visitor_sends_no_more_with_files_than_without(client, path):
    assert client.post(path, {"file": file()}).status_code == 413
    assert client.post(path, {"name": "x" * SIZE}).status_code == 413


@pytest.mark.django_db
def test_an_officer_does(client):
    client.force_login(county().officers["administrator"])
    answer = client.post("/desk/agencies/exchange/agencies/import/", {"file": file()})
    assert answer.status_code == 409  # it was read, and is no table
