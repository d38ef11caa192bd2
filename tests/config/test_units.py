"""The units and the nginx example as their guide has them put in place: in a plain tree, run by a real systemd."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.config import plain_tree
from tests.config.served import ROOT, Site
from tests.config.test_bad_times import SEED
from tests.missing import missing

from gongkai.config.about import ABOUT

UNITS = ROOT / "deploy" / "systemd"
MOST_EXPOSED = 1.5
"""Of ten, as systemd-analyze counts; what is left open is the network, and engines that make programs as they run."""

FRONTED = Path(__file__).with_name("fronted.py")

# What the site does that a sandbox may be in the way of: PDF, charts, LibreOffice; and what it may not do.
WORK = """
import io, subprocess, sys
from pathlib import Path
import docx, vl_convert
from gongkai.untrusted.office import converted, office_command

subprocess.run(["/opt/gongkai/bin/gongkai", "report", "demo"], check=True, stdout=subprocess.DEVNULL)
chart = {"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}}
assert "<svg" in vl_convert.vegalite_to_svg(chart)
if office_command() is not None:
    letter, made = docx.Document(), io.BytesIO()
    letter.add_paragraph("政府信息公开")
    letter.save(made)
    assert converted(made.getvalue(), "docx", "pdf").startswith(b"%PDF")
for place in ("/etc/of-ours", "/opt/gongkai/of-ours", "/usr/of-ours", "/var/of-ours", "/var/backups/gongkai/of-ours"):
    try:
        Path(place).touch()
    except OSError:
        continue
    sys.exit(f"{place} can be written")
print("done")
print("end")
"""
TRIAL = """
[Unit]
Description=Asks the site
Wants=gongkai.service nginx.service
After=gongkai.service nginx.service

[Service]
Type=oneshot
ExecStart=/opt/gongkai/bin/python /opt/fronted.py {arguments}
StandardOutput=file:/var/log/fronted
StandardError=file:/var/log/fronted.err
"""
TARGET = """
[Unit]
Description=The site, nginx before it, and who asks them
Wants=trial.service
"""


@pytest.fixture(scope="module")
def asked(prepared, tmp_path_factory):
    """What was found by asking a site with a county, run by its unit behind nginx; and the tree, while it stands."""
    why = plain_tree.lacking()
    if why is not None and " " in why:
        pytest.skip(why)
    for program, package in (("systemd-analyze", "systemd"), ("nginx", "nginx-light"), ("openssl", "openssl")):
        if shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") is None or why == package:
            missing(program, package)
    site = Site(tmp_path_factory.mktemp("seeded") / "data")
    shutil.copytree(prepared, site.folder)
    science = site.python(SEED).split()[0]
    with plain_tree.tree() as tree:
        shutil.copytree(site.folder, tree / "var/lib/gongkai")
        for path in (tree / "var/lib/gongkai", *(tree / "var/lib/gongkai").rglob("*")):
            os.chown(path, plain_tree.USER, plain_tree.USER)
        certificate(tree / "etc/ssl/gongkai")
        shutil.copy(FRONTED, tree / "opt/fronted.py")
        units = tree / "etc/systemd/system"
        work = ["gongkai-work.service", *(["gongkai-backup.service"] if "backup" in ABOUT else [])]
        (units / "trial.service").write_text(TRIAL.format(arguments=" ".join([science, *work])))
        (units / "trial.target").write_text(TARGET)
        (tree / "opt/work.py").write_text(WORK)
        (units / "gongkai-work.service").write_text(working((UNITS / "gongkai.service").read_text()))
        log = tmp_path_factory.mktemp("boot") / "log"
        with plain_tree.booted(tree, log) as wait:
            told = wait(tree / "var/log/fronted", 120)
            assert told.startswith("{"), (tree / "var/log/fronted.err").read_text()
            found = json.loads(told.splitlines()[0])
            assert "stopped" in found, f"{found}\n{(tree / 'var/log/fronted.err').read_text()}\n{log.read_text()}"
        yield found, tree


def working(unit):
    """Give the unit of the site with other work to do, in the very same sandbox."""
    unit = unit.replace("ExecStart=/opt/gongkai/bin/gongkai serve", "ExecStart=/opt/gongkai/bin/python /opt/work.py")
    unit = unit.replace(
        "Restart=always", "Type=oneshot\nStandardOutput=file:/var/log/work\nStandardError=file:/var/log/work"
    )
    assert unit.count("/work") == 3
    return unit


def certificate(folder):
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
               "-days", "2", "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem",
               "-subj", "/CN=gk.example.gov.cn",
               "-addext", "subjectAltName=DNS:gk.example.gov.cn"]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)


def test_the_site_runs_behind_nginx(asked):
    found, _ = asked
    assert found["ready"][0] == 200, found["ready"]
    assert found["nginx -t"] == ""
    assert found["page"] == [200, "max-age=31536000", True]
    assert found["plain"] == [301, "https://gk.example.gov.cn/search/?q=1"]
    assert found["other name"] == "TLSV1_UNRECOGNIZED_NAME"
    assert found["metrics"] == 404
    status, cache, encoding, control = found["static first"]
    assert (status, cache, encoding) == (200, "MISS", "gzip")
    assert "immutable" in control
    assert found["static again"] == [200, "HIT", "gzip", control]


def test_nginx_writes_down_what_was_asked_without_its_query(asked):
    found, _ = asked
    assert found["logged"] == [2, []]


def test_a_file_is_uploaded_through_nginx_by_who_signed_in(asked):
    found, tree = asked
    assert found["signed in"] == [302, ["__Host-csrftoken", "__Host-sessionid"]]
    assert found["attachments"] == 200
    status, size = found["uploaded"]
    assert (status, size > 2_000_000) == (302, True)
    assert found["too large"] == 413
    with closing(sqlite3.connect(tree / "var/lib/gongkai/gongkai.sqlite3")) as there:
        assert there.execute("SELECT size FROM attachments_storedfile").fetchall() == [(size,)]


def test_where_a_request_came_from_is_believed_of_the_proxy_alone(asked):
    found, tree = asked
    with closing(sqlite3.connect(tree / "var/lib/gongkai/gongkai.sqlite3")) as there:
        addresses = {address for (address,) in there.execute("SELECT address FROM journal_entry WHERE address <> ''")}
    assert addresses == {"127.0.0.5"}  # where the connection to nginx came from; not what its sender had written
    assert found["from the proxy"] == 200
    assert found["past the proxy"] == 301  # it said that it was encrypted, and was sent where it would be


def test_the_sandbox_keeps_the_site_in_and_lets_it_work(asked):
    found, tree = asked
    assert found["status"] == {"Uid": str(plain_tree.USER), "NoNewPrivs": "1", "Seccomp": "2", "CapBnd": "0" * 16}
    assert (found["mounts"]["/"], found["mounts"]["/var/lib/gongkai"]) == ("ro", "rw")
    assert found["gongkai-work.service"] == ["success", "0"], (tree / "var/log/work").read_text()
    assert (tree / "var/log/work").read_text() == "done\nend\n"
    if "backup" in ABOUT:
        assert found["gongkai-backup.service"] == ["success", "0"]
        assert any((tree / "var/backups/gongkai").iterdir())


def test_a_command_runs_as_the_site_with_its_settings(asked):
    code, said, complaint = asked[0]["command"]
    assert (code, complaint) == (0, ""), said
    assert "留痕完整" in said


def test_the_site_ends_well_when_it_is_stopped(asked):
    assert asked[0]["stopped"] == {"Result": "success", "ExecMainStatus": "0", "NRestarts": "0"}


def test_the_units_hold_up_to_systemd(tmp_path):
    if shutil.which("systemd-analyze") is None:
        missing("systemd-analyze", "systemd")
    units = sorted(UNITS.iterdir())
    assert [unit.name for unit in units] == ["gongkai-backup.service", "gongkai-backup.timer", "gongkai.service"]
    for unit in units:  # the one thing that a machine without the site has not: the command
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/gongkai/bin/gongkai", sys.executable))
        if unit.suffix == ".service":
            analyzed("security", "--offline=true", f"--threshold={MOST_EXPOSED * 10:.0f}", tmp_path / unit.name)
    analyzed("verify", "--man=no", tmp_path / "gongkai.service", tmp_path / "gongkai-backup.timer")


def analyzed(*words):
    done = subprocess.run(["systemd-analyze", "--no-pager", *map(str, words)], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
