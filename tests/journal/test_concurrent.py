"""Many at once: on PostgreSQL the row of the chain makes them wait for each other, on SQLite the whole database."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from threading import Barrier, Event, Thread

import pytest
from django.db import OperationalError, connection, transaction
from tests import forked

from gongkai.agencies.models import Agency, Kind, Level, Office, Region
from gongkai.journal.actor import SYSTEM
from gongkai.journal.acts import Act
from gongkai.journal.models import Chain, Entry
from gongkai.journal.services import hold, record
from gongkai.journal.verifying import differences

MADE = Act("test.made", "新建", "条例第12条")
EDITED = Act("test.edited", "修改")

AT_ONCE = 8
EACH = 6


def made(row):
    with transaction.atomic():
        row.save()
        record(row, MADE, by=SYSTEM)
    return row


@pytest.fixture
def region(transactional_db):
    return made(Region(code="370321", name="桓台县", level=Level.COUNTY))


@pytest.fixture
def agency(region):
    return made(Agency(name="桓台县科技局", kind=Kind.DEPARTMENT, region=region))


@pytest.fixture
def other(region):
    return made(Agency(name="桓台县水利局", kind=Kind.DEPARTMENT, region=region))


def call_up(agency, phone):
    """Change the telephone of an agency."""
    with transaction.atomic():
        held = hold(agency)
        held.phone = phone
        held.save(update_fields=["phone"])
        record(held, EDITED, by=SYSTEM)


def at_once(act):
    """Do an act in many threads that begin together, and raise what any of them raised."""
    ready = Barrier(AT_ONCE)

    def run(number):
        try:
            ready.wait()
            act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(run, number) for number in range(AT_ONCE)]:
            done.result()


@contextmanager
def held_by_another(row):
    """Hold a row and its chain in the transaction of another thread."""
    held, enough = Event(), Event()

    def keep():
        try:
            with transaction.atomic():
                record(hold(row), EDITED, by=SYSTEM)
                held.set()
                enough.wait()
        finally:
            held.set()
            connection.close()

    thread = Thread(target=keep)
    thread.start()
    held.wait()
    try:
        yield
    finally:
        enough.set()
        thread.join()


@contextmanager
def impatient():
    """Wait for others but a moment, as everybody does in the end."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout" if sqlite else "SHOW lock_timeout")
        (before,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 200" if sqlite else "SET lock_timeout = 200")
        yield
        cursor.execute(f"PRAGMA busy_timeout = {before}" if sqlite else f"SET lock_timeout = '{before}'")


def numbers(chain):
    return list(chain.entries.order_by("number").values_list("number", flat=True))


@pytest.mark.django_db(transaction=True)
def test_the_first_acts_of_all_make_one_chain():
    at_once(lambda number: made(Region(code=f"3703{number:02}", name=f"区{number}", level=Level.COUNTY)))
    assert numbers(Chain.objects.get()) == [*range(1, AT_ONCE + 1)]
    assert list(differences()) == []


def test_acts_on_one_row_follow_one_another_and_none_is_lost(agency):
    phones = [[f"0533-{number}-{count}" for count in range(EACH)] for number in range(AT_ONCE)]

    def call(number):
        for phone in phones[number]:
            call_up(agency, phone)

    at_once(call)
    chain = Chain.objects.get(agency=agency)
    edits = list(chain.entries.filter(act=EDITED.code).order_by("number"))
    assert numbers(chain) == [*range(1, AT_ONCE * EACH + 2)]
    assert sorted(edit.after["phone"] for edit in edits) == sorted(phone for each in phones for phone in each)
    assert [edit.before["phone"] for edit in edits] == ["", *(edit.after["phone"] for edit in edits[:-1])]
    assert list(differences()) == []


def test_acts_on_many_rows_of_an_agency_make_one_chain(agency):
    at_once(lambda number: [made(Office(agency=agency, name=f"科室{number}-{count}")) for count in range(EACH)])
    assert numbers(Chain.objects.get(agency=agency)) == [*range(1, AT_ONCE * EACH + 2)]
    assert list(differences()) == []


def test_acts_that_fail_leave_no_gap_among_those_that_do_not(agency):
    @transaction.atomic
    def open_up(number, count):
        made(Office(agency=agency, name=f"科室{number}-{count}"))
        if number % 2:
            raise ZeroDivisionError

    def try_to(number):
        for count in range(EACH):
            with pytest.raises(ZeroDivisionError) if number % 2 else nullcontext():
                open_up(number, count)

    at_once(try_to)
    assert Office.objects.count() == AT_ONCE // 2 * EACH
    assert numbers(Chain.objects.get(agency=agency)) == [*range(1, AT_ONCE // 2 * EACH + 2)]
    assert list(differences()) == []


def test_who_waits_too_long_is_told_and_nothing_is_half_done(agency):
    before = Entry.objects.count()
    told = "database is locked" if connection.vendor == "sqlite" else "lock timeout"
    with held_by_another(agency), impatient(), pytest.raises(OperationalError, match=told):
        call_up(agency, "0533-1")
    assert (Agency.objects.get(pk=agency.pk).phone, Entry.objects.count()) == ("", before + 1)
    call_up(agency, "0533-2")
    assert list(differences()) == []


def test_who_waits_for_the_chain_alone_leaves_no_row_behind(agency):
    told = "database is locked" if connection.vendor == "sqlite" else "lock timeout"
    with held_by_another(agency), impatient(), pytest.raises(OperationalError, match=told):
        made(Office(agency=agency, name="办公室"))
    assert Office.objects.count() == 0
    assert list(differences()) == []


def test_only_sqlite_lets_another_agency_wait(agency, other):
    with held_by_another(agency), impatient():
        if connection.vendor == "sqlite":
            with pytest.raises(OperationalError, match="database is locked"):
                call_up(other, "0533-1")
        else:
            call_up(other, "0533-1")
    assert list(differences()) == []


PROCESS = """
import os, signal, sys
import django
django.setup()
from django.db import transaction
from gongkai.agencies.models import Agency
from gongkai.journal.actor import SYSTEM
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record

EDITED = Act("test.edited", "修改")
print("ready", flush=True)
sys.stdin.readline()
for count in range(int(sys.argv[2])):
    with transaction.atomic():
        held = hold(Agency.objects.get())
        held.phone = f"{sys.argv[1]}-{count}"
        held.save(update_fields=["phone"])
        record(held, EDITED, by=SYSTEM)
        if sys.argv[1] == "killed" and count == 1:
            os.kill(os.getpid(), signal.SIGKILL)
"""
PUT_IN = """
import django
django.setup()
from django.db import transaction
from gongkai.agencies.models import Agency, Kind, Level, Region
from gongkai.journal.actor import SYSTEM
from gongkai.journal.acts import Act
from gongkai.journal.services import record

with transaction.atomic():
    region = Region.objects.create(code="370321", name="桓台县", level=Level.COUNTY)
    agency = Agency.objects.create(name="桓台县科技局", kind=Kind.DEPARTMENT, region=region)
    for row in (region, agency):
        record(row, Act("test.made", "新建"), by=SYSTEM)
"""
TELL = """
import django
django.setup()
from gongkai.journal.models import Chain
from gongkai.journal.verifying import differences
chain = Chain.objects.get(agency__isnull=False)
print([str(each) for each in differences()], *(entry.after["phone"] for entry in chain.entries.filter(number__gt=1)))
"""


def test_processes_make_one_chain_though_one_is_killed_amid_an_act(apart):
    def run(*arguments):
        done = forked.run(*arguments, env=apart)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(name):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        return subprocess.Popen([sys.executable, "-c", PROCESS, name, str(EACH)], env=apart, **pipes)

    run("-m", "gongkai.cli", "migrate")
    run("-c", PUT_IN)
    processes = {name: start(name) for name in ("a", "b", "c", "killed")}
    for process in processes.values():
        assert process.stdout.readline() == b"ready\n"
    for process in processes.values():
        process.stdin.write(b"\n")
        process.stdin.flush()
    codes = {}
    for name, process in processes.items():
        process.communicate()
        codes[name] = process.returncode
    assert codes == {"a": 0, "b": 0, "c": 0, "killed": -signal.SIGKILL}
    wrong, *phones = run("-c", TELL).split()
    assert wrong == "[]"
    assert sorted(phones) == sorted([*(f"{name}-{count}" for name in "abc" for count in range(EACH)), "killed-0"])
