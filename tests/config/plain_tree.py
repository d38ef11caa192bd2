"""A plain Debian tree, with systemd as its first process: the system's programs, and nothing else of this machine.

`/usr` is the machine's own, read only; `/etc`, `/var`, `/opt` and `/run` are new, and so are the processes, the
network and the control groups that are seen there. The units and the nginx example are put where their guide says.
It takes root and a Linux that lets namespaces be made; it all is gone when the block has ended.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.config.served import ROOT

USER = 990
"""The number that the user `gongkai` has there."""

SEEN = "/usr/lib/systemd/systemd"

# Everything is mounted within this namespace, and unmounted with it. What the kernel has for all, under /proc/sys and
# /sys, can only be read.
BOOT = r"""
set -eu
tree=$1 python=$2 site=$3 source=$4
mount --make-rprivate /
mount --bind "$tree" "$tree"
cd "$tree"
mount --bind /usr usr
mount -o remount,bind,ro usr
mount --bind "$python" opt/python
mount -o remount,bind,ro opt/python
mount --bind "$site" opt/site
mount -o remount,bind,ro opt/site
mount --bind "$source" opt/source
mount -o remount,bind,ro opt/source
chroot . /sbin/ldconfig -X
mount -t proc proc proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount -t sysfs sysfs sys
mount -t cgroup2 cgroup sys/fs/cgroup
mount -o remount,ro sys
mount -t tmpfs -o mode=755 tmpfs dev
for name in null zero full random urandom tty; do touch "dev/$name"; mount --bind "/dev/$name" "dev/$name"; done
mkdir dev/shm dev/pts
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
hostname plain
mkdir -p mnt
pivot_root . mnt
cd /
umount --lazy /mnt
exec env -i container=plain PATH=/usr/bin:/usr/sbin:/bin:/sbin /lib/systemd/systemd \
    --unit=trial.target --show-status=no
"""


APART = ("unshare", "--mount", "--pid", "--net", "--uts", "--ipc", "--cgroup", "--fork", "--kill-child")
"""Runs a command in namespaces of its own."""


def lacking() -> str | None:
    """Say what keeps such a tree from being made here; None when nothing does."""
    if os.geteuid() != 0:
        return "no right to boot a tree of its own: run as root"
    if not Path(SEEN).exists():
        return "systemd"
    groups = _groups()
    if groups is None:
        return "no control groups (cgroup2) here"
    try:
        apart = subprocess.run([*APART, "true"], capture_output=True).returncode == 0
        (trial := groups / f"gongkai-trial-{os.getpid()}").mkdir()
        trial.rmdir()
    except OSError:
        apart = False
    return None if apart else "no right to make namespaces and control groups here, as in a container that is shut in"


def _groups() -> Path | None:
    for line in Path("/proc/self/mounts").read_text().splitlines():
        _, where, kind, *_ = line.split()
        if kind == "cgroup2":
            return Path(where)
    return None


def make(tree: Path) -> None:
    """Lay out the tree: its folders and users, a Python with what the site needs, the units, nginx with its example."""
    for name in ("usr", "proc", "sys", "dev", "run", "tmp", "root", "opt/python", "opt/site", "opt/source",
                 "opt/gongkai/bin", "etc/systemd/system/multi-user.target.wants", "etc/ssl/gongkai", "var/lib/nginx",
                 "var/log/nginx", "var/log/journal", "var/backups"):  # fmt: skip
        (tree / name).mkdir(parents=True)
    for name in ("bin", "sbin", "lib", "lib64"):
        if Path("/", name).is_symlink():
            (tree / name).symlink_to(f"usr/{name}")
    for name in ("passwd", "group", "ld.so.cache", "nsswitch.conf", "localtime"):
        if Path("/etc", name).exists():
            shutil.copy(Path("/etc", name), tree / "etc" / name)
    for name, line in (("passwd", f"gongkai:x:{USER}:{USER}::/var/lib/gongkai:/usr/sbin/nologin\n"),
                       ("group", f"gongkai:x:{USER}:\n")):  # fmt: skip
        with (tree / "etc" / name).open("a") as file:
            file.write(line)
    (tree / "etc/hostname").write_text("plain\n")
    (tree / "etc/machine-id").write_text("")
    (tree / "etc/hosts").write_text("127.0.0.1 localhost gk.example.gov.cn\n")
    _python(tree)
    for unit in (ROOT / "deploy/systemd").iterdir():
        shutil.copy(unit, tree / "etc/systemd/system")
    shutil.copy(ROOT / "deploy/gongkai", tree / "opt/command")  # /usr/local is the machine's own
    shutil.copy(ROOT / "deploy/gongkai.env", tree / "etc/gongkai.env")
    for name in ("fonts", "libreoffice", "pam.d", "security"):  # settings of programs that are under /usr
        if Path("/etc", name).is_dir():
            shutil.copytree(Path("/etc", name), tree / "etc" / name, symlinks=True)
    shutil.copytree("/etc/nginx", tree / "etc/nginx", symlinks=True)
    (tree / "etc/nginx/sites-enabled/default").unlink(missing_ok=True)
    shutil.copy(ROOT / "deploy/nginx/gongkai.conf", tree / "etc/nginx/sites-available")
    (tree / "etc/nginx/sites-enabled/gongkai.conf").symlink_to("../sites-available/gongkai.conf")
    backups = tree / "var/backups/gongkai"
    backups.mkdir(mode=0o700)
    os.chown(backups, USER, USER)


def _python(tree: Path) -> None:
    """Make /opt/gongkai an environment as `python -m venv` and pip make it, of what this one has installed."""
    home = Path("/opt/python/bin") if sys.base_prefix != "/usr" else Path("/usr/bin")
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    top = tree / "opt/gongkai"
    (top / "bin/python").symlink_to(home / name)
    (top / "pyvenv.cfg").write_text(f"home = {home}\ninclude-system-site-packages = false\n")
    packages = top / "lib" / name / "site-packages"
    packages.mkdir(parents=True)
    (packages / "of-this-machine.pth").write_text("/opt/source\n/opt/site\n")
    command = top / "bin/gongkai"
    command.write_text(
        "#!/opt/gongkai/bin/python\nimport sys\nfrom gongkai.cli.__main__ import main\nsys.exit(main())\n"
    )
    command.chmod(0o755)
    if sys.base_prefix != "/usr":  # a Python that was built for another place finds its library by this
        (tree / "etc/ld.so.conf").write_text("/opt/python/lib\ninclude /etc/ld.so.conf.d/*.conf\n")
        shutil.copytree("/etc/ld.so.conf.d", tree / "etc/ld.so.conf.d", dirs_exist_ok=True)


@contextmanager
def tree() -> Iterator[Path]:
    """Give such a tree, laid out and not booted."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-tree-"))
    folder.chmod(0o755)
    mask = os.umask(0o022)  # what the site writes nobody else may read; its programs everybody may
    try:
        make(folder)
        yield folder
    finally:
        os.umask(mask)
        shutil.rmtree(folder)


@contextmanager
def booted(folder: Path, log: Path) -> Iterator[Callable[[Path, float], str]]:
    """Boot a tree, with what it says in a log; give the way to wait for a file there to be written whole.

    A file is whole when its last line is `end`.
    """
    groups = _groups()
    assert groups is not None
    ours = groups / f"gongkai-{os.getpid()}-{time.monotonic_ns()}"
    ours.mkdir()
    site = next(path for path in sys.path if path.endswith("site-packages"))
    enter = f'echo $$ > "$0/cgroup.procs"; exec {" ".join(APART)} "$@"'
    command = [
        "sh",
        "-c",
        enter,
        str(ours),
        "bash",
        "-c",
        BOOT,
        "boot",
        str(folder),
        sys.base_prefix,
        site,
        str(ROOT / "src"),
    ]
    with log.open("w") as file:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT)

    def wait(path: Path, seconds: float) -> str:
        until = time.monotonic() + seconds
        while not (path.exists() and path.read_text().endswith("end\n")):
            if process.poll() is not None or time.monotonic() > until:
                told = path.read_text() if path.exists() else ""
                raise AssertionError(f"it did not come to its end:\n{told}\n{log.read_text()}\n{journal(folder)}")
            time.sleep(0.1)
        return path.read_text()

    try:
        yield wait
    finally:
        process.kill()  # and with it the first process of the tree, and with that all others there
        process.wait()
        _remove(ours)


def journal(folder: Path) -> str:
    """Give what systemd and the units of a tree said."""
    command: list[str | Path] = [
        "journalctl",
        "--directory",
        folder / "var/log/journal",
        "--no-pager",
        "--output",
        "cat",
    ]
    return subprocess.run(command, capture_output=True, encoding="utf-8").stdout


def _remove(group: Path) -> None:
    """Remove a control group with all below, once its processes are gone."""
    for _ in range(200):
        try:
            for folder, _, _ in os.walk(group, topdown=False):
                os.rmdir(folder)  # noqa: PTH106
        except OSError:
            time.sleep(0.05)
        else:
            return
