"""How words sound: the initials of an agency's name that people type, and words that sound alike (同音字).

The dictionary of readings takes some tens of megabytes: it is loaded by the writer of the index, and by others only
where nothing was found for what they were asked.
"""

from __future__ import annotations

from functools import lru_cache


def initials(name: str) -> str:
    """Give the first letters of a name as it is read.

    >>> initials("桓台县科技局"), initials("重庆市")
    ('htxkjj', 'cqs')
    """
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")).lower()


def syllables(name: str) -> list[str]:
    """Give how each character of Chinese is read by itself, without its tone.

    >>> syllables("科技局")
    ['ke', 'ji', 'ju']
    """
    return [sound for sign in name if (sound := _syllable(sign))]


@lru_cache(maxsize=10_000)
def _syllable(sign: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(sign, errors="ignore"))
