"""Codes of an authenticator app, as RFC 6238 has them: worked out here apart from what checks them."""

import base64
import hashlib
import hmac
import struct
import time


def code(secret, ahead=0):
    """Give the code that a secret shows now, or some half minutes ahead."""
    counter = int(time.time()) // 30 + ahead
    mac = hmac.digest(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1)
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def wrong(secret):
    """Give a code that is none of those taken now."""
    taken = {code(secret, ahead) for ahead in range(-3, 4)}
    return next(each for each in (f"{number:06}" for number in range(100)) if each not in taken)
