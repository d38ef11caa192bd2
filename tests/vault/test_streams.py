import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.vault.streams import CHUNK, HEAD, Opened, Sealer, StreamBroken, new_secret, pieces, plain_size, sealed_size

SECRET = new_secret()
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7]


def content(size):
    return bytes(n * 31 % 251 for n in range(256)) * (size // 256) + b"x" * (size % 256)


def sealed(plain, algorithm="aes-gcm", secret=SECRET, step=10_000):
    out = io.BytesIO()
    sealer = Sealer(secret, algorithm, out.write)
    for at in range(0, len(plain), step):
        sealer.write(plain[at : at + step])
    sealer.finish()
    assert sealer.size == len(plain)
    return out.getvalue()


def opened(held, secret=SECRET):
    return Opened(io.BytesIO(held), secret)


@pytest.mark.parametrize("algorithm", ["aes-gcm", "sm4-gcm"])
@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_opens_and_its_size_is_known(algorithm, size):
    held = sealed(content(size), algorithm)
    assert len(held) == sealed_size(size)
    assert plain_size(len(held)) == size
    assert opened(held).read() == content(size)
    assert size < 16 or content(size)[:16] not in held


@given(st.integers(0, 2 * CHUNK + 9), st.integers(0, 2 * CHUNK + 9))
def test_any_part_is_read_alone(start, stop):
    plain = content(2 * CHUNK + 5)
    assert b"".join(pieces(opened(sealed(plain, step=CHUNK)), start, stop)) == plain[start:stop]


def test_the_same_content_is_never_sealed_alike():
    assert len({sealed(b"content") for _ in range(20)}) == 20


@pytest.mark.parametrize(
    "damage",
    [
        lambda held: held[:-1],
        lambda held: held[: HEAD + CHUNK + 16],  # cut at the end of a chunk
        lambda held: held[:HEAD] + held[HEAD + CHUNK + 16 :],  # a chunk left out
        lambda held: held[:HEAD] + held[HEAD + CHUNK + 16 : HEAD + 2 * (CHUNK + 16)] * 2 + held[-21:],
        lambda held: held[:10] + bytes([held[10] ^ 1]) + held[11:],  # the salt
        lambda held: held[:300] + bytes([held[300] ^ 1]) + held[301:],
        lambda held: held[:-5] + bytes([held[-5] ^ 1]) + held[-4:],
        lambda held: held + b"x",
        lambda held: held[:4] + b"S" + held[5:],  # another algorithm
        lambda held: b"PK\3\4" + held[4:],
        lambda held: b"",
    ],
)
def test_what_was_changed_moved_or_cut_does_not_open(damage):
    held = sealed(content(2 * CHUNK + 5))
    with pytest.raises(StreamBroken):
        opened(damage(held)).read()


def test_another_secret_opens_nothing():
    with pytest.raises(StreamBroken):
        opened(sealed(b"content"), new_secret())


def test_what_was_not_finished_does_not_open():
    out = io.BytesIO()
    sealer = Sealer(SECRET, "aes-gcm", out.write)
    sealer.write(content(2 * CHUNK + 5))
    with pytest.raises(StreamBroken):
        opened(out.getvalue()).read()
