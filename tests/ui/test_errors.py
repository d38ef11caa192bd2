import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import include, path

from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui import errors

REFUSED = NotAllowed(
    "x", Message("没有 {name} 这个设置。", name="甲"), hint=Message("请去掉它。"), citation=cite("条例第33条第2款")
)


def raises(error):
    def view(request):
        raise error

    return login_not_required(view)


urlpatterns = [
    path("", include("gongkai.config.urls")),
    path("400/", raises(SuspiciousOperation())),
    path("403/", raises(PermissionDenied())),
    path("404/", raises(Http404())),
    path("desk/404/", raises(Http404())),
    path("409/", raises(REFUSED)),
    path("413/", raises(RequestDataTooBig())),
    path("500/", raises(RuntimeError("the secret"))),
    path("post/", login_not_required(lambda request: None)),
]
handler400 = "gongkai.ui.errors.bad_request"
handler403 = "gongkai.ui.errors.forbidden"
handler404 = "gongkai.ui.errors.not_found"
handler500 = "gongkai.ui.errors.server_error"

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("status", [400, 403, 404, 413, 500])
def test_what_goes_wrong_is_told_without_a_database(client, status):
    """None is asked for: a test without the database mark that asks for it fails."""
    answer = client.get(f"/{status}/")
    page = answer.content.decode()
    assert answer.status_code == status
    trouble = errors.TROUBLES[status]
    for words in (trouble.title, trouble.why, trouble.do):
        assert str(words) in page
    assert "the secret" not in page
    assert answer["Cache-Control"] == "no-store"


def test_an_error_of_the_law_that_leaves_a_view_is_told_with_what_to_do_and_its_provision(client):
    answer = client.get("/409/")
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("没有 甲 这个设置。", "请去掉它。", "条例第33条第2款"):
        assert words in page
    client.cookies["django_language"] = "en"
    assert "There is no setting 甲." in client.get("/409/").content.decode()


def test_a_stale_form_is_told_as_that():
    answer = Client(enforce_csrf_checks=True).post("/post/")
    assert answer.status_code == 403
    assert "页面已失效" in answer.content.decode()


def test_who_asks_too_often_is_told_how_long_to_wait():
    answer = errors.too_many(RequestFactory().get("/"), 30)
    assert (answer.status_code, answer["Retry-After"]) == (429, "30")
    assert "30秒后可以再试。" in answer.content.decode()


def test_a_site_that_cannot_serve_says_so():
    answer = errors.unavailable(RequestFactory().get("/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "暂时不能服务" in answer.content.decode()


def test_the_number_of_the_request_is_named():
    request = RequestFactory().get("/")
    request.request_id = "7f3a-01"
    assert "<code>7f3a-01</code>" in errors.server_error(request).content.decode()


def test_what_goes_wrong_at_the_desk_leads_back_to_it(client):
    assert 'href="/desk/">回到工作台' in client.get("/desk/404/").content.decode()
    assert 'href="/">回到首页' in client.get("/404/").content.decode()


def test_error_pages_keep_how_one_wants_pages_shown(client):
    client.cookies["gongkai_display"] = "theme-dark.size-large"
    assert 'data-theme="dark" data-size="large"' in client.get("/500/").content.decode()
