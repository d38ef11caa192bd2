import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from gongkai.vault import keyring
from gongkai.vault.keyring import KeysUnusable

NOW = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "keys.json"


def changed(file, change):
    held = json.loads(file.read_text())
    change(held)
    file.write_text(json.dumps(held))


def test_the_first_start_makes_the_file_for_its_owner_alone(file):
    made = keyring.read(file, "aes-gcm")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert (len(made.keys), made.current.algorithm, len(made.current.secret)) == (1, "aes-gcm", 32)
    assert keyring.read(file, "sm4-gcm") == made
    assert [path.name for path in file.parent.iterdir()] == ["keys.json"]


def test_processes_that_start_together_have_the_same_keys(file):
    script = (
        "import sys, pathlib\n"
        "from gongkai.vault import keyring\n"
        "print(keyring.read(pathlib.Path(sys.argv[1]), 'aes-gcm').current.id)"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE, text=True) for _ in range(6)
    ]
    assert len({process.communicate()[0] for process in started}) == 1
    assert [path.name for path in file.parent.iterdir()] == ["keys.json"]


def test_a_start_that_fails_leaves_no_file(file, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeysUnusable) as told:
        keyring.read(file, "aes-gcm")
    assert told.value.code == "keys-file-unusable"
    assert "No space left on device" in str(told.value)
    assert list(file.parent.iterdir()) == []


def test_a_change_that_fails_leaves_the_file_as_it_was(file, monkeypatch):
    before = keyring.read(file, "aes-gcm")
    monkeypatch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(KeysUnusable):
        keyring.change(file, "aes-gcm", lambda ring: ring.with_new_key("sm4-gcm", NOW))
    assert keyring.read(file, "aes-gcm") == before
    assert [path.name for path in file.parent.iterdir()] == ["keys.json"]


def test_a_new_key_is_current_and_the_old_one_stays(file):
    before = keyring.read(file, "aes-gcm")
    after = keyring.change(file, "aes-gcm", lambda ring: ring.with_new_key("sm4-gcm", NOW))
    assert keyring.read(file, "aes-gcm") == after
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (after.keys[0], after.root, after.rotating) == (before.current, before.root, True)
    assert (after.current.algorithm, len(after.current.secret), after.current.created_at) == ("sm4-gcm", 16, NOW)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_open_to_others_is_refused(file, mode):
    keyring.read(file, "aes-gcm")
    file.chmod(mode)
    with pytest.raises(KeysUnusable) as told:
        keyring.read(file, "aes-gcm")
    assert told.value.code == "keys-open"
    assert f"chmod 600 {file}" in str(told.value)


def other_secret(held):
    held["keys"][0]["secret"] = "A" + held["keys"][0]["secret"][1:] if held["keys"][0]["secret"][0] != "A" else "B"


@pytest.mark.parametrize(
    "damage",
    [
        lambda held: held.pop("keys"),
        lambda held: held.update(keys=[]),
        lambda held: held.update(current="0" * 12),
        lambda held: held.update(version=2),
        lambda held: held["keys"][0].update(algorithm="sm4-gcm"),
        lambda held: held["keys"][0].update(algorithm="rot13"),
        lambda held: held["keys"][0].update(created_at="2026-03-02"),
        lambda held: held["keys"][0].update(secret="!"),
        lambda held: held["keys"].append(held["keys"][0]),
        lambda held: held["fingerprints"].update(secret=held["keys"][0]["secret"]),
        other_secret,
    ],
)
def test_a_damaged_file_is_refused_and_left_alone(file, damage):
    keyring.read(file, "aes-gcm")
    changed(file, damage)
    before = file.read_bytes()
    with pytest.raises(KeysUnusable) as told:
        keyring.read(file, "aes-gcm")
    assert (told.value.code, file.read_bytes()) == ("keys-damaged", before)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"{}"])
def test_a_file_that_is_none_of_ours_is_refused(file, content):
    keyring.read(file, "aes-gcm")
    file.write_bytes(content)
    with pytest.raises(KeysUnusable) as told:
        keyring.read(file, "aes-gcm")
    assert told.value.code == "keys-damaged"


def test_only_one_changes_keys_at_a_time(file):
    keyring.read(file, "aes-gcm")
    with keyring.alone(file):
        with pytest.raises(KeysUnusable) as told, keyring.alone(file):
            pass
        assert told.value.code == "keys-busy"
    with keyring.alone(file):
        pass


def test_no_secret_is_shown(file):
    ring = keyring.read(file, "aes-gcm")
    for shown in (repr(ring), str(ring), repr(ring.current), f"{ring.keys}"):
        assert ring.current.id in shown
        assert "secret" not in shown
        assert repr(ring.current.secret)[2:12] not in shown
        assert repr(ring.root)[2:12] not in shown
