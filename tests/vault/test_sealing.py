from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.vault import keyring
from gongkai.vault.sealing import Place, SealBroken, fingerprint, key_of, matches, ring, seal, unseal

HERE = Place("letter", "sender", 7)
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize("cipher", ["aes-gcm", "sm4-gcm"])
def test_what_is_sealed_opens_and_names_its_key_and_algorithm(keys, settings, cipher):
    settings.VAULT_CIPHER = cipher
    sealed = seal("张三，370321198001010011", HERE)
    assert unseal(sealed, HERE) == "张三，370321198001010011"
    assert sealed.split("$")[:3] == ["gk1", ring().current.id, cipher]
    assert key_of(sealed) == ring().current.id
    assert "370321" not in sealed


@given(st.text())
def test_any_text_opens_as_it_was_sealed(text):
    assert unseal(seal(text, HERE), HERE) == text


def test_the_same_text_is_never_sealed_alike(keys):
    assert len({seal("张三", HERE) for _ in range(20)}) == 20


@pytest.mark.parametrize("place", [HERE._replace(row=8), HERE._replace(column="name"), HERE._replace(table="reply")])
def test_what_is_moved_elsewhere_does_not_open(keys, place):
    sealed = seal("张三", HERE)
    with pytest.raises(SealBroken) as told:
        unseal(sealed, place)
    assert told.value.code == "seal-broken"


def test_nothing_in_it_can_be_changed(keys):
    sealed = seal("张三", HERE)
    for index in range(len(sealed) - 1):  # of the last character some bits are padding
        other = "A" if sealed[index] != "A" else "B"
        with pytest.raises(SealBroken):
            unseal(sealed[:index] + other + sealed[index + 1 :], HERE)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            unseal(sealed[:length], HERE)


@pytest.mark.parametrize("text", ["13812345678", "gk1$", "gk1$$$$", "gk1$x$aes-gcm$é$é", "gk2$a$b$c$d"])
def test_what_was_never_sealed_is_told_without_its_text(keys, text):
    with pytest.raises(SealBroken) as told:
        unseal(text, HERE)
    assert text not in str(told.value)


def test_a_key_that_is_lacking_is_named(keys):
    sealed = seal("张三", HERE)
    gone = ring().current.id
    keys.unlink()
    with pytest.raises(SealBroken) as told:
        unseal(sealed, HERE)
    assert told.value.code == "key-lacking"
    assert gone in str(told.value)


def test_who_is_running_seals_with_the_new_key_at_once(keys):
    old = seal("张三", HERE)
    after = keyring.change(keys, "sm4-gcm", lambda held: held.with_new_key("sm4-gcm", NOW))
    new = seal("张三", HERE)
    assert (key_of(new), new.split("$")[2]) == (after.current.id, "sm4-gcm")
    assert unseal(old, HERE) == unseal(new, HERE) == "张三"


def test_a_file_opened_to_others_is_refused_by_who_is_running(keys):
    seal("张三", HERE)
    keys.chmod(0o644)
    with pytest.raises(keyring.KeysUnusable):
        seal("张三", HERE)


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_fingerprints_outlast_rotation_and_a_change_of_hash(keys, settings, algorithm):
    settings.VAULT_HASH = algorithm
    made = fingerprint("张三", HERE)
    assert made.startswith(f"{algorithm}:")
    keyring.change(keys, "aes-gcm", lambda held: held.with_new_key("sm4-gcm", NOW))
    assert fingerprint("张三", HERE) == made
    settings.VAULT_HASH = "sm3" if algorithm == "sha256" else "sha256"
    assert fingerprint("张三", HERE) != made
    assert matches(made, "张三", HERE)
    assert not matches(made, "张四", HERE)
    assert not matches("md5:00", "张三", HERE)


def test_fingerprints_tell_places_apart(keys):
    places = [HERE, HERE._replace(row=None), HERE._replace(row=8), HERE._replace(column="x")]
    assert len({fingerprint("张三", place) for place in places}) == 4


def test_nobody_without_the_keys_can_compute_a_fingerprint(keys):
    made = fingerprint("13812345678", HERE)
    keys.unlink()
    assert fingerprint("13812345678", HERE) != made
