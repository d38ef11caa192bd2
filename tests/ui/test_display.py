import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from gongkai.ui.display import COOKIE, Display


def read(cookie):
    request = HttpRequest()
    request.COOKIES[COOKIE] = cookie
    return Display.of(request)


def test_what_is_kept_is_read_again():
    response = HttpResponse()
    Display("dark", "larger", "high").keep(response, secure=True)
    written = response.cookies[COOKIE]
    assert read(written.value) == Display("dark", "larger", "high")
    assert (written["secure"], written["httponly"], written["samesite"]) == (True, True, "Lax")


@pytest.mark.parametrize("cookie", ["", "theme", "theme-", 'theme-"><script>', "size-huge.contrast-", "\0.-.-.", "a-b"])
def test_a_cookie_that_says_nothing_sensible_says_nothing(cookie):
    assert read(cookie) == Display()


def test_one_choice_leaves_the_others():
    assert Display("dark", "large", "high").chosen({"size": "normal"}) == Display("dark", "normal", "high")


@pytest.mark.django_db
def test_choosing_is_kept_without_scripts_for_a_visitor():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/display/", {"theme": "dark", "size": "large", "contrast": "high", "next": "/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    page = client.get("/").content.decode()
    assert 'data-theme="dark" data-size="large" data-contrast="high"' in page
    assert '<meta name="color-scheme" content="dark">' in page


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_choosing_leads_nowhere_else(elsewhere):
    answer = Client().post("/display/", {"theme": "dark", "next": elsewhere})
    assert answer["Location"] == "/display/"


@pytest.mark.django_db
def test_the_page_of_choices_shows_what_was_chosen():
    client = Client()
    client.cookies[COOKIE] = "theme-light.size-larger.contrast-normal"
    page = client.get("/display/?next=/agencies/1/").content.decode()
    assert page.count("checked") == 2 * 3  # in the menu and on the page
    assert 'value="larger" checked' in page
    assert '<input type="hidden" name="next" value="/agencies/1/">' in page


@pytest.mark.django_db
def test_public_pages_set_no_cookie():
    """They can be kept by caches: nothing in them is of one visitor."""
    assert not Client().get("/").cookies
