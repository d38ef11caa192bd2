"""`gongkai serve` as it runs: what it starts, what it starts again, how it ends, what keeps it from starting."""

import os
import re
import shutil
import signal
import socket
from pathlib import Path

import pytest
from tests.config.served import IN_THE_MIDDLE, Site, until


@pytest.fixture
def new(tmp_path):
    return Site(tmp_path / "data")


@pytest.fixture
def site(new, prepared):
    """A site that was served before."""
    shutil.copytree(prepared, new.folder)
    return new


def test_it_answers_works_and_ends_when_asked(new, tmp_path):
    with new.served() as serving:
        assert serving.address == f"网站已经运行：http://127.0.0.1:{new.port}\n"
        ready = new.ask("/health/ready")
        assert (ready.status, ready.body) == (
            200,
            '{"database": "ok", "migrations": "ok", "disk": "ok", "keys": "ok"}',
        )
        style = new.ask("/").body.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
        assert new.ask(style).status == 200
        log = (new.folder.parent / "serve.log").read_text(encoding="utf-8")
        assert re.search(rf"请打开 http://127.0.0.1:{new.port}/setup/，一次性代码：(\w{{4}}-){{3}}\w{{4}}\n", log)
        assert new.ask("/setup/administrator/").status == 200
        assert len(serving.pids("web")) == 3  # the first, and the two that answer
        assert len(serving.pids("worker")) == 1
        assert Site(tmp_path / "other", port=new.port).run("serve").returncode == 2  # it needs a port of its own
        serving.process.send_signal(signal.SIGTERM)
        assert serving.process.wait(30) == 0
        assert serving.processes() == {}
        with pytest.raises(ConnectionRefusedError):
            new.ask("/health/live")


def test_what_is_being_answered_when_it_ends_is_answered(site):
    from threading import Thread

    with site.served() as serving:
        key = site.python(
            "from tests.county import county\n"
            "from django.db import transaction\n"
            "with transaction.atomic(): print(county().science.pk)"
        ).strip()
        answers = []
        asking = Thread(target=lambda: answers.append(site.ask("/act/", {"agency": key, "name": "甲", "pause": "1"})))
        asking.start()
        until((site.folder / IN_THE_MIDDLE).exists)
        serving.process.send_signal(signal.SIGTERM)
        asking.join(30)
        assert serving.process.wait(30) == 0
    assert [answer.status for answer in answers] == [200]


def test_what_dies_is_started_again(site):
    with site.served() as serving:
        for what, at_least in (("web", 3), ("worker", 1)):
            before = serving.pids(what)
            os.kill(before[0], signal.SIGKILL)
            until(lambda: set(serving.pids(what)).isdisjoint(before) and len(serving.pids(what)) >= at_least)  # noqa: B023
        until(lambda: answers(site))
        (one_that_answers,) = serving.pids("web")[-1:]
        os.kill(one_that_answers, signal.SIGKILL)
        until(lambda: len(serving.pids("web")) == 3 and one_that_answers not in serving.pids("web"))
        until(lambda: answers(site))  # those of the first that was killed may hold the port for a moment yet


def test_nothing_is_left_when_the_first_is_killed_nor_after_ctrl_c(site):
    with site.served() as serving:
        left = [pid for pid in serving.processes() if pid != serving.process.pid]
        assert len(left) >= 4
        serving.process.kill()
        serving.process.wait()
        until(lambda: not any(lives(pid) for pid in left))
    with site.served() as serving:  # and the port is free again
        assert site.ask("/health/live").status == 200
        serving.process.send_signal(signal.SIGINT)
        assert serving.process.wait(30) == 0
        assert serving.processes() == {}


def answers(site):
    try:
        return site.ask("/health/live").status == 200
    except OSError:
        return False


def lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_port_in_use_is_one_line_and_2(new):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", new.port))
        taken.listen()
        done = new.run("serve")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"错误：不能在 127.0.0.1:{new.port} 上等候（Address already in use）。"
        "请另设 GONGKAI_HOST、GONGKAI_PORT，或者停掉占用它的程序。\n"
    )


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"GONGKAI_WORKERS": "many"}, "设置 GONGKAI_WORKERS 现为“many”，不能用。应为：1至64的整数。"),
        ({"GONGKAI_WROKERS": "2"}, "没有 GONGKAI_WROKERS 这个设置。是不是 GONGKAI_WORKERS？"),
        ({"GONGKAI_DATABASE_URL": "postgresql://gongkai:secret@127.0.0.1:1/gongkai"}, "数据库现在不能用（"),
        ({"GONGKAI_DATA": "/proc/nowhere"}, "数据目录 /proc/nowhere 不能用（"),
        ({"GONGKAI_HOST": "192.0.2.1"}, "不能在 192.0.2.1:"),
    ],
)
def test_what_it_cannot_start_with_is_one_line_and_2(new, settings, said):
    new.settings = settings
    done = new.run("serve")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"错误：{said}")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr
