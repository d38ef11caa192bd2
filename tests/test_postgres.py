import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from tests.missing import missing
from tools import postgres

ROOT = Path(postgres.__file__).parent.parent
RUN = [sys.executable, "-m", "tools.postgres"]
SAY = "import os, sys; print(os.environ['GONGKAI_DATABASE_URL'], flush=True); sys.stdin.read(); sys.exit(7)"


@pytest.fixture
def running():
    """A command that says where its database is, and ends with 7 when its input does."""
    if postgres.programs() is None:
        missing("PostgreSQL", "postgresql")
    run = subprocess.Popen(
        [*RUN, sys.executable, "-c", SAY], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    yield run
    run.stdin.close()
    run.wait()
    run.stdout.close()


def folder_of(address):
    return Path(conninfo_to_dict(address)["host"])


def gone(folder):
    """Say whether a folder disappears within a while."""
    end = monotonic() + 30
    while folder.exists() and monotonic() < end:
        sleep(0.05)
    return not folder.exists()


def test_the_command_has_an_empty_database_of_a_common_role(running):
    with psycopg.connect(running.stdout.readline().strip()) as connection:
        (tables,) = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        role = connection.execute("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
    assert (tables, role) == (0, (False, True))


def test_others_cannot_reach_the_server(running):
    folder = folder_of(running.stdout.readline().strip())
    assert folder.stat().st_mode & 0o077 == 0
    with psycopg.connect(host=str(folder), user=postgres.ROLE, dbname=postgres.ROLE) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_the_exit_code_is_that_of_the_command_and_nothing_stays(running):
    folder = folder_of(running.stdout.readline().strip())
    assert folder.exists()
    running.stdin.close()
    assert (running.wait(), folder.exists()) == (7, False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_stays_when_it_is_killed(running, number):
    address = running.stdout.readline().strip()
    folder = folder_of(address)
    psycopg.connect(address).close()
    running.send_signal(number)
    running.wait()
    assert gone(folder)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_a_server_that_does_not_start_says_why(monkeypatch, capsys):
    if postgres.programs() is None:
        missing("PostgreSQL", "postgresql")
    monkeypatch.setattr(postgres, "KEEPER", postgres.KEEPER.replace("C.UTF-8", "of_nowhere"))
    assert postgres.main(["true"]) == 1
    assert 'invalid locale name "of_nowhere"' in capsys.readouterr().err


def test_without_postgres_the_command_is_left_out_in_one_line(monkeypatch, capsys):
    monkeypatch.setattr(postgres, "programs", lambda: None)
    monkeypatch.delenv("CI", raising=False)
    assert postgres.main(["--if-installed", "false"]) == 0
    out = capsys.readouterr().out
    assert (out.count("\n"), "apt-get install postgresql" in out) == (1, True)


@pytest.mark.parametrize(("ci", "options"), [("true", ["--if-installed"]), ("", [])])
def test_without_postgres_it_fails_in_ci_and_when_it_must_run(monkeypatch, capsys, ci, options):
    monkeypatch.setattr(postgres, "programs", lambda: None)
    monkeypatch.setenv("CI", ci)
    assert postgres.main([*options, "true"]) == 1
    assert "apt-get install postgresql" in capsys.readouterr().err


def test_without_a_command_there_is_nothing_to_do(capsys):
    assert postgres.main([]) == 2
    assert "Usage" in capsys.readouterr().err
