import re
import threading
from datetime import date

import pytest
from django.db import connection
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client

from gongkai.agencies.models import Agency, Kind, Level, Officer, Region
from gongkai.agencies.services import edit_agency
from gongkai.journal.actor import SYSTEM
from gongkai.portal import keeping
from gongkai.ui.display import COOKIE, Display

DAY = date(2026, 3, 2)


@pytest.fixture
def water(db):
    region = Region.objects.create(code="370321", name="桓台县", level=Level.COUNTY)
    Agency.objects.create(name="桓台县科技局", kind=Kind.DEPARTMENT, region=region)
    return Agency.objects.create(name="桓台县水利局", kind=Kind.DEPARTMENT, region=region)


@pytest.fixture
def officer(water):
    return Officer.objects.create(username="handler", name="handler·某")


def ask(address="/agencies/", headers=None, **cookies):
    client = Client()
    client.cookies.load(cookies)
    return client.get(address, headers=headers)


def without_nonces(answer):
    return re.sub(r'nonce="[^"]+"', "", answer.content.decode())


def test_a_page_is_drawn_once_and_each_answer_has_its_own_nonce(water, django_assert_num_queries):
    drawn = ask()
    with django_assert_num_queries(1):  # the version
        kept = ask()
    assert without_nonces(drawn) == without_nonces(kept)
    assert drawn.content != kept.content
    assert drawn["Content-Security-Policy"] != kept["Content-Security-Policy"]


def test_each_language_size_and_contrast_has_its_own_page(water):
    cookies = [
        {},
        {"django_language": "en"},
        {COOKIE: Display(size="larger").written},
        {COOKIE: Display(contrast="high").written, "django_language": "en"},
    ]
    drawn = [without_nonces(ask(**each)) for each in cookies]
    assert len(set(drawn)) == len(cookies)
    assert [without_nonces(ask(**each)) for each in cookies] == drawn
    assert ['lang="en"' in page.partition("<head>")[0] for page in drawn] == [False, True, False, True]
    assert ['data-size="larger"' in page for page in drawn] == [False, False, True, False]


def test_each_address_has_its_own_page(water):
    shown = {ask(f"/agencies/{agency.pk}/").content for agency in Agency.objects.all() for _ in range(2)}
    titles = {re.search(rb"<title>(.*?) - ", page)[1].decode() for page in shown}
    assert titles == set(Agency.objects.values_list("name", flat=True))


def test_what_is_not_there_is_not_found_and_not_kept(water):
    assert ask("/agencies/999999/").status_code == 404
    Agency.objects.create(pk=999999, name="某局", kind="department", region=water.region)
    assert ask("/agencies/999999/").status_code == 200


def test_who_is_signed_in_gets_a_page_of_their_own_and_leaves_nothing_in_that_of_others(officer):
    ask()
    client = Client()
    client.force_login(officer)
    assert client.get("/agencies/")["Cache-Control"] == "private, no-store"
    assert "ETag" not in client.get("/agencies/")
    assert officer.name not in ask().content.decode()


def test_what_is_said_to_one_visitor_is_said_to_them_alone(officer):
    client = Client()
    client.force_login(officer)
    session = client.session
    session["_began"] = session["_seen"] = 0
    session.save()
    ask()
    told = client.get("/agencies/")
    assert "登录已过期" in told.content.decode()
    assert told["Cache-Control"] == "private, no-store"
    assert "登录已过期" not in ask().content.decode()


def test_a_page_is_drawn_for_a_request_that_says_nothing_of_who_asks(rf):
    asked = []

    def view(request):
        asked.append(request)
        return HttpResponse()

    keeping._drawn(view, "/", (), "zh-hans", Display(size="large").written, DAY, "a")
    (request,) = asked
    assert request.META == {}
    assert list(request.COOKIES.items()) == [(COOKIE, Display(size="large").written)]
    assert not {"user", "session", "actor_address", "request_id"} & vars(request).keys()


def test_a_page_with_something_for_one_visitor_is_not_kept():
    def with_token(request):
        return HttpResponse(get_token(request))

    def with_cookie(request):
        response = HttpResponse()
        response.set_cookie("whose", "mine")
        return response

    for view in (with_token, with_cookie, lambda request: HttpResponse(status=500)):
        with pytest.raises(RuntimeError, match="not the same for all"):
            keeping._drawn(view, "/", (), "zh-hans", Display().written, DAY, "b")


def test_a_failure_is_not_kept():
    answers = iter([Http404(), HttpResponse("found")])

    def view(request):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(Http404):
        keeping._drawn(view, "/", (), "zh-hans", Display().written, DAY, "c")
    assert keeping._drawn(view, "/", (), "zh-hans", Display().written, DAY, "c").parts == (b"found",)


def test_a_query_is_answered_and_not_kept(water):
    ask("/agencies/?from=elsewhere")
    assert "elsewhere" in ask("/agencies/?from=elsewhere").content.decode()
    assert "elsewhere" not in ask().content.decode()


def test_the_page_of_a_list_is_kept_and_is_not_that_of_another(water, django_assert_num_queries):
    drawn = [ask(f"/published/?page={number}") for number in (1, 2)]
    with django_assert_num_queries(1):  # the version
        kept = ask("/published/?page=1")
    assert without_nonces(kept) == without_nonces(drawn[0])
    assert [each["ETag"] == kept["ETag"] for each in drawn] == [True, False]


def test_no_host_of_a_request_stands_in_a_page(water, settings):
    settings.SITE_URL = "https://gk.example.gov.cn"
    pages = [without_nonces(ask(headers={"host": host})) for host in ("localhost", "127.0.0.1:8000")]
    assert pages[0] == pages[1]
    assert "localhost" not in pages[0]


def test_a_browser_asks_again_each_time_and_is_sent_only_what_changed(water):
    first = ask()
    assert (first["Cache-Control"], first["Vary"]) == ("private, no-cache", "Cookie")
    again = ask(headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "Content-Security-Policy" not in again  # the browser's copy goes on under its own, with its nonce
    assert ask(headers={"if-none-match": first["ETag"]}, django_language="en").status_code == 200
    edit_agency(water, {"name": "桓台县水务局"}, by=SYSTEM)
    changed = ask(headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert "桓台县水务局" in changed.content.decode()


def test_the_next_who_asks_sees_what_was_changed_elsewhere(transactional_db):
    region = Region.objects.create(code="370321", name="桓台县", level=Level.COUNTY)
    water = Agency.objects.create(name="桓台县水利局", kind=Kind.DEPARTMENT, region=region)
    for name in ("桓台县水务局", "桓台县水利局"):
        ask()
        elsewhere = threading.Thread(target=_rename, args=(water, name))
        elsewhere.start()
        elsewhere.join()
        assert name in ask().content.decode()


def _rename(agency, name):
    edit_agency(agency, {"name": name}, by=SYSTEM)
    connection.close()


def test_a_page_is_never_older_than_its_version(water, monkeypatch):
    """What is drawn while somebody changes it is kept under the version before: nobody who asks later is given it."""
    drawn = keeping._drawn

    def drawn_before_a_change(*asked):
        page = drawn(*asked)
        Agency.objects.filter(pk=water.pk).update(name="桓台县水务局")
        return page

    with monkeypatch.context() as patched:
        patched.setattr(keeping, "_drawn", drawn_before_a_change)
        assert "桓台县水利局" in ask().content.decode()
    assert "桓台县水务局" in ask().content.decode()
