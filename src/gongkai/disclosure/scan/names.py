"""Names of agencies against the tree: one letter off, of an agency that is no more, short in several ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.disclosure.scan.finding import Finding, Place, Severity, Sort
from gongkai.disclosure.scan.material import Facts, Material, Name, Passage
from gongkai.law.citation import cite
from gongkai.law.message import Message

_ACCURATE = cite("条例第6条")

NEARLY = Sort(
    "name-nearly", Severity.WARNING, Message("机关名称和机构库里的差一个字"), Message("请核对机关名称。"), _ACCURATE
)
FORMER = Sort(
    "name-former",
    Severity.WARNING,
    Message("已经撤销或者更名的机关"),
    Message("说的是现在的，请改用现名；说的是过去的，请在前面加“原”。"),
    _ACCURATE,
)
SHORT = Sort(
    "name-short-several",
    Severity.NOTICE,
    Message("同一个机关用了几种简称"),
    Message("请用全称，或者第一次出现时注明简称，以后统一。"),
)
SORTS = (NEARLY, FORMER, SHORT)

_SHORTEST = 5
"""Shorter names are alike by chance."""
_ENDS = tuple("局委办府厅院室处站所中心队会部社")


class Index:
    """The names of the tree, found in a text by their halves: one letter off leaves one half as it is."""

    def __init__(self, names: tuple[Name, ...]) -> None:
        self.known = {form for each in names for form in (each.name, each.short) if form}
        self._halves: dict[str, list[tuple[str, int]]] = {}
        for name in {each.name for each in names if len(each.name) >= _SHORTEST and each.name.endswith(_ENDS)}:
            middle = len(name) // 2
            self._halves.setdefault(name[:middle], []).append((name, 0))
            self._halves.setdefault(name[middle:], []).append((name, middle))
        self._lengths = sorted({len(each) for each in self._halves})
        self._by_length = sorted({len(each) for each in self.known}, reverse=True)

    def exact(self, text: str) -> list[bool]:
        """Tell of each character whether it belongs to a name as the tree has it."""
        held = [False] * len(text)
        for at in range(len(text)):
            for length in self._by_length:
                if text[at : at + length] in self.known:
                    held[at : at + length] = [True] * length
                    break
        return held

    def nearly(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give what is one letter off a name: where, and the name."""
        held = self.exact(text)
        for at in range(len(text)):
            for length in self._lengths:
                for name, offset in self._halves.get(text[at : at + length], ()):
                    found = self._around(text, at, length, name, offset)
                    if found and not held[found[1] - 1]:  # a name may begin with that of another
                        yield (*found, name)

    def _around(self, text: str, at: int, length: int, name: str, offset: int) -> tuple[int, int] | None:
        """Give where the rest of a name stands beside its half with one letter changed, missing or too many."""
        rest = name[length:] if offset == 0 else name[:offset]
        for more in (0, -1, 1):
            size = len(rest) + more
            start, end = (at, at + length + size) if offset == 0 else (at - size, at + length)
            other = text[at + length : end] if offset == 0 else text[max(0, start) : at]
            if start >= 0 and end <= len(text) and text[end - 1] == name[-1] and _one_off(rest, other):
                return start, end
        return None


def _one_off(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter changed, missing or too many, or by two that have changed places."""
    if len(one) == len(other):
        apart = [(a, b) for a, b in zip(one, other) if a != b]
        return len(apart) == 1 or (len(apart) == 2 and apart[0] == apart[1][::-1])
    longer, shorter = sorted((one, other), key=len, reverse=True)
    head = next((at for at, (a, b) in enumerate(zip(longer, shorter)) if a != b), len(shorter))
    return longer[head + 1 :] == shorter[head:]


def nearly(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find names that are one letter off one of the tree."""
    index = Index(facts.names)
    for passage in material.passages:
        seen: set[int] = set()
        for start, end, name in index.nearly(passage.folded):
            if start not in seen:
                seen.add(start)
                said = Message("机构库里是“{name}”", name=name)
                yield NEARLY(passage.place, passage.excerpt(start, end), said)


_OF_OLD = re.compile(r"[原前]\Z|《[^》]*\Z|(?:更名|改名|撤销|并入|划入|整合|曾用名)[^。；]{0,12}\Z")
_GONE = re.compile(r"[）)》]?[^，。；]{0,14}?(?:更名|改名|撤销|并入|划入|改为|变更为|不再保留)")


def former(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find agencies that are no more, where the text does not say that it speaks of old times."""
    now = {form for each in facts.names if each.until is None for form in (each.name, each.short)}
    gone = [each for each in facts.names if each.until and each.name not in now and len(each.name) >= _SHORTEST]
    day = material.made_on or facts.on
    for passage in material.passages:
        for each in gone:
            if each.until is None or each.until > day:
                continue
            for match in re.finditer(re.escape(each.name), passage.folded):
                start, end = match.span()
                if _belongs(passage, start, end, now):
                    continue
                if not _OF_OLD.search(passage.folded[max(0, start - 20) : start]) and not _GONE.match(
                    passage.folded, end
                ):
                    yield FORMER(passage.place, passage.excerpt(start, end), _said(each))


def _belongs(passage: Passage, start: int, end: int, now: set[str]) -> bool:
    """Tell whether what stands there is part of a name that is in use."""
    around = passage.folded[max(0, start - 12) : end + 12]
    return any(len(name) > end - start and passage.folded[start:end] in name and name in around for name in now)


def _said(each: Name) -> Message:
    if each.after:
        return Message("{name}已于{on}由{after}承接", name=each.name, on=each.until, after=each.after)
    return Message("{name}已于{on}撤销", name=each.name, on=each.until)


_REGION = re.compile(r"^(?P<region>[\u4e00-\u9fff]{2,8}?[省市县区旗镇乡])(?P<rest>[\u4e00-\u9fff]{3,})$")


def short(material: Material, facts: Facts) -> Iterator[Finding]:
    """Find agencies that a text calls short in more than one way."""
    text = "\n".join(each.folded for each in material.passages if each.place.part != "file")
    for name in facts.names:
        parts = _REGION.match(name.name) if name.until is None else None
        if parts is None or not parts["rest"].endswith(_ENDS):
            continue
        forms = {f"{parts['region'][-1]}{parts['rest']}", parts["rest"], name.short} - {"", name.name}
        found = {form: at for form in forms if (at := _standing_alone(form, text)) is not None}
        if len(found) > 1:
            said = Message("“{name}”写作{forms}", name=name.name, forms=sorted(found, key=found.__getitem__))
            yield SHORT(Place("body"), "", said)


def _standing_alone(form: str, text: str) -> int | None:
    """Give where a short form stands that is no part of a longer name."""
    match = re.search(
        rf"(?<![\u4e00-\u9fff]){re.escape(form)}|(?<=[由向和与及各经报到在是为按对从请、]){re.escape(form)}", text
    )
    return match.start() if match else None
