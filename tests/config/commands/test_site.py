"""The commands of the site beside `keys` and `serve`: run as they are called, in processes of their own."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from importlib import import_module

import pytest
from tests.config.served import Site

from gongkai.cli.joining import abouts
from gongkai.cli.main import main
from gongkai.config.about import ABOUT
from gongkai.config.variables import VARIABLES

SEED = (
    "from tests.county import county\nfrom django.db import transaction\nwith transaction.atomic(): made = county()\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with its tables and a county."""
    made = Site(tmp_path_factory.mktemp("site") / "data")
    assert made.run("migrate").stdout.startswith("已升级：")
    made.loaded = True
    made.python(SEED)
    return made


def test_what_the_site_writes_is_read_by_nobody_else(site, tmp_path):
    assert site.run("journal", "export", str(tmp_path / "archive")).returncode == 0
    written = [*site.folder.rglob("*"), *(tmp_path / "archive").rglob("*")]
    assert {"gongkai.sqlite3", "secret-key", "journal-site.zip"} <= {path.name for path in written}
    assert [path for path in written if path.stat().st_mode & 0o077] == []


def ours():
    """Give the commands of the site, by name, with where each is."""
    return {name: where for name, where in main.joined().items() if where.startswith("gongkai.config.commands.")}


def test_every_command_of_the_site_joins_and_the_table_says_what_it_says_itself():
    assert "gongkai.config.about:ABOUT" in abouts()
    said = {}
    for name, where in ours().items():
        module, _, command = where.partition(":")
        said[name] = str(getattr(import_module(module), command).about).partition("\n")[0]
    assert {"serve", "journal", "settings"} <= said.keys()
    assert {name: str(about) for name, about in ABOUT.items() if name in said} == {
        name: about for name, about in said.items() if name in ABOUT
    }
    assert set(said) - set(main.below) <= set(ABOUT)


def test_help_says_what_they_do_without_importing_them():
    script = (
        "import sys\nfrom gongkai.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(*(name for name in sys.modules if name.startswith(('django', 'gongkai.config'))), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    assert re.search(r"^  serve +运行网站。$", done.stdout, re.MULTILINE)
    assert set(done.stderr.split()) == {"gongkai.config", "gongkai.config.about"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("django", ("migrate",)),
        ("django", ("serve",)),
        ("granian", ("serve",)),
        ("django_tasks_db", ("worker",)),
        ("django", ("journal", "verify")),
        ("django", ("createadmin",)),
    ],
)
def test_where_the_server_is_not_installed_a_line_says_how_to(tmp_path, name, words):
    script = (
        "import importlib.util\n"
        "from gongkai.cli.main import main\n"
        "find = importlib.util.find_spec\n"
        f"importlib.util.find_spec = lambda name, *rest: None if name == {name!r} else find(name, *rest)\n"
        f"main({list(words)!r})"
    )
    environ = Site(tmp_path / "data").environ
    done = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (2, "")
    shown = name.replace("_", "-")
    assert done.stderr == f"错误：网站的命令要用到 {shown}，没有安装。请运行 pip install 'gongkai[server]'。\n"


def test_migrate_again_does_nothing(site):
    assert site.run("migrate").stdout == "已经是这一版，没有要做的。\n"


def test_manage_is_djangos_own(site):
    done = site.run("manage", "check", "--help")
    assert (done.returncode, "--deploy" in done.stdout) == (0, True)
    assert "[X] 0002_cache" in site.run("manage", "showmigrations", "config").stdout
    assert site.run("manage", "no-such").returncode != 0


class TestSettings:
    def test_every_setting_is_listed_with_its_value_and_secrets_are_not_shown(self, tmp_path):
        site = Site(tmp_path / "data", settings={"GONGKAI_METRICS_TOKEN": "sesame"})
        shown = site.run("settings").stdout
        assert re.findall(r"^(GONGKAI_\w+) = ", shown, re.MULTILINE) == [each.variable for each in VARIABLES]
        assert f"GONGKAI_PORT = {site.port}\n" in shown
        assert "默认：8000" in shown
        assert "GONGKAI_METRICS_TOKEN = （已设，不显示）\n" in shown
        assert "sesame" not in shown
        assert not site.folder.exists()

    def test_a_wrong_one_is_named(self, tmp_path):
        done = Site(tmp_path / "data", settings={"GONGKAI_NIGHTLY_AT": "late"}).run("settings")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "错误：设置 GONGKAI_NIGHTLY_AT 现为“late”，不能用。应为：几点几分，如 02:30。\n"


class TestCreateAdmin:
    GIVEN = ("createadmin", "--username", "admin", "--name", "管理员", "--password-stdin")

    def test_it_is_made_and_recorded(self, tmp_path, prepared):
        site = Site(shutil.copytree(prepared, tmp_path / "data"))
        code = site.run("createadmin", "--code")
        assert re.fullmatch(r"请打开 http://\S+/setup/，一次性代码：(\w{4}-){3}\w{4}\n", code.stdout), code.stderr
        done = site.run(*self.GIVEN, stdin="Correct horse, 1 battery\n")
        assert (done.returncode, done.stdout, done.stderr) == (0, "已设立网站管理员：admin\n", "")
        found = site.python(
            "from gongkai.agencies.models import Officer\n"
            "from gongkai.journal.models import Entry\n"
            "officer = Officer.objects.get()\n"
            "print(officer.name, officer.is_superuser, officer.check_password('Correct horse, 1 battery'))\n"
            "entry = Entry.objects.get(act='officer.administrator_made')\n"
            "print(entry.role, entry.object_id == officer.pk, entry.after['is_superuser'])"
        )
        assert found == "管理员 True True\ncommand True True\n"
        assert site.run("journal", "verify").returncode == 0
        again = site.run(*self.GIVEN, stdin="Correct horse, 1 battery\n")
        assert (again.returncode, again.stderr.count("\n")) == (2, 1)
        late = site.run("createadmin", "--code")
        assert (late.returncode, late.stdout, late.stderr.count("\n")) == (2, "", 1)

    @pytest.mark.parametrize("password", ["short", "password1234", "12345678901234567", "", "admin-admin-admin"])
    def test_a_weak_password_is_refused_in_one_line(self, site, password):
        done = site.run(*self.GIVEN, stdin=f"{password}\n")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)

    def test_what_is_not_given_is_asked_for(self, site):
        done = site.run("createadmin", "--password-stdin", stdin="second\n张三\nCorrect horse, 1 battery\n")
        assert done.returncode == 0, done.stderr
        assert "已设立网站管理员：second" in done.stdout


class TestJournal:
    def test_what_is_whole_is_said_to_be(self, site):
        done = site.run("journal", "verify")
        assert (done.returncode, done.stderr) == (0, "")
        assert re.fullmatch(r"留痕完整，数据与留痕一致（共\d+条）。\n", done.stdout)

    def test_the_archives_are_checked_with_python_alone(self, site, tmp_path):
        done = site.run("journal", "export", str(tmp_path / "archive"))
        assert done.returncode == 0, done.stderr
        archives = sorted((tmp_path / "archive").iterdir())
        assert len(archives) == done.stdout.count("\n") >= 7
        by_name = {}
        for archive in archives:
            folder = tmp_path / archive.stem
            zipfile.ZipFile(archive).extractall(folder)
            assert sorted(each.name for each in folder.iterdir()) == [
                "README.md", "chains.json", "entries.jsonl", "names.json", "verify.py",
            ]  # fmt: skip
            assert checked(folder) == (0, "entries.jsonl: 完整\n")
            by_name[json.loads((folder / "chains.json").read_text())[0]["name"]] = folder
        folder = by_name["桓台县科技局"]
        assert "# 桓台县科技局：留痕档案" in (folder / "README.md").read_text()
        assert json.loads((folder / "names.json").read_text())["acts"].keys() == {"test.county_made"}
        entries = folder / "entries.jsonl"
        entries.write_text(entries.read_text().replace("桓台县科技局", "桓台县科学局"))
        code, said = checked(folder)
        assert (code, said.startswith("entries.jsonl: 第1条的杂凑值是")) == (1, True)

    def test_an_archive_is_written_whole_or_not_at_all(self, site, tmp_path):
        archive = tmp_path / "archive"
        assert site.run("journal", "export", str(archive)).returncode == 0
        before = {each.name: each.read_bytes() for each in archive.iterdir()}
        script = (
            "import resource\n"
            "from pathlib import Path\n"
            "from gongkai.journal.exporting import export_all\n"
            "from gongkai.journal.models import Chain\n"
            "assert Chain.objects.count() > 5\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))\n"
            f"try: list(export_all(Path({str(archive)!r}), 'now'))\n"
            "except OSError: print('refused')"
        )
        assert site.python(script) == "refused\n"
        assert {each.name: each.read_bytes() for each in archive.iterdir()} == before

    def test_what_differs_is_named_and_ends_with_1(self, tmp_path, site):
        other = Site(shutil.copytree(site.folder, tmp_path / "data"))
        other.python(
            "from gongkai.agencies.models import Agency\n"
            "assert Agency.objects.filter(name='桓台县科技局').update(phone='0533-1') == 1"
        )
        done = other.run("journal", "verify")
        first, last, _ = done.stdout.split("\n")
        assert done.returncode == 1
        assert "的“联系电话”现为“0533-1”，留痕得出的是“0533-8210000”。" in first
        assert last == "共1处不符。"
        assert other.run("journal", "verify", "--lang", "en").stdout.endswith("1 places differ.\n")


def checked(folder):
    """Run the verifier that lies in an archive, with Python alone."""
    done = subprocess.run([sys.executable, "-I", "-S", folder / "verify.py"], capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout
