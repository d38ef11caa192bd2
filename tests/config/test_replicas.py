"""A replica that really follows: what is read there, what is not, and that nothing is lost when it comes to lead."""

import json
import re
import shutil
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from tests.config.replicated import replicated
from tests.config.served import Site, until
from tests.config.test_bad_times import SEED, Officers, assert_whole
from tests.missing import missing
from tools import postgres

from gongkai.agencies.models import Agency, Officer
from gongkai.applications.models import Application
from gongkai.config import replicas
from gongkai.config.replicas import Replicas, Router


@pytest.fixture(scope="module")
def servers():
    if postgres.programs() is None:
        missing("PostgreSQL", "postgresql")
    with replicated() as both:
        yield both


@pytest.fixture(scope="module")
def site(servers, prepared, tmp_path_factory):
    """A site with a county on the primary, which knows of the replica; the keys of some agencies."""
    first, second = servers
    settings = {"GONGKAI_DATABASE_URL": first.address, "GONGKAI_REPLICA_URLS": second.address}
    site = Site(tmp_path_factory.mktemp("replicated") / "data", settings=settings | {"GONGKAI_WORKERS": "1"})
    shutil.copytree(prepared, site.folder)
    assert site.run("migrate").returncode == 0
    return site, site.python(SEED).split()


def asked(site):
    """Give how many requests asked for the replica, by what came of it."""
    found = re.findall(r'gongkai_replica_asked_total\{outcome="(\w+)"\} (\d+)', site.ask("/metrics").body)
    return {outcome: int(count) for outcome, count in found}


AS_OFFICER = """
import json
import psycopg
from django.conf import settings
from django.test import Client
from gongkai.agencies.models import Agency, Officer
from gongkai.config import replicas
from tests.config.acting_urls import act

socket = settings.DATABASES["replica1"]["HOST"]
second = psycopg.connect(host=socket, user="postgres", dbname="gongkai", autocommit=True)
officer = Officer.objects.get(username="handler")
found = []

def ask(path, client):
    before = {name: replicas.ASKED.labels(name)._value.get() for name in ("replica", "behind", "away")}
    answer = client.get(path, HTTP_HOST="localhost")
    after = {name: replicas.ASKED.labels(name)._value.get() - count for name, count in before.items()}
    found.append((answer.status_code, [name for name, count in after.items() if count], answer.content.decode()))

officer_s = Client(raise_request_exception=False)
officer_s.force_login(officer)
anybody = Client(raise_request_exception=False)
ask("/desk/dashboards/", officer_s)
ask("/desk/", officer_s)
second.execute("SELECT pg_wal_replay_pause()")
act(Agency.objects.get(pk=KEY), "改了名的局", 0)
ask("/desk/dashboards/", officer_s)
ask("/agencies/", anybody)
second.execute("SELECT pg_wal_replay_resume()")
is_fresh = replicas._is_fresh

def fresh_and_gone(*given, **more):
    answer = is_fresh(*given, **more)
    second.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'gongkai' AND pid <> pg_backend_pid()"
    )
    return answer

replicas._LOOKS = 500
replicas._is_fresh = fresh_and_gone
ask("/desk/dashboards/", officer_s)
ask("/desk/dashboards/", officer_s)
print(json.dumps(found))
"""


def test_who_reads_at_the_replica_and_who_does_not(site, servers):
    here, (science, *_) = site
    dashboards, desk, behind, public, failed, away = json.loads(here.python(AS_OFFICER.replace("KEY", science)))
    assert dashboards[:2] == [200, ["replica"]]
    assert desk[:2] == [200, []]
    assert behind[:2] == [200, ["behind"]]  # it does not know yet what was committed: everybody's writes are read
    assert public[:2] == [200, ["behind"]]
    assert "改了名的局" in public[2]
    assert failed[:2] == [200, ["replica"]]  # it went away in the middle of the page, which was answered all the same
    assert away[:2] == [200, ["away"]]


def test_nothing_acknowledged_is_lost_when_the_replica_is_promoted(site, servers):
    here, agencies = site
    first, second = servers
    with here.served():
        assert here.ask("/").status == 200
        assert asked(here)["replica"] > 0
        second.ask("SELECT pg_wal_replay_pause()")
        name = "停着的时候改的名"
        done = here.ask("/act/", {"agency": agencies[0], "name": name})
        acknowledged = {done.body}
        assert name in here.ask("/agencies/").body
        assert asked(here)["behind"] > 0
        second.ask("SELECT pg_wal_replay_resume()")
        officers = Officers(here, agencies, count=4)
        until(lambda: len(officers.acknowledged) > 15)
        assert second.ask("SELECT pg_is_in_recovery()") is True
        first.control("stop", "--mode", "immediate")
        second.control("promote", "--wait")
        refused = here.ask("/act/", {"agency": agencies[0], "name": "主库停了之后"})
        assert (refused.status, "暂时连不上数据库" in refused.body) == (503, True)
        here.settings |= {"GONGKAI_DATABASE_URL": second.address, "GONGKAI_REPLICA_URLS": first.address}
        officers.stop()
        acknowledged |= officers.acknowledged
        assert len(acknowledged) > 16
    with here.served():  # on the one that leads now; the other is gone, and is not needed
        assert here.ask("/agencies/").status == 200
        assert asked(here)["away"] > 0
        done = here.ask("/act/", {"agency": agencies[1], "name": "升为主库之后"})
        assert done.status == 200
        assert "升为主库之后" in here.ask("/agencies/").body
    assert_whole(here, {*acknowledged, done.body})


class Answering:
    """Stands for the rest of the site: answers what it is told to, and knows where it would have read from."""

    def __init__(self, model, *statuses):
        self.model, self.statuses, self.read = model, list(statuses), []

    def __call__(self, request):
        self.read.append(Router().db_for_read(self.model))
        status = self.statuses.pop(0)
        if status >= 500:
            replicas._now.get().failed = True
        return HttpResponse(status=status)


@pytest.fixture
def chosen(settings, monkeypatch):
    """What is chosen where there is a choice, and for whom it was asked."""
    settings.REPLICAS = ("replica1",)
    asked = []
    monkeypatch.setattr(replicas, "_choose", lambda officers: asked.append(officers) or "replica1")
    return asked


def ask(rf, answering, method="get", view=None, **headers):
    request = getattr(rf, method)("/", **headers)
    middleware = Replicas(lambda request: middleware.process_view(request, view, (), {}) or answering(request))
    return middleware(request).status_code


def test_a_page_that_the_replica_failed_is_answered_from_the_primary(rf, chosen):
    answering = Answering(Agency, 503, 200)
    assert ask(rf, answering) == 200
    assert answering.read == ["replica1", "default"]


@pytest.mark.parametrize(
    ("model", "given", "read"),
    [
        (Agency, {}, "replica1"),
        (Agency, {"method": "head"}, "replica1"),
        (Agency, {"method": "post"}, "default"),
        (Agency, {"HTTP_COOKIE": "sessionid=abc"}, "default"),
        (Agency, {"HTTP_AUTHORIZATION": "Bearer abc"}, "default"),
        (Application, {}, "default"),  # no token tells of its changes
        (Officer, {}, "default"),
        (Application, {"HTTP_COOKIE": "sessionid=abc", "view": SimpleNamespace(reads_much=True)}, "replica1"),
        (Officer, {"HTTP_COOKIE": "sessionid=abc", "view": SimpleNamespace(reads_much=True)}, "default"),
    ],
)
def test_what_is_read_where(rf, chosen, model, given, read):
    answering = Answering(model, 200)
    assert ask(rf, answering, **given) == 200
    assert answering.read == [read]


def test_who_writes_reads_from_the_primary_from_then_on(rf, chosen):
    class Writing(Answering):
        def __call__(self, request):
            super().__call__(request)
            Router().db_for_write(self.model)
            self.read.append(Router().db_for_read(self.model))
            return HttpResponse()

    answering = Writing(Agency, 200)
    ask(rf, answering)
    assert answering.read == ["replica1", "default"]
    assert chosen == [False]
    assert Router().db_for_read(Agency) == "default"  # outside a request


@pytest.mark.django_db
def test_within_a_transaction_there_is_one_database(rf, chosen):
    answering = Answering(Agency, 200)
    ask(rf, answering)
    assert (answering.read, chosen) == (["default"], [])
