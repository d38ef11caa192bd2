"""What the site signs for others: Ed25519, by a key that lies with the others in the file of keys.

It is made when something is signed first. Its public part goes out with what is signed; who reads that compares the
fingerprint, the SHA-256 of the public key, over another way.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from gongkai.vault import keyring
from gongkai.vault.sealing import ring

PUBLIC_LENGTH, SIGNATURE_LENGTH = 32, 64


def public_key() -> bytes:
    """Give the public key of the site."""
    return _own().public_key().public_bytes_raw()


def public_of(secret: bytes) -> bytes:
    """Give the public key that goes with what the file of keys holds."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def sign(content: bytes) -> bytes:
    """Sign content for the site."""
    return _own().sign(content)


def verifies(key: bytes, signature: bytes, content: bytes) -> bool:
    """Say whether content was signed by who has the private part of a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(key: bytes) -> str:
    """Give the fingerprint of a public key, to be compared by people."""
    return sha256(key).hexdigest()


def in_groups(fingerprint: str) -> str:
    """Give a fingerprint as people read it out.

    >>> in_groups("0a1b2c3d4e5f")
    '0a1b 2c3d 4e5f'
    """
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def _own() -> Ed25519PrivateKey:
    secret = ring().signing
    if secret is None:
        file = Path(settings.VAULT_KEYS)
        with keyring.alone(file):
            changed = keyring.change(file, settings.VAULT_CIPHER, keyring.Keyring.with_signing_key)
        secret = changed.signing
    assert secret is not None  # it was made just now
    return Ed25519PrivateKey.from_private_bytes(secret)
