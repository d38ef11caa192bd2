"""Packages for archives: whole or found out, read without the system, in clear or sealed, taken once."""

import json
import re
import subprocess
import sys
import zipfile
from hashlib import sha256

import pytest
from click.testing import CliRunner
from django.utils import timezone
from tests.archives.filing import CANARY, WHO, attached, bureau, filed, keep_for, rectified, written
from tests.casework import actor, apply, refused
from tests.county import county
from tests.filings.signed import sign
from tests.publishing import WORDS, begin, publish

from gongkai.archives import erasing, exporting, gathering
from gongkai.archives.kinds import BY_CODE
from gongkai.archives.models import Export
from gongkai.archives.packing import Lock, unseal
from gongkai.archives.verifying import verified
from gongkai.attachments import storing
from gongkai.config.commands.archive import archive
from gongkai.disclosure import services
from gongkai.filings.models import Upload
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import NotAllowed, UnreadableDocument

pytestmark = pytest.mark.django_db
PASSPHRASE = "correct horse battery"


def ready(made, *cases, mode=Export.Mode.CLEAR, passphrase=""):
    export = exporting.ask(made.science, cases, mode=mode, purpose="移交", passphrase=passphrase, by=actor(made))
    exporting.make(export)
    export.refresh_from_db()
    return export


def unpacked(export, folder):
    attachment = exporting.file_of(export)
    with storing.open_place(attachment.file.place, attachment.file.secret) as content:
        path = folder / "export.zip"
        path.write_bytes(content.read())
    with zipfile.ZipFile(path) as archive_:
        archive_.extractall(folder)
    return path


def test_a_package_is_read_and_verified_without_the_system(tmp_path):
    made = bureau()
    case = filed(made)
    export = ready(made, case, rectified(made), written(made))
    assert (export.state, export.secret) == (Export.State.READY, "")
    path = unpacked(export, tmp_path)
    found = list(verified(path, against_site=True))
    assert [wrong for _name, wrong in found] == [[], [], []]
    package = tmp_path / next(name for name, _wrong in found if name.startswith("applications"))
    assert [wrong for _name, wrong in verified(package, against_site=True)] == [[]]
    run = subprocess.run([sys.executable, "-S", "verify.py"], cwd=package, capture_output=True, text=True, check=True)
    assert run.stdout == "完整\n"

    assert [each.name.split(".")[-1] for each in sorted((package / "personal/letters").iterdir())].count("pdf") >= 1
    assert next((package / "personal/letters").glob("*.pdf")).read_bytes().startswith(b"%PDF")
    assert next((package / "personal/files").iterdir()).read_text().startswith(f"{CANARY}的身份证")
    assert WHO.name in (package / "personal/index.html").read_text()
    assert f"{CANARY}身份证.txt" in (package / "personal/index.html").read_text()
    for name in ("index.html", "rows.json", "journal.jsonl", "manifest.json", "names.json"):
        text = (package / name).read_text()
        assert CANARY not in text, name
        assert WHO.identity not in text, name
    # Who opens it in an archive in thirty years reads Chinese, and none of the names that the program uses.
    rows = json.loads((package / "rows.json").read_text())
    assert [(row["type"], name) for row in rows for name, label, _value in row["open"] if label.isascii()] == []
    shown = (package / "index.html").read_text()
    assert "<td>否</td>" in shown
    assert not re.search(r"<td>(True|False|post|counter|not-an-application)</td>", shown)
    manifest = json.loads((package / "manifest.json").read_text())
    assert (manifest["number"], manifest["personal"], manifest["ended_on"]) == (case.number, "clear", "2024-03-18")
    # That it was read is on record, and in the package itself.
    acts = [json.loads(line)["act"] for line in (package / "journal.jsonl").read_text().splitlines()]
    assert {"personal.read", "attachment.downloaded", "archive.packed", "application.archived"} <= set(acts)


def test_what_was_changed_added_or_left_out_is_found(tmp_path):
    made = bureau()
    unpacked(ready(made, filed(made)), tmp_path)
    package = next(tmp_path.glob("applications-*"))

    def wrong():
        return [str(each) for _name, found in verified(package, against_site=True) for each in found]

    assert wrong() == []
    for name in ("index.html", "journal.jsonl", "personal/rows.json"):
        kept = (package / name).read_bytes()
        (package / name).write_bytes(kept.replace(b"2024", b"2025", 1) if b"2024" in kept else kept + b" ")
        assert any(each.startswith(f"{name}：有改动") for each in wrong()), name
        (package / name).write_bytes(kept)
    (package / "more.txt").write_text("x")
    assert wrong() == ["more.txt：不在清单里"]
    (package / "more.txt").unlink()
    (package / "names.json").rename(package / "SHA256SUMS.old")
    assert wrong() == ["names.json：缺少", "SHA256SUMS.old：不在清单里"]
    (package / "SHA256SUMS.old").rename(package / "names.json")

    # An entry that was changed together with all sums is still not what it says, nor what the site has.
    lines = (package / "journal.jsonl").read_text().splitlines()
    entry = json.loads(lines[0])
    entry["act"] = "application.withdrawn"
    forged = "\n".join([json.dumps(entry, ensure_ascii=False), *lines[1:]]) + "\n"
    old = (package / "journal.jsonl").read_bytes()
    (package / "journal.jsonl").write_text(forged)
    for name in ("manifest.json", "SHA256SUMS"):
        text = (package / name).read_text()
        before = sha256((package / "manifest.json").read_bytes()).hexdigest()
        text = text.replace(sha256(old).hexdigest(), sha256(forged.encode()).hexdigest())
        (package / name).write_text(text)
        after = sha256((package / "manifest.json").read_bytes()).hexdigest()
        sums = (package / "SHA256SUMS").read_text()
        (package / "SHA256SUMS").write_text(sums.replace(before, after))
    assert wrong() == [f"journal.jsonl：第{entry['number']}条的内容与它的杂凑值不符"]


def test_personal_data_sealed_with_a_passphrase(tmp_path):
    made = bureau()
    export = ready(made, filed(made), mode=Export.Mode.SEALED, passphrase=PASSPHRASE)
    unpacked(export, tmp_path)
    package = next(tmp_path.glob("applications-*"))
    everything = b"".join(each.read_bytes() for each in package.rglob("*") if each.is_file())
    assert CANARY.encode() not in everything
    assert [wrong for _name, wrong in verified(package, against_site=False)] == [[]]
    with pytest.raises(UnreadableDocument):
        unseal(package, "wrong horse battery", tmp_path / "no")
    assert not (tmp_path / "no").exists()
    names = unseal(package, PASSPHRASE, tmp_path / "opened")
    assert "rows.json" in names
    assert WHO.name in (tmp_path / "opened/index.html").read_text()
    with pytest.raises(NotAllowed):
        exporting.lock_of("short")


def test_an_export_is_taken_once_and_goes_when_nobody_does():
    made = bureau()
    case = filed(made)
    export = ready(made, case)
    place = storing.path_of(exporting.file_of(export).file.place)
    assert place.exists()
    exporting.take(export, by=actor(made))
    assert refused(exporting.take, export, by=actor(made)) == "archive-taken"
    assert exporting.file_of(export) is None
    left = ready(made, case)
    assert exporting.sweep() == 0
    Export.objects.filter(pk=left.pk).update(asked_at=timezone.now() - exporting.KEPT * 2)
    assert exporting.sweep() == 1
    assert Export.objects.get(pk=left.pk).state == Export.State.EXPIRED
    assert refused(exporting.ask, made.science, [], mode="clear", purpose="x", by=actor(made)) == "archive-number"
    open_case = apply(made)
    assert (
        refused(exporting.ask, made.science, [open_case], mode="clear", purpose="x", by=actor(made)) == "archive-open"
    )


def test_what_waits_to_be_packed_or_taken_goes_with_the_case():
    made = bureau()
    case = filed(made)
    keep_for(made, 1, "applications")
    export = ready(made, case)
    waiting = exporting.ask(made.science, [case], mode="clear", purpose="移交", by=actor(made))
    erasure = erasing.propose(made.science, [case], opinion="期满", by=actor(made))
    erasing.carry_out(erasing.approve(erasure, remarks="", by=actor(made, "leader")))
    assert exporting.file_of(export) is None
    exporting.make(waiting)  # as the worker had it
    assert set(Export.objects.values_list("state", flat=True)) == {Export.State.EXPIRED}
    case.refresh_from_db()
    assert refused(exporting.ask, made.science, [case], mode="clear", purpose="x", by=actor(made)) == "archive-erased"


def test_the_commands(tmp_path):
    made = bureau()
    filed(made)
    run = CliRunner()
    asked = ["export", str(tmp_path / "out"), "--kind", "applications", "--year", "2024", "--purpose", "移交"]
    first = run.invoke(archive, asked)
    assert (first.exit_code, first.output.splitlines()[-1]) == (0, "共1件。")
    assert Entry.objects.filter(act="archive.packed").exists()
    again = run.invoke(archive, asked)
    assert again.exit_code == 2
    assert "Traceback" not in again.output
    assert len(list((tmp_path / "out").iterdir())) == 1
    whole = run.invoke(archive, ["verify", str(tmp_path / "out"), "--site"])
    assert (whole.exit_code, whole.output.strip().endswith("完整")) == (0, True)
    package = next((tmp_path / "out").iterdir())
    (package / "index.html").write_text("")
    assert run.invoke(archive, ["verify", str(package)]).exit_code == 1
    assert run.invoke(archive, ["verify", str(tmp_path)]).exit_code == 1
    sealed = [*asked, "--seal", "--agency", made.science.name]
    sealed[1] = str(tmp_path / "sealed")
    assert run.invoke(archive, sealed, input=f"{PASSPHRASE}\n{PASSPHRASE}\n").exit_code == 0
    package = str(next((tmp_path / "sealed").iterdir()))
    assert run.invoke(archive, ["open", package, str(tmp_path / "opened")], input=f"{PASSPHRASE}\n").exit_code == 0
    assert run.invoke(archive, ["open", package, str(tmp_path / "not")], input="nonsense nonsense\n").exit_code == 1
    assert list(differences()) == []


@pytest.mark.parametrize("lock", [None, Lock("00" * 16, "11" * 32)])
def test_texts_that_are_not_public_stand_apart_and_are_counted(tmp_path, lock):
    made = county()
    item = publish(made, begin(made, body="<p>公开的正文</p>"))
    services.revise(item, by=actor(made), **{**WORDS, "title": "还没有公开的名称", "body": "<p>没有审过的正文</p>"})
    item.refresh_from_db()
    list(exporting.write_all([item], tmp_path, lock=lock, purpose="移交"))
    (package,) = tmp_path.iterdir()
    assert package.name.endswith(item.index.replace("/", "_"))
    told = (package / "rows.json").read_text() + (package / "index.html").read_text()
    assert "公开的正文" in told
    assert not [words for words in ("没有审过的正文", "还没有公开的名称") if words in told]
    assert "本包里有1份现在不公开的稿" in told
    texts = [
        row["closed"] for row in json.loads((package / "rows.json").read_text()) if row["type"] == "disclosure.text"
    ]
    manifest = json.loads((package / "manifest.json").read_text())
    assert (texts, manifest["texts_not_public"], manifest["number"]) == ([False, True], 1, item.index)
    if lock is None:
        assert "没有审过的正文" in (package / "personal/rows.json").read_text()
        assert "没有审过的正文" in (package / "personal/index.html").read_text()
    else:
        assert not (package / "personal").exists()
    assert [wrong for _name, wrong in verified(tmp_path, against_site=True)] == [[]]
    withdrawn = services.withdraw(item, note="处罚决定已撤销", by=actor(made, "publisher"))
    rows = gathering.rows_of(BY_CODE["items"], withdrawn)
    assert [row.closed for row in rows if row.type == "disclosure.text"] == [True, True]


def test_what_came_from_outside_is_packed_once_it_was_confirmed(tmp_path):
    made = county()
    for name in ("年度报告.docx", "年度报告.docx", "没有确认.docx"):
        confirmed = timezone.now() if name == "年度报告.docx" else None
        Upload.objects.create(
            agency=made.science, year=2020, name=name, report="{}", at=timezone.now(), confirmed_at=confirmed,
            ended_at=timezone.now(),
        )  # fmt: skip
    found = list(BY_CODE["uploads"].to_pack(2020))
    assert [each.name for each in found] == ["年度报告.docx"] * 2
    names = list(exporting.write_all(found, tmp_path, lock=None, purpose="移交"))
    assert len(set(names)) == 2
    assert [wrong for _name, wrong in verified(tmp_path, against_site=True)] == [[], []]
    waiting = Upload.objects.get(name="没有确认.docx")
    early = refused(exporting.ask, made.science, [waiting], mode="clear", purpose="移交", by=actor(made))
    assert early == "archive-open"


def test_what_was_published_and_reported_is_packed_and_never_erased(tmp_path):
    made = county()
    item = begin(made)
    attached(item, actor(made), "附表.txt", "公开的附表")
    item = publish(made, item)
    version = sign(made.science, 2024, made.officers["head"], stage="published")
    sign(made.science, 2024, made.officers["head"], stage="published")
    begin(made)  # never shown: not packed
    shown = list(BY_CODE["items"].to_pack(item.shown_on.year))
    reports = list(BY_CODE["reports"].to_pack(2024))
    assert (shown, reports) == ([item], [version.filing])
    list(exporting.write_all([*shown, *reports], tmp_path, lock=None, purpose="移交"))
    assert [wrong for _name, wrong in verified(tmp_path, against_site=True)] == [[], []]

    package = next(tmp_path.glob("items-*"))
    rows = json.loads((package / "rows.json").read_text())
    assert {"disclosure.item", "disclosure.text", "disclosure.review", "disclosure.showing"} <= {
        row["type"] for row in rows
    }
    assert [each.read_text() for each in (package / "personal/files").iterdir()] == ["公开的附表"]
    acts = [json.loads(line)["act"] for line in (package / "journal.jsonl").read_text().splitlines()]
    assert "archive.packed" in acts
    package = next(tmp_path.glob("reports-*"))
    letters = sorted(each.name for each in (package / "personal/letters").iterdir())
    assert letters == [f"{n}-report.{form}" for n in (1, 2) for form in ("docx", "html", "json", "pdf", "xlsx")]
    assert (package / "personal/letters/1-report.json").read_text() == version.report
    assert json.loads((package / "manifest.json").read_text())["ended_on"] is None
    year, folder = timezone.localdate().year, tmp_path / "journals"
    asked = ["--kind", "journals", "--year", str(year), "--purpose", "移交", "--agency", made.science.name]
    run = CliRunner().invoke(archive, ["export", str(folder), *asked])
    assert (run.exit_code, run.output.splitlines()[-1]) == (0, "共1件。")
    assert [wrong for _name, wrong in verified(folder, against_site=True)] == [[]]
    (journal,) = folder.glob("journals-*/journal.jsonl")
    lines = journal.read_text().splitlines()
    assert len(lines) == Entry.objects.filter(chain__agency=made.science).count() > 10
    journal.write_text("\n".join(lines[:3] + lines[4:]) + "\n")
    assert any("条，应有" in str(each) for _name, wrong in verified(folder, against_site=False) for each in wrong)
    for each in (*shown, *reports):
        code = refused(erasing.propose, made.science, [each], opinion="期满", by=actor(made))
        assert code == "archive-not-to-be-erased"
