"""Bad times, for real: the server killed in the middle of acts, a full disk, a database held by another or lost.

Whatever happens, no act is half done, no entry is without its act and no act without its entry; who was told that it
is done finds it done; and who could not be served reads why, and has what was typed.
"""

import html
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.parse import unquote

import psycopg
import pytest
from tests import forked
from tests.casework import WANG, WANTED
from tests.config.served import IN_THE_MIDDLE, Site, until
from tools import postgres

SEED = """
from django.db import transaction
from tests.county import county
with transaction.atomic():
    made = county()
print(made.science.pk, made.water.pk, made.township.pk)
"""
FOUND = """
from gongkai.agencies.models import Agency, Office
from gongkai.journal.models import Entry
from gongkai.journal.verifying import verify
print(*Office.objects.exclude(name="办公室").values_list("pk", flat=True))
print(*Entry.objects.filter(act="test.opened").values_list("object_id", flat=True))
print(Entry.objects.filter(act="test.renamed").count())
print(*verify(10).differences)
"""


@pytest.fixture(scope="module")
def seeded(prepared, tmp_path_factory):
    """The way to a site with a county, in a folder of its own, and to the keys of some agencies."""
    first = Site(tmp_path_factory.mktemp("seeded") / "data")
    shutil.copytree(prepared, first.folder)
    agencies = first.python(SEED).split()

    def seeded(folder, **settings):
        shutil.copytree(first.folder, folder)
        return Site(folder, settings=settings), agencies

    return seeded


def found(site):
    """Give the offices there are, those and how many renamings entries tell of, and what is not whole."""
    offices, told, renamed, differences = site.python(FOUND).split("\n")[:4]
    return set(offices.split()), set(told.split()), int(renamed), differences


def assert_whole(site, acknowledged):
    """Hold the database to what was promised: every act with its entries, and what was acknowledged among them.

    Give how many acts there are.
    """
    offices, told, renamed, differences = found(site)
    assert offices == told
    assert renamed == len(offices)
    assert acknowledged <= offices
    assert differences == ""
    return renamed


class Officers:
    """Many at work at once, each on an agency, until told to stop; what was acknowledged to them is kept."""

    def __init__(self, site, agencies, count=8):
        self.acknowledged = set()
        self.refused = 0
        self._site, self._agencies, self._stop = site, agencies, Event()
        self._crew = ThreadPoolExecutor(count)
        self._works = [self._crew.submit(self._work, number) for number in range(count)]

    def _work(self, number):
        turn = 0
        while not self._stop.is_set():
            turn += 1
            agency = self._agencies[(number + turn) % len(self._agencies)]
            try:
                answer = self._site.ask("/act/", {"agency": agency, "name": f"甲{number}-{turn}", "pause": "0.01"})
            except OSError:
                self.refused += 1
                time.sleep(0.1)
                continue
            except Exception:  # the answer broke off
                self.refused += 1
                continue
            if answer.status == 200:
                self.acknowledged.add(answer.body)

    def stop(self):
        self._stop.set()
        for work in self._works:
            work.result(90)
        self._crew.shutdown()


def kill_while_acting(site, agencies, rounds=2):
    """Serve, let many act, and kill: first those that answer, which are started again, then everything at once."""
    acknowledged = set()
    for _ in range(rounds):
        with site.served() as serving:
            officers = Officers(site, agencies)
            until(lambda: len(officers.acknowledged) > 10)  # noqa: B023
            for pid in serving.pids("web")[1:]:
                os.kill(pid, signal.SIGKILL)
            some = len(officers.acknowledged)
            until(lambda: len(officers.acknowledged) > some + 10)  # noqa: B023
            serving.kill_all()
            officers.stop()
            assert officers.refused
            acknowledged |= officers.acknowledged
    return acknowledged


def test_killed_in_the_middle_of_acts(seeded, tmp_path):
    site, agencies = seeded(tmp_path / "data")
    acknowledged = kill_while_acting(site, agencies)
    assert_whole(site, acknowledged)


@pytest.fixture(scope="module")
def database(prepared, tmp_path_factory):
    """A PostgreSQL of its own with the county in a database, to be copied; the keys of some agencies."""
    if postgres.programs() is None:
        pytest.skip(postgres.MISSING)
    with postgres.server() as address:
        first = Site(tmp_path_factory.mktemp("first") / "data", settings={"GONGKAI_DATABASE_URL": address})
        shutil.copytree(prepared, first.folder)
        assert first.run("migrate").returncode == 0
        yield address, first.python(SEED).split()


def on_postgresql(name, address, folder):
    """Give a site with the county on PostgreSQL, in a database of its own."""
    with psycopg.connect(address, autocommit=True, dbname="postgres") as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE gongkai")
    settings = {"GONGKAI_DATABASE_URL": f"{address.rpartition('/')[0]}/{name}", "GONGKAI_DATABASE_WAIT": "2"}
    return Site(folder, settings=settings)


@pytest.fixture(scope="module")
def served(database, prepared, tmp_path_factory):
    """A site on PostgreSQL, in the database `site`, while it is served; the key of an agency; what was acknowledged."""
    address, (agency, *_) = database
    site = on_postgresql("site", address, shutil.copytree(prepared, tmp_path_factory.mktemp("served") / "data"))
    with site.served() as serving:
        yield serving, agency, set()


@pytest.fixture
def socket(database):
    """The way to the server, as its owner."""
    return unquote(database[0].partition("@")[2].rpartition("/")[0])


def test_killed_in_the_middle_of_acts_on_postgresql(database, prepared, tmp_path):
    address, agencies = database
    site = on_postgresql("killed", address, shutil.copytree(prepared, tmp_path / "data"))
    acknowledged = kill_while_acting(site, agencies, rounds=1)
    assert_whole(site, acknowledged)


FORM = {"agency": "", "name": "桓台县“大数据”局", "about": "第一行\n第二行", "password": "open sesame"}


def refused(answer, why):
    """Hold a refusal to its word: 503, why, and what was typed, but no password and nothing of how we are made."""
    page = html.unescape(answer.body)
    assert answer.status == 503
    assert answer.headers["retry-after"] == "10"
    assert answer.headers["cache-control"] == "no-store"
    assert "<h1>没有保存</h1>" in page
    assert why in page
    assert 'rows="1" readonly>\n桓台县“大数据”局</textarea>' in page
    assert "第一行\n第二行</textarea>" in page
    assert "open sesame" not in page
    assert 'type="password"' in page
    assert answer.headers["x-request-id"] in page
    for inside in ("Traceback", "OperationalError", "sqlite", "psycopg", "SELECT", "locked"):
        assert inside not in page


def test_a_database_held_by_another(seeded, tmp_path):
    site, (agency, *_) = seeded(tmp_path / "data", GONGKAI_DATABASE_WAIT="1")
    form = FORM | {"agency": agency}
    with site.served():
        holder = sqlite3.connect(site.folder / "gongkai.sqlite3", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        refused(site.ask("/act/", form), "数据库正忙")
        assert 0.9 < time.monotonic() - begun < 5
        assert site.ask("/").status == 200  # who only reads is not kept waiting
        holder.execute("ROLLBACK")
        holder.close()
        answers = [site.ask("/act/", form)]
        while answers[-1].status != 200:  # the site's own writes waited, too, and may take longer than its second
            refused(answers[-1], "数据库正忙")
            assert len(answers) < 10
            answers.append(site.ask("/act/", form))
    assert assert_whole(site, {answers[-1].body}) == 1


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own that is soon full; needs the right to mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(folder)], capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("no right to mount a small disk here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk(seeded, small_disk):
    site, (agency, *_) = seeded(
        small_disk / "data", GONGKAI_DISK_LEAST="1", GONGKAI_UPLOAD_MOST="1", GONGKAI_THREADS="2"
    )
    form = FORM | {"agency": agency}
    with site.served():
        before = site.ask("/act/", form | {"name": "甲"})
        assert before.status == 200
        filler = small_disk / "filler"
        fill(filler)
        acknowledged = {before.body}
        for turn in range(200):  # what still fits into what the database has taken from the disk is done
            answer = site.ask("/act/", form | {"name": f"甲{turn}"})
            if answer.status != 200:
                break
            acknowledged.add(answer.body)
        refused(site.ask("/act/", form), "服务器的磁盘已满")
        ready = site.ask("/health/ready")
        assert (ready.status, '"disk": "failing"' in ready.body) == (503, True)
        applied = apply(site, agency)
        assert (applied.status, "服务器的磁盘已满" in applied.body, WANTED in applied.body) == (503, True, True)
        for page in ("/", "/search/?q=1", "/api/v1/agencies"):  # who only reads is not told to have asked too often
            assert (page, site.ask(page).status) == (page, 200)
        filler.unlink()
        after = site.ask("/act/", form)
        assert after.status == 200
        assert apply(site, agency).status == 302
        assert site.ask("/health/ready").status == 200
    assert_whole(site, {after.body, *acknowledged})
    assert site.python(APPLIED) == "1 1 1\n"


APPLIED = """
from gongkai.applications.models import Application
from gongkai.attachments import storing
from gongkai.attachments.models import Attachment
there = [each for each in storing.folder().rglob("*") if each.is_file()]
print(Application.objects.count(), Attachment.objects.count(), len(there))
"""


def apply(site, agency):
    """Send an application with a file, as a browser does."""
    token, edge = "a" * 32, "of-the-form"
    values = {**WANG._asdict(), "description": WANTED, "obtaining": "online", "means": "electronic", "send": "1"}
    values |= {"sent_key": "3f2b8b1e-5d3c-4c1a-9b7e-6a1f0c2d4e5f", "csrfmiddlewaretoken": token}
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in values.items()]
    parts.append('Content-Disposition: form-data; name="attached"; filename="a.txt"\r\n\r\n' + "证明。" * 1000)
    body = "".join(f"--{edge}\r\n{part}\r\n" for part in parts) + f"--{edge}--\r\n"
    headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "Cookie": f"csrftoken={token}"}
    return site.send(f"/agencies/{agency}/apply/", body.encode(), **headers)


def fill(file):
    """Write until nothing more fits."""
    with file.open("wb", buffering=0) as out:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    out.write(b"\0" * size)
            except OSError:
                continue


LIMITED = """
import resource, sys
import django; django.setup()
from django.db import OperationalError
from gongkai.agencies.models import Agency
from gongkai.config.database import trouble_of
from tests.config.acting_urls import act
agency, room = Agency.objects.get(pk=sys.argv[1]), int(sys.argv[2])
from django.conf import settings
size = settings.DATABASES["default"]["NAME"].with_name("gongkai.sqlite3-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, size + room))
done, troubles = [], []
for turn in range(200):
    try:
        done.append(str(act(agency, f"乙{turn}", 0)))
    except OperationalError as error:
        troubles.append(trouble_of(error))
assert troubles and None not in troubles, troubles
print(*done)
"""


def test_a_file_that_may_not_grow(seeded, tmp_path):
    site, (agency, *_) = seeded(tmp_path / "data")
    holder = sqlite3.connect(site.folder / "gongkai.sqlite3")  # keeps what is written ahead in its file
    holder.execute("SELECT count(*) FROM journal_entry").fetchone()
    site.python(
        f"from tests.config.acting_urls import act\nfrom gongkai.agencies.models import Agency\n"
        f"act(Agency.objects.get(pk={agency}), '甲', 0)"
    )
    done = forked.run("-c", LIMITED, agency, "100000", env=site.environ)
    assert done.returncode == 0, done.stderr
    assert_whole(site, set(done.stdout.split()))
    holder.close()


def act(site, agency, acknowledged):
    """Act, and add to what was acknowledged."""
    answer = site.ask("/act/", {"agency": agency, "name": f"甲{len(acknowledged)}"})
    assert answer.status == 200
    acknowledged.add(answer.body)


def test_a_connection_to_postgresql_that_is_cut(served, socket):
    serving, agency, acknowledged = served
    site, form = serving.site, FORM | {"agency": agency}
    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as other:
        act(site, agency, acknowledged)
        with ThreadPoolExecutor(1) as crew:
            asking = crew.submit(site.ask, "/act/", form | {"pause": "2"})
            until((site.folder / IN_THE_MIDDLE).exists)
            cut = other.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'site'"
            ).fetchone()
            assert cut[0] >= 1
            refused(asking.result(30), "暂时连不上数据库")
        act(site, agency, acknowledged)  # by itself, with a new connection
    assert assert_whole(site, acknowledged) == len(acknowledged)


def test_a_lock_that_another_holds_on_postgresql(served, socket):
    serving, agency, acknowledged = served
    site, form = serving.site, FORM | {"agency": agency}
    with psycopg.connect(host=socket, user="postgres", dbname="site") as holder:
        holder.execute("SELECT 1 FROM agencies_agency WHERE id = %s FOR UPDATE", [int(agency)])
        begun = time.monotonic()
        refused(site.ask("/act/", form), "数据库正忙")
        assert 1.9 < time.monotonic() - begun < 8
        holder.rollback()
        act(site, agency, acknowledged)
    assert assert_whole(site, acknowledged) == len(acknowledged)


def test_a_postgresql_that_is_stopped_and_comes_back(served, socket):
    serving, agency, acknowledged = served
    site, form = serving.site, FORM | {"agency": agency}
    server = Path(socket) / "data" / "postmaster.pid"
    act(site, agency, acknowledged)
    control(socket, "stop", "--mode", "fast")
    assert not server.exists()
    refused(site.ask("/act/", form), "暂时连不上数据库")
    page = site.ask("/desk/", Cookie="sessionid=" + "a" * 32)
    assert (page.status, "暂时不能使用" in page.body) == (503, True)
    assert site.ask("/health/live").status == 200
    ready = site.ask("/health/ready")
    assert (ready.status, '"database": "failing"' in ready.body) == (503, True)
    assert "gongkai_database_up 0.0" in site.ask("/metrics").body
    control(socket, "start", "--log", str(Path(socket) / "log"), "--options", f"-k '{socket}' -h ''")
    act(site, agency, acknowledged)
    assert site.ask("/health/ready").status == 200
    until(lambda: serving.pids("worker"))
    assert assert_whole(site, acknowledged) == len(acknowledged)


def control(socket, *words):
    user = Path(socket).owner()
    command = [postgres.programs() / "pg_ctl", "--silent", "--pgdata", f"{socket}/data", *words]
    # A server that is started keeps what it was given to write to, so it is given nothing.
    subprocess.run(command, user=user, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
