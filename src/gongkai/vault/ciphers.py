"""The ciphers and hashes that personal data may be kept with: by name, as settings and ciphertext give them.

Both ciphers are in the mode GCM, with a nonce drawn by chance for each value: one key is good for 2³² of them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
TAG = 16


@dataclass(frozen=True)
class Algorithm:
    """A block cipher in GCM, and how many bytes its key has."""

    block: type[algorithms.AES | algorithms.SM4]
    key_length: int

    def new_key(self) -> bytes:
        """Give a key drawn by chance."""
        return os.urandom(self.key_length)

    def encrypt(self, key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
        """Give the ciphertext with its tag; `bound` must be given again to decrypt."""
        encryptor = Cipher(self.block(key), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(bound)
        return encryptor.update(plain) + encryptor.finalize() + encryptor.tag

    def decrypt(self, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        """Give what was encrypted.

        Raises InvalidTag when anything differs from what it was encrypted with, ValueError when it is cut short.
        """
        decryptor = Cipher(self.block(key), modes.GCM(nonce, sealed[-TAG:])).decryptor()
        decryptor.authenticate_additional_data(bound)
        return decryptor.update(sealed[:-TAG]) + decryptor.finalize()


ALGORITHMS: Mapping[str, Algorithm] = {
    "aes-gcm": Algorithm(algorithms.AES, 32),
    "sm4-gcm": Algorithm(algorithms.SM4, 16),
}
HASHES: Mapping[str, type[hashes.HashAlgorithm]] = {"sha256": hashes.SHA256, "sm3": hashes.SM3}


def derived(secret: bytes, purpose: str, algorithm: str) -> bytes:
    """Give the key for a purpose that follows from a secret (HKDF)."""
    return HKDF(HASHES[algorithm](), 32, salt=None, info=purpose.encode()).derive(secret)


def keyed_hash(key: bytes, text: str, algorithm: str) -> bytes:
    """Give the hash of a text that only who has the key can compute (HMAC)."""
    made = hmac.HMAC(key, HASHES[algorithm]())
    made.update(text.encode())
    return made.finalize()
