"""Sentences for people: a Chinese template with its values, translated only when shown.

Rules, findings and errors are made far more often than they are read, and are read in two
languages. A `Message` therefore keeps the template (which is also the gettext msgid) and the
values apart, and formats when asked. Not here: where the catalogues come from (`language`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol, runtime_checkable

Translate = Callable[[str], str]


@runtime_checkable
class Speaks(Protocol):
    """Whatever says itself in a language: messages, steps, findings, places."""

    def text(self, translate: Translate | None = None) -> str:
        """Give the words, through `translate` (msgid to text), or in Chinese without one."""


_NO_VALUES: Mapping[str, Any] = MappingProxyType({})


def chinese_date(day: date) -> str:
    """Give a date as Chinese letters and notices write it.

    >>> chinese_date(date(2026, 3, 2))
    '2026年3月2日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


_PLAIN = frozenset({str, int})
_LISTS = frozenset({list, tuple})


class _Field:
    """A value of a message, formatted in its language: dates by custom, messages within messages, lists joined."""

    __slots__ = ("_translate", "_value")

    def __init__(self, value: Any, translate: Translate | None) -> None:
        self._value = value
        self._translate = translate

    def __format__(self, spec: str) -> str:
        if type(self._value) in _PLAIN:  # most values are, and to ask what speaks takes long
            return format(self._value, spec)
        if type(self._value) in _LISTS:  # no NamedTuple: those of ours speak for themselves
            mark = "、" if self._translate is None else ", "
            return mark.join(format(_Field(each, self._translate), spec) for each in self._value)
        if isinstance(self._value, Speaks):
            return self._value.text(self._translate)
        if isinstance(self._value, date) and not spec:
            return chinese_date(self._value) if self._translate is None else self._value.isoformat()
        return format(self._value, spec)


class Message:
    """A sentence with its values. `str()` gives the Chinese; `text(translate)` another language.

    >>> str(Message("答复期限为{due}。", due=date(2026, 3, 30)))
    '答复期限为2026年3月30日。'
    >>> str(Message("可用的有{names}。", names=("甲", "乙")))
    '可用的有甲、乙。'
    """

    __slots__ = ("template", "values")

    def __init__(self, template: str, /, **values: Any) -> None:
        self.template = template
        self.values: Mapping[str, Any] = values or _NO_VALUES

    def text(self, translate: Translate | None = None) -> str:
        """Give the sentence, through `translate` (msgid to text), or in Chinese without one."""
        template = translate(self.template) if translate else self.template
        return template.format_map({name: _Field(value, translate) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Message({self.text()!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return self.template == other.template and dict(self.values) == dict(other.values)

    def __hash__(self) -> int:
        return hash(self.template)

    def __reduce__(self) -> tuple[Any, ...]:
        return _message, (self.template, dict(self.values))


def _message(template: str, values: Mapping[str, Any]) -> Message:
    """Give the message again that went to another process."""
    return Message(template, **values)


def in_one_line(message: Message, hint: Message | None, citation: object | None, translate: Translate | None) -> str:
    """Give what is wrong, what to do and the provision as one line: how errors and findings read."""
    source = None if citation is None else Message("依据：{citation}。", citation=citation)
    parts = [part.text(translate) for part in (message, hint, source) if part is not None]
    return (" " if translate else "").join(parts)
