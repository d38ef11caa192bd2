import json
import shutil

import pytest
from tests.installed import ENTRY, Site

OFFICERS = """
from django.db import transaction
from gongkai.agencies.models import Officer
with transaction.atomic():
    for n in range(3):
        Officer.objects.create(username=f"u{n}", name="某", mobile=f"1380000000{n}")
"""


@pytest.fixture(scope="module")
def peopled(prepared, tmp_path_factory):
    """The folder of a site with three officers, to be copied."""
    site = Site(shutil.copytree(prepared, tmp_path_factory.mktemp("peopled") / "data"))
    site.script(OFFICERS)
    return site.folder


@pytest.fixture
def site(peopled, tmp_path):
    return Site(shutil.copytree(peopled, tmp_path / "data"))


def secrets_of(site):
    held = json.loads(site.keys.read_text())
    return [each["secret"] for each in [*held["keys"], held["fingerprints"]]]


def test_keys_are_shown_by_name_and_use_and_never_themselves(site):
    code, out, errors = site.run("keys", "show", "--json")
    shown = json.loads(out)
    (key,) = shown["keys"]
    assert (code, errors, key["current"], key["values"], key["algorithm"]) == (0, "", True, 3, "aes-gcm")
    assert (shown["rotating"], shown["values_without_key"]) == (False, 0)
    code, table, errors = site.run("keys", "show")
    assert (code, errors) == (0, "")
    assert key["id"] in table
    assert [secret for secret in secrets_of(site) if secret in out + table] == []


def test_a_rotation_says_what_it_did(site):
    code, out, errors = site.run("keys", "rotate", GONGKAI_CIPHER="sm4-gcm")
    first, second = json.loads(site.keys.read_text())["keys"]
    assert (code, errors) == (0, "")
    begun, *lines, ended = out.splitlines()
    assert (begun, ended) == (f"新密钥 {second['id']}（sm4-gcm）。", "全部换成了。")
    assert lines[:2] == ["agencies.Officer  3/3", "agencies.Officer  3行"]
    assert {"signin.Secret  0行", "attachments.StoredFile  0行", "applications.Applicant  0行"} <= set(lines[2:])
    assert all(line.endswith("  0行") for line in lines[2:])
    code, out, errors = site.run("keys", "drop")
    assert (code, out) == (1, "")
    assert errors.startswith("错误：密钥更换还不到一小时，")
    _, out, _ = site.run("keys", "show", "--json")
    assert [(key["id"], key["values"]) for key in json.loads(out)["keys"]] == [(first["id"], 0), (second["id"], 3)]


def test_values_whose_key_was_lost_are_counted_and_named(site):
    site.keys.unlink()
    code, out, errors = site.run("keys", "show")
    assert (code, errors) == (0, "")
    assert "有3项数据的密钥不在密钥文件中" in out
    code, out, errors = site.run("keys", "rotate")
    assert (code, errors) == (1, "")
    assert "\nagencies_officer.mobile/1 由密钥 " in out
    assert out.splitlines()[-1] == "有3项解不开，原样未动。"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda site: site.keys.chmod(0o644), "别人也能读。请运行 chmod 600"),
        (lambda site: site.keys.write_text("{}"), "已损坏。请从备份中恢复。切勿删掉它"),
        (lambda site: (site.keys.unlink(), site.keys.mkdir(0o700)), "不能用（Is a directory）"),
    ],
)
def test_keys_that_cannot_be_used_stop_the_start_in_one_line(site, spoil, said):
    spoil(site)
    code, out, errors = site.run("keys", "show")
    assert (code, out, errors.count("\n")) == (2, "", 1)
    assert errors.startswith(f"错误：密钥文件 {site.keys} ")
    assert said in errors


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"GONGKAI_CIPHER": "des"}, "设置 GONGKAI_CIPHER 现为“des”，不能用。"),
        ({"GONGKAI_DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}, "数据库现在不能用（"),
    ],
)
def test_what_the_site_cannot_work_with_is_told_in_one_line(site, setting, said):
    code, out, errors = site.run("keys", "show", **setting)
    assert (code, out, errors.count("\n")) == (2, "", 1)
    assert errors.startswith(f"错误：{said}")


def test_a_database_without_tables_is_told_in_one_line(tmp_path):
    code, _out, errors = Site(tmp_path / "data").run("keys", "rotate")
    assert (code, errors.count("\n")) == (2, 1)
    assert "先运行 gongkai migrate" in errors


def test_a_file_that_is_no_database_is_told_in_one_line_and_left_as_it_is(tmp_path):
    site = Site(tmp_path / "data")
    site.folder.mkdir()
    (site.folder / "gongkai.sqlite3").write_text("桓台县" * 100)
    code, _out, errors = site.run("migrate")
    assert (code, errors.count("\n")) == (2, 1)
    assert errors.startswith("错误：数据库现在不能用（file is not a database）。")
    assert (site.folder / "gongkai.sqlite3").read_text() == "桓台县" * 100


def test_help_needs_no_site(tmp_path):
    site = Site(tmp_path / "data")
    for words in (("keys",), ("keys", "show"), ("keys", "rotate"), ("keys", "drop")):
        with site.start(ENTRY, *words, "--help", "--lang", "en") as process:
            out, errors = process.communicate(timeout=120)
        assert (process.returncode, errors, out.startswith("Usage: gongkai keys")) == (0, "", True)
    assert not site.folder.exists()
