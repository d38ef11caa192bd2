from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.forms import Form
from django.test import Client
from django.utils.timezone import now
from selectolax.lexbor import LexborHTMLParser
from tests.county import county

from gongkai.agencies.models import Agency
from gongkai.ui import drafts
from gongkai.ui.drafts import COOKIE, Browser, open_form, sweep
from gongkai.ui.models import Draft

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


class Desk:
    """An officer at a form in a browser, in which scripts do nothing and CSRF is checked."""

    def __init__(self, made, role="administrator"):
        self.made, self.role = made, role
        self.client = Client(enforce_csrf_checks=True)
        self.at = f"/test/agencies/{made.science.pk}/edit/"
        self.sign_in()

    def sign_in(self, role=None):
        self.client.force_login(self.made.officers[role or self.role])

    def session_ends(self):
        del self.client.cookies["sessionid"]

    def open(self, at=None):
        self.page = self.client.get(at or self.at)
        return self.fields()

    def fields(self):
        form = LexborHTMLParser(self.page.content).css_first("main form.form")
        found = {}
        for each in form.css("input[name], select[name]"):
            if each.tag == "select":
                chosen = each.css_first("option[selected]")
                found[each.attributes["name"]] = chosen.attributes["value"] if chosen else ""
            elif each.attributes.get("type") != "file":
                found[each.attributes["name"]] = each.attributes.get("value") or ""
        return found

    def send(self, at=None, **typed):
        self.sent = {**self.fields(), **typed}
        return self.client.post(at or self.at, self.sent)

    def keep(self, **typed):
        """Send what is being typed, as the script does."""
        self.sent = {**self.fields(), **typed}
        return self.client.post(self.at, self.sent, headers={drafts.NOT_YET: "1"}).status_code

    def kept(self):
        return bool(LexborHTMLParser(self.page.content).css(".note.draft"))


@pytest.fixture
def desk():
    return Desk(county())


def token_free(fields):
    return {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}


def test_what_was_typed_when_the_session_had_ended_is_given_back(desk):
    desk.open()
    desk.session_ends()
    response = desk.send(name="科技和工业局", established_on="昨天", kind="dispatched")
    assert response.status_code == 302
    assert response["Location"].endswith(f"next={desk.at}")
    desk.sign_in()
    assert token_free(desk.open()) == {**token_free(desk.sent), "password": ""}
    assert desk.kept()
    assert desk.page.status_code == 200
    assert Agency.objects.get(pk=desk.made.science.pk).name == "桓台县科技局"


def test_once_it_is_taken_in_the_draft_is_gone(desk):
    desk.open()
    desk.session_ends()
    desk.send(name="科技和工业局")
    desk.sign_in()
    desk.open()
    assert desk.send().status_code == 302
    assert Agency.objects.get(pk=desk.made.science.pk).name == "科技和工业局"
    assert not Draft.objects.exists()
    assert not (desk.open() and desk.kept())


def test_a_draft_can_be_thrown_away(desk):
    desk.open()
    desk.session_ends()
    desk.send(name="科技和工业局")
    desk.sign_in()
    fields = desk.open()
    response = desk.client.post(desk.at, {"discard-draft": "1", "csrfmiddlewaretoken": fields["csrfmiddlewaretoken"]})
    assert (response.status_code, response["Location"]) == (303, desk.at)
    assert desk.open()["name"] == "桓台县科技局"
    assert not Draft.objects.exists()


def test_no_page_elsewhere_throws_a_draft_away(desk):
    desk.open()
    desk.session_ends()
    desk.send(name="科技和工业局")
    desk.sign_in()
    assert desk.client.post(desk.at, {"discard-draft": "1"}).status_code == 403
    assert desk.open()["name"] == "科技和工业局"


def test_a_draft_is_not_replaced_by_the_wish_to_throw_it_away(desk):
    desk.open()
    desk.session_ends()
    desk.send(name="科技和工业局")
    token = desk.sent["csrfmiddlewaretoken"]
    assert desk.client.post(desk.at, {"discard-draft": "1", "csrfmiddlewaretoken": token}).status_code in (302, 303)
    desk.sign_in()
    assert desk.open()["name"] == "科技和工业局"


def test_others_are_not_given_it(desk):
    desk.open()
    desk.session_ends()
    desk.send(name="科技和工业局")
    desk.sign_in("county_administrator")
    assert desk.open()["name"] == "桓台县科技局"
    assert not desk.kept()
    desk.sign_in()  # and who typed it is given it still, in this browser
    assert desk.open()["name"] != "科技和工业局"  # the page before was opened by another
    assert desk.open()["name"] == "科技和工业局"


def test_another_browser_is_not_given_it(desk):
    desk.open()
    desk.session_ends()
    desk.send(name="科技和工业局")
    other = Desk(desk.made)
    assert other.open()["name"] == "桓台县科技局"
    assert Draft.objects.count() == 1


def test_a_draft_stands_in_its_own_form_alone(desk):
    desk.open()
    desk.session_ends()
    desk.send(name="科技和工业局")
    desk.sign_in()
    assert desk.open(f"/test/agencies/{desk.made.branch.pk}/edit/")["name"] == "桓台县科技局马桥分局"
    assert not desk.kept()


def test_the_database_alone_tells_nothing(desk):
    desk.open()
    desk.session_ends()
    desk.send(name="科技和工业局")
    draft = Draft.objects.get()
    assert "科技和工业局".encode() not in bytes(draft.sealed)
    browser = Browser(b"x" * 32, desk.made.officers["administrator"].pk)
    assert browser.key(desk.at) != draft.key
    assert browser.unseal(desk.at, bytes(draft.sealed)) is None


@pytest.mark.parametrize("cipher", ["aes-gcm", "sm4-gcm"])
def test_either_cipher_seals_to_one_form_of_one_officer(settings, cipher):
    settings.VAULT_CIPHER = cipher
    browser = Browser(b"x" * 32, 7)
    sealed = browser.seal("/a/", "字".encode())
    assert browser.unseal("/a/", sealed) == "字".encode()
    assert browser.unseal("/b/", sealed) is None
    assert Browser(b"x" * 32, 8).unseal("/a/", sealed) is None
    for broken in (b"", b"$", b"des$" + sealed, sealed[:-1], sealed[:20]):
        assert browser.unseal("/a/", broken) is None


@pytest.mark.parametrize("cookie", ["", "x", "x.y:z:w", "AAAA.1:bad:signature"])
def test_a_cookie_that_was_tampered_with_is_as_none(desk, cookie):
    desk.open()
    desk.session_ends()
    desk.client.cookies[COOKIE] = cookie
    assert desk.send(name="科技和工业局").status_code == 302
    assert not Draft.objects.exists()


def test_the_cookie_is_for_the_server_alone(desk):
    desk.open()
    cookie = desk.client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert COOKIE not in Client().get("/").cookies


def test_files_and_passwords_are_not_kept(desk, monkeypatch):
    sealed = []
    seal = Browser.seal
    monkeypatch.setattr(Browser, "seal", lambda self, path, plain: sealed.append(plain) or seal(self, path, plain))
    desk.open()
    desk.session_ends()
    desk.send(name="科技和工业局", password="hunter2-hunter2", scan=SimpleUploadedFile("a.txt", b"in the file"))
    [plain] = sealed
    assert "科技和工业局".encode() in plain
    assert b"hunter2" not in plain
    assert b"in the file" not in plain
    assert b"csrf" not in plain


def test_too_much_is_not_kept(desk):
    desk.open()
    desk.session_ends()
    assert desk.send(name="字" * drafts.LARGEST).status_code == 302
    assert not Draft.objects.exists()


def test_drafts_of_an_officer_are_bounded_and_the_oldest_go(desk, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 2)
    for number in range(3):
        desk.sign_in()
        desk.open()
        desk.session_ends()
        desk.send(f"{desk.at}?n={number}", name=f"第{number}次")
    desk.sign_in()
    assert Draft.objects.count() == 2
    assert [desk.open(f"{desk.at}?n={number}")["name"] for number in range(3)] == ["桓台县科技局", "第1次", "第2次"]


def test_a_draft_expires(desk):
    desk.open()
    desk.session_ends()
    desk.send(name="科技和工业局")
    Draft.objects.update(kept_at=now() - timedelta(days=drafts.KEPT_DAYS, seconds=1))
    desk.sign_in()
    assert desk.open()["name"] == "桓台县科技局"
    assert sweep() == 1
    assert not Draft.objects.exists()


def test_a_page_that_was_open_too_long_is_shown_again_with_what_was_typed(desk):
    desk.open()
    desk.sign_in()  # in another tab, by which the token changes
    desk.client.cookies["csrftoken"] = "a" * 32
    response = desk.send(name="科技和工业局")
    assert (response.status_code, response["Location"]) == (303, desk.at)
    assert desk.open()["name"] == "科技和工业局"
    assert desk.kept()
    assert "这一页打开得太久" in desk.page.content.decode()
    assert Agency.objects.get(pk=desk.made.science.pk).name == "桓台县科技局"
    assert desk.send().status_code == 302


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_what_a_page_elsewhere_sent_is_not_kept(desk, origin):
    desk.open()
    response = desk.client.post(desk.at, {"name": "别处"}, headers={"Origin": origin})
    assert response.status_code == 403
    assert not Draft.objects.exists()


def test_what_was_typed_when_the_site_failed_is_kept(desk):
    desk.client.raise_request_exception = False
    desk.open()
    assert desk.send(name="500", phone="0533-1").status_code == 500
    assert desk.open()["phone"] == "0533-1"
    assert desk.kept()


def test_a_database_that_keeps_nothing_does_not_make_it_worse(desk, monkeypatch, caplog):
    def fail(request):
        raise DatabaseError("locked")

    monkeypatch.setattr(drafts, "_keep", fail)
    desk.open()
    desk.session_ends()
    assert desk.send(name="科技和工业局").status_code == 302
    assert "what was typed could not be kept" in caplog.text


def test_a_form_that_was_refused_leaves_no_draft(desk):
    desk.open()
    assert desk.send(name="").status_code == 422
    assert not Draft.objects.exists()


def test_a_view_that_does_not_say_so_keeps_nothing(desk):
    desk.open()
    desk.session_ends()
    assert desk.send("/test/unkept/", name="科技和工业局").status_code == 302
    assert not Draft.objects.exists()


def test_who_cannot_be_told_keeps_nothing(desk):
    desk.open()
    del desk.client.cookies[COOKIE]
    desk.session_ends()
    assert desk.send(name="科技和工业局").status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_of_a_row_that_changed_since_is_shown_as_a_conflict(desk):
    desk.open()
    desk.session_ends()
    desk.send(phone="0533-1")
    Agency.objects.filter(pk=desk.made.science.pk).update(phone="0533-2")
    desk.sign_in()
    desk.open()
    assert desk.send().status_code == 422
    assert Agency.objects.get(pk=desk.made.science.pk).phone == "0533-2"


def test_what_is_being_typed_is_kept_and_nothing_else_done(desk):
    desk.open()
    assert desk.keep(name="科技和工业") == 204
    assert desk.keep(name="科技和工业局") == 204
    assert Agency.objects.get(pk=desk.made.science.pk).name == "桓台县科技局"
    assert Draft.objects.count() == 1
    assert desk.open()["name"] == "科技和工业局"
    assert desk.kept()


def test_what_is_being_typed_is_kept_after_the_session_has_ended_without_a_word(desk):
    desk.open()
    desk.session_ends()
    assert desk.keep(name="科技和工业局") == 202
    assert "sessionid" not in desk.client.cookies
    desk.sign_in()
    assert desk.open()["name"] == "科技和工业局"
    assert "刚才填写的内容已经留下" not in desk.page.content.decode()


def test_what_is_being_typed_is_kept_on_a_page_that_was_open_too_long(desk):
    desk.open()
    desk.client.cookies["csrftoken"] = "a" * 32
    assert desk.keep(name="科技和工业局") == 204
    assert desk.open()["name"] == "科技和工业局"
    assert "这一页打开得太久" not in desk.page.content.decode()


def test_what_is_being_typed_is_not_kept_for_others_nor_from_elsewhere(desk, monkeypatch):
    desk.open()
    elsewhere = {"Origin": "https://elsewhere.example", drafts.NOT_YET: "1"}
    assert desk.client.post(desk.at, {"name": "别处"}, headers=elsewhere).status_code == 403
    desk.session_ends()
    assert desk.client.post(desk.at, {"name": "别处"}, headers=elsewhere).status_code == 403
    desk.sign_in("county_administrator")
    assert desk.keep(name="科技和工业局") == 409
    assert not Draft.objects.exists()
    desk.open()

    def fail(request):
        raise DatabaseError("locked")

    monkeypatch.setattr(drafts, "_keep", fail)
    assert desk.keep(name="科技和工业局") == 503


def test_a_form_with_nothing_typed_leaves_no_draft(desk):
    desk.open()
    desk.session_ends()
    token = desk.fields()["csrfmiddlewaretoken"]
    sent = {"csrfmiddlewaretoken": token, "form_number": "n", "row_version": "v"}
    assert desk.client.post(desk.at, sent).status_code == 302
    assert not Draft.objects.exists()


def test_a_view_that_does_not_say_so_opens_no_form(rf):
    with pytest.raises(RuntimeError, match="@keeps_typed"):
        open_form(rf.get("/"), Form)
