"""The narrative of two reports sentence by sentence: added, dropped, moved, reworded, or other numbers alone.

Sentences that stand in both are found first. Of what is left, those most alike are taken for one
sentence reworded. White space and the order of paragraphs are no change of their own.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from gongkai.law.message import Message
from gongkai.report.compare.changes import bare
from gongkai.report.model import Report

_SENTENCE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;]+[”’」』）)]*|[^。！？；!?;\n]+")
_NUMBER = r"[0-9０-９]+(?:[.,．][0-9０-９]+)*[%％‰]?"
_NUMERAL = re.compile(rf"(?:{_NUMBER}|[〇零一二两三四五六七八九十百千万亿])+")
_WORD = re.compile(rf"{_NUMBER}|[A-Za-z]+|.", re.DOTALL)

_ALIKE = 0.4
"""Two sentences are one reworded when two fifths of what they hold, or more, stand in both."""

_MOST = 1_000
"""More sentences in a part are not held against each other: no report has so many, and time must stay bounded."""

_MOST_LISTED = 1_000
"""Of a part, so many sentences that changed are listed; of more, how many is told."""

_MOST_CHARACTERS = 20_000_000
"""More characters are not held against each other to find which sentences are most alike."""

_MOST_MATCHES = 10_000
"""Where words or sentences come again and again, so that more pairs of them match, they are not lined up."""

_LONGEST = 300
"""In a sentence of more words none are marked; it is told whole."""


class Kind(Enum):
    """What became of a sentence."""

    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    REWORDED = "reworded"
    NUMBERS = "numbers"

    @property
    def label(self) -> Message:
        """Give the word shown to people."""
        return _LABELS[self]


_LABELS = {
    Kind.ADDED: Message("新增"),
    Kind.DROPPED: Message("删去"),
    Kind.MOVED: Message("移动"),
    Kind.REWORDED: Message("改写"),
    Kind.NUMBERS: Message("仅数字不同"),
}


class Piece(NamedTuple):
    """Some words of a sentence, and whether the other side has others in their place."""

    text: str
    changed: bool = False


class Sentence(NamedTuple):
    """A sentence that changed: what became of it, and its words in the old and the new report."""

    kind: Kind
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()


class PartChanged(NamedTuple):
    """A part whose narrative differs: its label, the sentences that changed, how many stand in both."""

    label: str
    sentences: tuple[Sentence, ...]
    alike: int

    @property
    def listed(self) -> tuple[Sentence, ...]:
        """Give the sentences to be listed: all, save where a text is many times as long as any report's."""
        return self.sentences[:_MOST_LISTED]

    @property
    def left_out(self) -> int:
        """Count the sentences that changed and are not listed."""
        return len(self.sentences) - len(self.listed)


def narrative(old: Report, new: Report) -> tuple[PartChanged, ...]:
    """Give the parts whose sentences differ, in the order of the new report; a part one lacks has none there."""
    labels = {part.spec.id: part.spec.label for part in (*new.parts, *old.parts)}
    found = []
    for id, label in labels.items():
        before, after = (_sentences(part.text) if (part := report.part(id)) else [] for report in (old, new))
        changed = tuple(sentences(before, after))
        if changed:
            gone = sum(each.kind is not Kind.ADDED for each in changed)
            found.append(PartChanged(label, changed, len(before) - gone))
    return tuple(found)


def _sentences(text: str) -> list[str]:
    """Break a text into sentences, each with its mark at the end; clauses set apart by a semicolon are sentences."""
    return [found for match in _SENTENCE.finditer(text) if (found := match[0].strip())]


def sentences(old: Sequence[str], new: Sequence[str]) -> Iterator[Sentence]:
    """Go through the sentences that changed, where they stand in the new text or stood in the old."""
    blocks = list(_blocks(old, new))
    pairs = _paired(
        [(index, old[index]) for was, _ in blocks for index in was],
        [(index, new[index]) for _, now in blocks for index in now],
    )
    gone = set(pairs.values())
    for was, now in blocks:
        # What was dropped stands before what came in its place, behind what it stood behind.
        before, follows = was.stop, {}
        for index in reversed(now):
            before = follows[index] = pairs[index] if index in pairs and pairs[index] in was else before
        dropped = deque(index for index in was if index not in gone)
        for index in now:
            while dropped and dropped[0] < follows[index]:
                yield Sentence(Kind.DROPPED, old=(Piece(old[dropped.popleft()]),))
            if index in pairs:
                yield _became(old[pairs[index]], new[index])
            else:
                yield Sentence(Kind.ADDED, new=(Piece(new[index]),))
        yield from (Sentence(Kind.DROPPED, old=(Piece(old[index]),)) for index in dropped)


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Go through the stretches that do not stand in both in one order: of the old text, of the new."""
    before, after = list(map(bare, old)), list(map(bare, new))
    if max(len(before), len(after)) > _MOST or _matches(before, after) > _MOST_MATCHES:
        yield _middle(before, after)
        return
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield range(i, j), range(k, m)


def _matches(old: Sequence[str], new: Sequence[str]) -> int:
    """Count the pairs that match: what it takes to line them up grows with these."""
    times = Counter(new)
    return sum(times[each] for each in old)


def _middle(old: Sequence[str], new: Sequence[str]) -> tuple[range, range]:
    """Give what lies between the sentences that both begin with and those that both end with."""
    least = min(len(old), len(new))
    first = next((index for index in range(least) if old[index] != new[index]), least)
    last = next((back for back in range(least - first) if old[-1 - back] != new[-1 - back]), least - first)
    return range(first, len(old) - last), range(first, len(new) - last)


def _paired(old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Give for sentences of the new text the one of the old that each was, the most alike first."""
    before, after = (sum(len(text) for _, text in side) for side in (old, new))
    if len(old) * len(new) > _MOST * _MOST // 4 or len(old) * after + len(new) * before > _MOST_CHARACTERS:
        return {}
    alike = [
        (-share, abs(was - now), now, was)
        for was, one in old
        for now, other in new
        if (share := _share(one, other)) >= _ALIKE
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, now, was in sorted(alike):
        if now not in pairs and was not in taken:
            pairs[now] = was
            taken.add(was)
    return pairs


def _share(old: str, new: str) -> float:
    """Give how much of two sentences stands in both, by pairs of characters; numbers are all one."""
    before, after = _doubles(old), _doubles(new)
    if not before or not after:
        return float(bare(old) == bare(new))
    return 2 * len(before & after) / (len(before) + len(after))


@lru_cache(maxsize=4 * _MOST)
def _doubles(sentence: str) -> frozenset[str]:
    text = _without_numbers(sentence)
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _without_numbers(sentence: str) -> str:
    return _NUMERAL.sub("0", bare(sentence))


def _became(old: str, new: str) -> Sentence:
    if bare(old) == bare(new):
        return Sentence(Kind.MOVED, (Piece(old),), (Piece(new),))
    kind = Kind.NUMBERS if _without_numbers(old) == _without_numbers(new) else Kind.REWORDED
    return Sentence(kind, *marked(old, new))


def marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Give two sentences in pieces, with the words marked that the other has not. A number is one word.

    >>> [piece.text for piece in marked("收到申请12件。", "共收到申请15件。")[1] if piece.changed]
    ['共', '15']
    """
    before, after = ([match[0] for match in _WORD.finditer(text)] for text in (old, new))
    if max(len(before), len(after)) > _LONGEST or _matches(before, after) > _MOST_MATCHES:
        return (Piece(old, True),), (Piece(new, True),)
    opcodes = _calmed(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
    sides: tuple[list[Piece], list[Piece]] = [], []
    for changed, i, j, k, m in opcodes:
        for side, words in zip(sides, (before[i:j], after[k:m])):
            text = "".join(words)
            if text and side and side[-1].changed is changed:
                side[-1] = Piece(side[-1].text + text, changed)
            elif text:
                side.append(Piece(text, changed))
    return tuple(sides[0]), tuple(sides[1])


def _calmed(opcodes: Sequence[tuple[str, int, int, int, int]]) -> list[tuple[bool, int, int, int, int]]:
    """Join changes that have but one word in common between them: sentences in shreds cannot be read."""
    joined: list[tuple[bool, int, int, int, int]] = []
    for at, (tag, i, j, k, m) in enumerate(opcodes):
        changed = tag != "equal" or (j - i == 1 and 0 < at < len(opcodes) - 1)
        if changed and joined and joined[-1][0]:
            joined[-1] = (True, joined[-1][1], j, joined[-1][3], m)
        else:
            joined.append((changed, i, j, k, m))
    return joined
