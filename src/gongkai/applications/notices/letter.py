"""The letter, and the template its words come from: text with named fields, which an agency may change.

The first line of a template is the title, every other line is a paragraph. `{申请内容}` stands for what the case says;
the names are Chinese, since officers write them. A paragraph with a field that has nothing to say is left out; a line
that is one field alone becomes as many paragraphs as the field has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.typesetting.characters import characters

Fields = Mapping[str, str | tuple[str, ...]]

_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Letter:
    """A letter as it is sent: nothing in it is looked up any more."""

    title: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    attachments: tuple[str, ...]
    signature: str
    day: date
    mark: str = ""
    """What stands across each page of one that is not for sending: 样例, 草稿."""

    def kept(self) -> dict[str, Any]:
        """Give it as JSON holds it."""
        return asdict(self) | {"day": self.day.isoformat()}

    @classmethod
    def as_kept(cls, kept: Mapping[str, Any]) -> Letter:
        """Give one that was kept."""
        texts = {name: tuple(kept[name]) for name in ("paragraphs", "attachments")}
        return cls(**{**kept, **texts, "day": date.fromisoformat(kept["day"])})


@dataclass(frozen=True)
class Template:
    """The words of a letter, read and found right."""

    title: str
    lines: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        """Give the names of the fields it has."""
        return frozenset(name for line in self.lines for name in _FIELD.findall(line))

    def paragraphs(self, values: Fields) -> Iterator[str]:
        """Give the paragraphs with the values in them; what stands in a value is never read as a field."""
        for line in self.lines:
            names = _FIELD.findall(line)
            if not all(values[name] for name in names):
                continue
            for text in _filled(line, names, values):
                yield from filter(None, (each.strip() for each in characters(text).splitlines()))


def _filled(line: str, names: list[str], values: Fields) -> tuple[str, ...]:
    alone = values[names[0]] if len(names) == 1 and line == f"{{{names[0]}}}" else None
    if isinstance(alone, tuple):
        return alone
    return (_FIELD.sub(lambda match: _joined(values[match[1]]), line),)


def _joined(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "、".join(value)


def read_template(text: str, *, called: Any, fields: Collection[str]) -> Template:
    r"""Read a template of a letter that knows these fields.

    Raises NotAllowed, naming line and field, for one it does not know, a brace without its pair, and no text at all.

    >>> read_template("告知书\n登记号为{登记号}。", called="告知书", fields={"登记号"}).lines
    ('登记号为{登记号}。',)
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for place, (number, line) in enumerate(lines):
        unknown = [name for name in _FIELD.findall(line) if name not in fields]
        if unknown and place:
            raise _wrong(
                "template-field-unknown",
                Message(
                    "“{letter}”的样式第{line}行写了“{field}”，没有这一栏。",
                    letter=called,
                    line=number,
                    field=unknown[0],
                ),
                Message("可用的有{fields}。", fields=sorted(fields)),
            )
        if (not place and "{" in line) or set(_FIELD.sub("", line)) & set("{}"):
            raise _wrong(
                "template-braces",
                Message("“{letter}”的样式第{line}行的花括号不对。", letter=called, line=number),
                Message("标题里不写栏目；正文里每一栏用一对花括号括起。"),
            )
    if len(lines) < 2:
        raise _wrong(
            "template-empty",
            Message("“{letter}”的样式没有标题或者正文。", letter=called),
            Message("第一行写标题，以下每行一段。"),
        )
    return Template(lines[0][1], tuple(line for _number, line in lines[1:]))


def _wrong(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第45条"))
