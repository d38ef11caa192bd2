"""Bulk work on a real Dask scheduler with worker processes of its own."""

import json
import os
import signal
import subprocess
import sys
import time

import pyarrow.parquet
import pytest

from gongkai.report.synth import layouts_in, synthesise

GONGKAI = [sys.executable, "-c", "from gongkai.cli.main import main; main()"]


@pytest.fixture
def scheduler():
    """The address of a cluster started by the command."""
    command = [*GONGKAI, "cluster", "local", "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait(30)
    process.stdout.close()


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for each in synthesise(240, 2, 0.4, layouts_in(".html", ".txt")):
        (folder / each.name).write_bytes(each.data)
    return folder


def worker_pids(address):
    ask = "import os, sys; from distributed import Client; print(*Client(sys.argv[1]).run(os.getpid).values())"
    asked = subprocess.run([sys.executable, "-c", ask, address], capture_output=True, text=True, check=True)
    return [int(word) for word in asked.stdout.split()]


def check(reports, out, *options):
    command = [*GONGKAI, "report", "check", str(reports), "--out", str(out), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def tables(out):
    return [pyarrow.parquet.read_table(out / f"{name}.parquet") for name in ("manifest", "figures", "findings")]


def test_killing_a_worker_in_the_middle_loses_nothing(scheduler, reports, tmp_path):
    pids = worker_pids(scheduler)
    assert len(pids) == 2
    run = check(reports, tmp_path / "out", "--cluster", scheduler)
    while not list((tmp_path / "out").glob(".gongkai-bulk/*/*.json")):
        assert run.poll() is None, run.communicate()
        time.sleep(0.01)
    os.kill(pids[0], signal.SIGKILL)
    assert not (tmp_path / "out" / "summary.json").exists()
    _, errors = run.communicate(timeout=120)
    assert run.returncode == 1, errors
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert (summary["done"], summary["unreadable"]) == (240, 0)

    alone = check(reports, tmp_path / "alone", "--jobs", "2")
    alone.communicate(timeout=120)
    assert tables(tmp_path / "out") == tables(tmp_path / "alone")


def test_a_cluster_that_is_not_there_is_told_in_one_line(reports, tmp_path):
    run = check(reports, tmp_path / "out", "--cluster", "tcp://127.0.0.1:9")
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 1
    assert errors.startswith("错误：连不上集群")
    assert errors.count("\n") == 1
