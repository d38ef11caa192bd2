"""Backups of a site that runs, on SQLite: what is in them, what is found wrong, what is left when they fail."""

import fcntl
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from tests import forked
from tests.config.backup.first_release import backup_of
from tests.config.served import Site

from gongkai.config.backup.making import place_for
from gongkai.config.backup.reading import backups_in

ATTACH = (
    "from django.db import transaction\n"
    "from tests.attachments.test_services import hand_in\n"
    "from gongkai.agencies.models import Agency, Officer\n"
    "from gongkai.journal.actor import Actor\n"
    "from gongkai.attachments import services, storing\n"
    "from gongkai.attachments.models import Attachment\n"
)


SEED = ATTACH + (
    "from django.utils import timezone\n"
    "from tests.casework import apply\n"
    "from tests.county import county\n"
    "from gongkai.law.message import Message\n"
    "from gongkai.notifications.kinds import Kind\n"
    "from gongkai.notifications.services import notify\n"
    "with transaction.atomic():\n"
    "    made = county()\n"
    "    apply(made)\n"
    "    people = list(made.officers.values())\n"
    "    notify(Kind('test.told', '测试'), people, Message('测试'), key='told', url='/desk/', at=timezone.now())\n"
    "    for n in range(3): hand_in(made.science, b'%PDF-1.4 ' + str(n).encode() + b' %%EOF', by=people[0])\n"
)


@pytest.fixture(scope="module")
def site(prepared, tmp_path_factory):
    """A site with rows of some kinds and some files."""
    made = Site(shutil.copytree(prepared, tmp_path_factory.mktemp("site") / "data"), loaded=True)
    made.python(SEED)
    return made


@pytest.fixture(scope="module")
def backups(site, tmp_path_factory):
    """A folder with a backup of it, which was tried; and the file of its keys."""
    folder = tmp_path_factory.mktemp("backups") / "there"
    keys = folder.parent / "apart" / "keys.json"
    with closing(sqlite3.connect(site.folder / "gongkai.sqlite3")) as database:
        (entries,) = database.execute("SELECT count(*) FROM journal_entry").fetchone()
    done = site.run("backup", str(folder), "--keys", str(keys), "--verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert "密钥另存在" in done.stdout
    assert entries > 20
    assert f"留痕完整（共{entries}条）。" in done.stdout
    return folder, keys


def whole(folder):
    return sorted(each for each in folder.iterdir() if not each.name.startswith("."))


def copy(backups, tmp_path):
    (backup,) = whole(backups[0])[:1]
    return shutil.copytree(backup, tmp_path / backup.name)


def test_a_backup_holds_all_but_keys_and_index_and_common_tools_check_it(site, backups):
    folder, keys = backups
    (backup,) = whole(folder)[:1]
    names = {str(path.relative_to(backup)) for path in backup.rglob("*") if path.is_file()}
    in_use = {f"files/{path.parent.name}/{path.name}" for path in (site.folder / "files").glob("[0-9a-f]*/*")}
    assert names == {"manifest.json", "SHA256SUMS", "database/gongkai.sqlite3.gz", *in_use}
    checked = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=backup, capture_output=True)
    assert (checked.returncode, checked.stdout) == (0, b"")
    held = json.loads((site.folder / "keys.json").read_text())
    everything = b"".join(path.read_bytes() for path in backup.rglob("*") if path.is_file())
    everything += subprocess.run(["gunzip", "-c", backup / "database/gongkai.sqlite3.gz"], capture_output=True).stdout
    for secret in (held["keys"][0]["secret"], (site.folder / "secret-key").read_text().strip()):
        assert secret.encode() not in everything
        assert secret in keys.read_text()
    assert keys.read_text().partition("\n")[2].lstrip().startswith('"warning": "警告：')
    assert [path for path in [keys, *backup.rglob("*")] if path.stat().st_mode & 0o077] == []


def test_each_backup_and_each_trial_is_an_act(site, backups):
    found = site.python(
        "from gongkai.config.models import Backup\n"
        "from gongkai.journal.models import Entry\n"
        "entries = Entry.objects.filter(object_type='config.backup').order_by('pk')\n"
        "print(*entries.values_list('act', 'role'))\n"
        "print(Backup.objects.filter(tried_at=None).count())"
    )
    assert found.startswith("('backup.made', 'command') ('backup.tried', 'command')")
    assert site.run("journal", "verify").returncode == 0


def test_keys_do_not_lie_beside_the_backup(site, tmp_path):
    done = site.run("backup", str(tmp_path / "there"), "--keys", str(tmp_path / "there" / "keys.json"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "密钥不能与数据库的备份放在同一个目录" in done.stderr
    assert list(tmp_path.iterdir()) == []
    done = site.run("backup", "list", str(tmp_path))
    assert (done.returncode, "里没有做完的备份。" in done.stdout) == (0, True)
    done = site.run("backup", "list", str(tmp_path / "nowhere"))
    assert (done.returncode, "没有这个文件" in done.stderr) == (2, True)


def test_files_that_did_not_change_are_linked_and_old_backups_go(site, backups, tmp_path):
    folder = shutil.copytree(backups[0], tmp_path / "there")
    (first,) = whole(folder)[:1]
    first = first.rename(folder / "gongkai-20260101-023000")
    (folder / ".gongkai-backup-killed").mkdir()  # what one that was killed left
    (folder / "gongkai-20260102-023000").mkdir()  # no backup: nothing says what it holds
    assert site.run("backup", str(folder), "--keep", "2").returncode == 0
    new = whole(folder)[-1]
    for path in (first / "files").rglob("*"):
        assert path.is_dir() or path.samefile(new / path.relative_to(first))
    assert not (folder / ".gongkai-backup-killed").exists()
    done = site.run("backup", str(folder / "one.tar"))
    assert done.returncode == 0
    listed = json.loads(site.run("backup", "list", str(folder), "--json").stdout)
    assert [each["path"] for each in listed] == [str(new), str(first)]
    done = site.run("backup", str(folder), "--keep", "1")
    assert f"删掉了旧的：{first.name}" in done.stdout
    assert len(json.loads(site.run("backup", "list", str(folder), "--json").stdout)) == 1
    again = site.run("backup", str(folder / "one.tar"))
    assert (again.returncode, "已有同名的备份" in again.stderr) == (1, True)


def test_backups_of_one_second_have_names_of_their_own_and_are_listed_in_their_order(tmp_path):
    def made(at):
        place = place_for(tmp_path, at)
        place.mkdir()
        (place / "manifest.json").touch()
        return place.name

    second = datetime(2026, 3, 1, 2, 30)
    names = [made(second) for _each in range(11)]
    assert names[:2] + names[-1:] == [f"gongkai-20260301-023000{number}" for number in ("", "-2", "-11")]
    names.append(made(second + timedelta(seconds=1)))
    for other in ("gongkai-20260301-023000-1", "gongkai-20260301-023000-x", "gongkai-20260301-023000-02"):
        (tmp_path / other).mkdir()
        (tmp_path / other / "manifest.json").touch()
    assert [each.name for each in backups_in(tmp_path)] == names[::-1]
    assert place_for(tmp_path / "site.tar", second) == tmp_path / "site.tar"


def test_what_was_changed_or_is_no_backup_is_named(site, backups, tmp_path):
    backup = copy(backups, tmp_path)
    (file,) = list((backup / "files").rglob("*/*"))[:1]
    held = file.read_bytes()
    file.write_bytes(held[:-1] + bytes([held[-1] ^ 1]))
    done = site.run("backup", "verify", str(backup))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (f"备份里的 {file.relative_to(backup)} 不见了，或者已被改动。\n这份备份有1处不符，不能用。\n")
    refused = site.run("restore", str(backup), "--replace")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "这份备份不完整，没有恢复" in refused.stderr
    done = site.run("backup", "verify", str(tmp_path))
    assert (done.returncode, f"最近的一份是 {backup}。" in done.stderr, done.stderr.count("\n")) == (2, True, 1)
    (backup / "manifest.json").unlink()
    for wrong in (backup, tmp_path, tmp_path / "nowhere", backup / "SHA256SUMS"):
        done = site.run("backup", "verify", str(wrong))
        assert (done.returncode, "不是备份，或者没有做完" in done.stderr, done.stderr.count("\n")) == (2, True, 1)
    with tarfile.open(backup_of("sqlite")[0]) as tar:
        half = tmp_path / "half.tar"
        with half.open("wb") as out:
            tar.fileobj.seek(0)
            out.write(tar.fileobj.read(400_000))
    assert site.run("backup", "verify", str(half)).returncode == 2


def test_rows_taken_out_of_the_database_are_missed_though_the_digests_were_made_anew(site, backups, tmp_path):
    backup = copy(backups, tmp_path)
    packed = backup / "database" / "gongkai.sqlite3.gz"
    subprocess.run(["gunzip", packed], check=True)
    with closing(sqlite3.connect(packed.with_suffix(""))) as database:
        assert database.execute("DELETE FROM notifications_notice").rowcount > 0
        database.execute("UPDATE agencies_agency SET phone = '0533-1' WHERE name = '桓台县科技局'")
        database.commit()
    subprocess.run(["gzip", packed.with_suffix("")], check=True)
    digest = subprocess.run(["sha256sum", packed], capture_output=True, encoding="utf-8").stdout[:64]
    sums = re.sub(r"(?m)^\w+(?=  database/)", digest, (backup / "SHA256SUMS").read_text())
    (backup / "SHA256SUMS").write_text(sums)
    said = json.loads((backup / "manifest.json").read_text())
    said["sums"] = subprocess.run(["sha256sum", backup / "SHA256SUMS"], capture_output=True, encoding="utf-8").stdout[
        :64
    ]
    (backup / "manifest.json").write_text(json.dumps(said))
    done = site.run("backup", "verify", str(backup))
    assert done.returncode == 1
    assert "表 notifications_notice 备份时有" in done.stdout
    assert "的“联系电话”现为“0533-1”" in done.stdout


def test_another_sites_keys_open_nothing(site, backups, tmp_path):
    other = Site(tmp_path / "data")
    backup = str(copy(backups, tmp_path))
    done = other.run("restore", backup)
    assert (done.returncode, "请用 --keys 指出当时另存的密钥文件" in done.stderr) == (1, True)
    assert not (other.folder / "gongkai.sqlite3").exists()
    assert site.run("backup", "verify", backup, "--keys", backup_of("postgresql")[1]).returncode == 1
    # A copy of the file of keys does, where nobody had written them out with --keys.
    shutil.copy(site.folder / "keys.json", tmp_path / "usb.json")
    done = other.run("restore", backup, "--keys", str(tmp_path / "usb.json"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "这里原来没有数据，只有密钥，留在" in done.stdout
    assert other.run("journal", "verify").returncode == 0
    (tmp_path / "usb.json").write_text("{}")
    done = other.run("backup", "verify", backup, "--keys", str(tmp_path / "usb.json"))
    assert (done.returncode, "或者数据目录里 keys.json 的副本" in done.stderr) == (2, True)


def test_a_site_that_is_there_is_kept_and_one_that_runs_is_left_alone(site, backups, tmp_path):
    here = Site(shutil.copytree(site.folder, tmp_path / "data"))
    backup = str(copy(backups, tmp_path))
    here.python("from gongkai.agencies.models import Officer\nOfficer.objects.update(name='改过')")
    done = here.run("restore", backup)
    assert (done.returncode, "--replace" in done.stderr) == (1, True)
    with (here.folder / "site.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        done = here.run("restore", backup, "--replace")
        assert (done.returncode, "网站正在运行，这时不能恢复、搬迁。请先停掉网站" in done.stderr) == (1, True)
    before = sqlite3.connect(here.folder / "gongkai.sqlite3")
    with closing(before):
        assert before.execute("SELECT count(*) FROM agencies_officer WHERE name = '改过'").fetchone()[0] > 10
    done = here.run("restore", backup, "--replace")
    assert (done.returncode, done.stderr) == (0, "")
    kept = sorted(here.folder.glob("before-restore-*"))[-1]
    assert f"原来的数据留在 {kept}" in done.stdout
    with closing(sqlite3.connect(kept / "gongkai.sqlite3")) as old:
        assert old.execute("SELECT count(*) FROM agencies_officer WHERE name = '改过'").fetchone()[0] > 10
    assert here.run("journal", "verify").returncode == 0
    # Put back by half, as by a power cut: the site does not start, and says what to do.
    (here.folder / "restoring").touch()
    for command in ("serve", "worker"):
        done = here.run(command)
        assert (done.returncode, "从备份恢复没有做完" in done.stderr) == (1, True)
    assert here.run("restore", backup, "--replace").returncode == 0
    assert len(list(here.folder.glob("before-restore-*"))) == 2
    assert not (here.folder / "restoring").exists()


BUSY = (
    "import sys\n" + ATTACH + "science = Agency.objects.get(name='桓台县科技局')\n"
    "officer = Officer.objects.first()\n"
    "print('ready', flush=True)\n"
    "n = 0\n"
    "while True:\n"
    "    n += 1\n"
    "    made = hand_in(science, b'%PDF-1.4 ' + str(n).encode() + b' %%EOF', name=f'{n}.pdf', by=officer)\n"
    "    if n % 2: services.remove(made, by=Actor(officer=officer))\n"
    "    if n == 20: print('busy', flush=True)\n"
)


def test_it_is_consistent_while_others_write_and_remove(site, tmp_path):
    """Files are attached and removed all the while; whatever the moment, rows, files and journal of it agree."""
    here = Site(shutil.copytree(site.folder, tmp_path / "data"))
    script = f"import django; django.setup()\n{BUSY}"
    with subprocess.Popen(
        [sys.executable, "-c", script], env=here.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as busy:
        try:
            assert [busy.stdout.readline(), busy.stdout.readline()] == ["ready\n", "busy\n"], busy.stderr.read()
            done = here.run("backup", str(tmp_path / "there"), "--verify")
            assert busy.poll() is None
        finally:
            busy.kill()
    assert (done.returncode, done.stderr) == (0, "")
    assert int(re.search(r"附件(\d+)个", done.stdout)[1]) > 20


def test_files_are_held_while_it_is_made(site, tmp_path):
    here = Site(shutil.copytree(site.folder, tmp_path / "data"))
    said = here.python(
        ATTACH + "science, officer = Agency.objects.get(name='桓台县科技局'), Officer.objects.first()\n"
        "made = hand_in(science, name='一份.pdf', by=officer)\n"
        "path = storing.path_of(made.file.place)\n"
        "with storing.held():\n"
        "    services.remove(made, by=Actor(officer=officer))\n"
        "    print(path.exists())\n"
        "    import os; os.utime(path, (0, 0)); services.tidy()\n"
        "    print(path.exists())\n"
        "services.tidy()\n"
        "print(path.exists())"
    )
    assert said == "True\nTrue\nFalse\n"


LIMITED = (
    "import resource, sys\n"
    "from gongkai.cli.__main__ import main\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)\n"
    "sys.argv[1:] = sys.argv[2:]\n"
    "main()"
)


@pytest.mark.parametrize(
    ("limit", "name", "said"),
    [
        (100_000, "there", "备份写不进去"),  # SQLite does not say which of the two databases it was
        (7_000_000, "there/one.tar", "磁盘满了，备份没有做成"),  # what comes after it is not
    ],
)
def test_where_the_disk_takes_no_more_that_is_said_and_nothing_is_left(site, tmp_path, limit, name, said):
    here = Site(shutil.copytree(site.folder, tmp_path / "data"))
    (here.folder / "calendar").mkdir()
    with (here.folder / "calendar" / "2027.toml").open("wb") as large:
        large.truncate(limit)
    (tmp_path / "there").mkdir()
    done = forked.run("-c", LIMITED, str(limit), "backup", str(tmp_path / name), env=here.environ)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert said in done.stderr
    assert "没有留下做了一半的备份" in done.stderr
    assert [each.name for each in (tmp_path / "there").iterdir()] == [".gongkai-backup-lock"]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own of a megabyte; needs the right to mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no right to mount a small disk here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_on_a_disk_without_room_it_is_not_begun_and_what_was_there_stays(site, small_disk):
    (small_disk / "before").write_bytes(b"kept")
    for name in ("", "one.tar"):
        done = site.run("backup", str(small_disk / name))
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
        assert "的磁盘只剩1兆" in done.stderr
        assert "没有开始备份" in done.stderr
        assert {each.name for each in small_disk.iterdir()} - {".gongkai-backup-lock"} == {"before"}


# As root of a namespace of its own, where a disk can be mounted that nobody else sees. First it is too small for the
# file that comes last, which is found out while that is written; then there is room.
FILLED = """
import io, subprocess, sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from gongkai.cli.__main__ import main
disk = Path(sys.argv[1])
for name in ("", "one.tar"):
    for options in ("size=20m", "size=200m,remount"):
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], check=True)
        said, code = io.StringIO(), 0
        sys.argv[1:] = ["backup", str(disk / name)]
        with redirect_stdout(said), redirect_stderr(said):
            try:
                main()
            except SystemExit as ended:
                code = ended.code or 0
        there = [each.name for each in disk.iterdir() if each.name != ".gongkai-backup-lock"]
        print(code, *there, ":", said.getvalue().replace("\\n", " "))
"""


def test_on_a_disk_that_fills_in_the_middle_no_half_is_left_and_with_room_it_is_made(site, tmp_path):
    (disk := tmp_path / "disk").mkdir()
    apart = ("unshare", "--map-root-user", "--mount")
    trial = [*apart, "mount", "-t", "tmpfs", "tmpfs", str(disk)]
    if shutil.which("unshare") is None or subprocess.run(trial, capture_output=True).returncode:
        pytest.skip("no right to make namespaces here, as in a container that is shut in")
    here = Site(shutil.copytree(site.folder, tmp_path / "data"))
    (here.folder / "calendar").mkdir()
    with (here.folder / "calendar" / "2027.toml").open("wb") as large:
        large.truncate(30_000_000)
    words = [*apart, sys.executable, "-c", FILLED, str(disk)]
    done = subprocess.run(words, env=here.environ, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    for full, made in zip(*[iter(done.stdout.splitlines())] * 2, strict=True):
        assert full.startswith("1 : 错误：磁盘满了，备份没有做成"), full
        assert "没有留下做了一半的备份" in full
        assert re.match(r"0 (gongkai-[\d-]+|one\.tar) : ", made), made


def test_killed_in_the_middle_it_leaves_nothing_that_is_taken_for_a_backup(site, tmp_path):
    there = tmp_path / "there"
    script = (
        "import os, signal\n"
        "from gongkai.config.backup import making\n"
        "making._files = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from gongkai.cli.__main__ import main\n"
        f"import sys; sys.argv[1:] = ['backup', {str(there)!r}]; main()"
    )
    killed = forked.run("-c", script, env=site.environ)
    assert killed.returncode == -signal.SIGKILL
    assert [each.name[:16] for each in there.iterdir() if each.is_dir()] == [".gongkai-backup-"]
    assert json.loads(site.run("backup", "list", str(there), "--json").stdout) == []
    assert site.run("backup", str(there)).returncode == 0
    assert len([each for each in there.iterdir() if each.is_dir()]) == 1


def test_a_lost_file_is_named_and_the_rest_backed_up(site, tmp_path):
    here = Site(shutil.copytree(site.folder, tmp_path / "data"))
    (file,) = list((here.folder / "files").glob("[0-9a-f]*/*"))[:1]
    file.unlink()
    done = here.run("backup", str(tmp_path / "there"), "--verify")
    assert done.returncode == 1
    assert f"有1个附件的文件早已不见或者被改动，备份里也就没有好的：{file.name}" in done.stdout
    assert "试恢复过：每个文件、每张表、每条留痕链都相符" in done.stdout
