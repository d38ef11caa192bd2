"""What goes into the package of a case: its rows in words, letters, files, entries; and whose data it shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from gongkai.applications.models import Application, Rectification, labels
from gongkai.applications.notices import gathering as letters
from gongkai.applications.notices.docx import write_docx
from gongkai.applications.notices.kinds import KINDS
from gongkai.applications.notices.pdf import write_pdf
from gongkai.archives.kinds import Kind
from gongkai.disclosure.selectors import history_of
from gongkai.filings.exporting import FORMATS, exported
from gongkai.filings.models import Filing
from gongkai.filings.signing.selectors import report_signed
from gongkai.journal.models import Entry
from gongkai.journal.services import journaled_personal, type_of
from gongkai.law.delivery import MANNERS
from gongkai.law.errors import GongkaiError
from gongkai.vault.fields import FingerprintField, SealedField

_NOT_WRITTEN = frozenset({"journal_salt", "sent_key", "code", "version", "id"})
"""What serves the site alone: by the query code one would see the case on the portal."""
_GIVEN_OTHERWISE = frozenset({("applications.issued", "content"), ("applications.seal", "pdf")})
"""What goes in as a letter."""
_LEFT_OUT = frozenset({"applications.redaction"})
"""Work on a record of which the result goes in: what is withheld in it is not for those who read the package."""


_TEXT = "disclosure.text"
_OF_TEXT = frozenset({"disclosure.issuer", "disclosure.link"})
"""What a text says beside its own fields."""
_FRAME = frozenset({"item", "text", "number", "files", "digest", "author", "at", "order"})
"""What is told of a text whatever it says."""
_UNTITLED = {"disclosure.text": "number", "disclosure.item": "index"}
"""By which field a text and an item are called, whose title may not be public."""
_LABELS = {
    "order": "次序",
    "channel": "提交渠道",
    "manner": "送达方式",
    "party": "征求谁的意见",
    "reference": "对应的编号",
    "key": "代号",
    "grounds": "依据",
    "position": "计算时留痕的条数",
    "table": "表",
    "row": "行",
    "column": "列",
    "mark": "标记",
    "part": "部分",
}
"""Names of fields that have none in Chinese, for they are on no form."""
_IN_WORDS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("applications.caseevent", "channel"): dict(labels.CHANNELS),
    ("applications.caseevent", "manner"): {each.value: rule.label for each, rule in MANNERS.items()},
    ("applications.caseevent", "party"): dict(labels.PARTIES),
    ("applications.issued", "kind"): {each.name: each.label for each in KINDS},
}
"""What the codes mean of fields that nobody chooses in, and which know no choices therefore."""


class Field(NamedTuple):
    """A field of a row, with its name in the field's terms and its value in words."""

    name: str
    label: str
    value: Any


class Row(NamedTuple):
    """A row of the case: what it is, and its fields, the personal ones apart.

    Of what a text of an item says it is told whether it is `closed`, not public now: that stands apart, too.
    """

    type: str
    key: int
    called: str
    open: tuple[Field, ...]
    personal: tuple[Field, ...]
    closed: bool | None = None


def rows_of(kind: Kind, case: Any) -> list[Row]:
    """Give the rows of a case in words, the case first."""
    public = public_texts(case) if kind.code == "items" else None
    return [
        _row(row, public) for model, rows in kind.belongings(case) if type_of(model) not in _LEFT_OUT for row in rows
    ]


def public_texts(item: Any) -> frozenset[int]:
    """Give the texts of an item that the public is told of: the one that is shown, and of those before it some."""
    if item.shown_id is None:
        return frozenset()
    return frozenset(each.text_id for each in history_of(item) if each.is_open)


def readings(kind: Kind, case: Any) -> Iterator[tuple[models.Model, list[str]]]:
    """Go through the personal data that a package shows, for the journal."""
    for model, rows in kind.belongings(case):
        fields = [name for name in journaled_personal(model) if type_of(model) not in _LEFT_OUT]
        for row in rows if fields else ():
            yield row, fields


def _row(row: models.Model, public: frozenset[int] | None = None) -> Row:
    """Give a row in words; of a text that is not among the `public` ones, and of what it says, the frame alone."""
    key = row.pk if type_of(row) == _TEXT else getattr(row, "text_id", None) if type_of(row) in _OF_TEXT else None
    closed = None if public is None or key is None else key not in public
    fields: list[Field] = []
    personal: list[Field] = []
    for field in row._meta.concrete_fields:
        if field.name in _NOT_WRITTEN or isinstance(field, FingerprintField | models.GeneratedField):
            continue
        if (type_of(row), field.name) in _GIVEN_OTHERWISE:
            continue
        is_personal = isinstance(field, SealedField) or field.name == "postcode"
        is_apart = is_personal or (closed and field.name not in _FRAME)
        value = _value(row, field, named=public is None)
        (personal if is_apart else fields).append(Field(field.name, _label(field), value))
    return Row(type_of(row), row.pk, str(row._meta.verbose_name), tuple(fields), tuple(personal), closed)


def _label(field: models.Field[Any, Any]) -> str:
    name = str(field.verbose_name)
    return _LABELS.get(field.name, name) if name == field.name.replace("_", " ") else name


def _value(row: models.Model, field: models.Field[Any, Any], *, named: bool) -> Any:
    """Give a value in words; a text or an item by its number or index where it is not to be `named` by its title."""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    value = getattr(row, field.name)
    if (meant := _IN_WORDS.get((type_of(row), field.name))) is not None:
        return str(meant.get(value, value))
    if isinstance(value, models.Model):
        name = None if named else _UNTITLED.get(type_of(value))
        return getattr(value, name) if name else str(value)
    if isinstance(value, datetime):
        return localtime(value).isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return str(value)


class File(NamedTuple):
    """A letter as a file."""

    name: str
    what: str
    content: bytes


def letters_of(case: Any) -> Iterator[File]:
    """Go through the letters that were issued in a case, each as DOCX and PDF; a sealed one as it was sealed.

    Of an annual report: each version that was signed, in every format it is given out in.
    """
    if isinstance(case, Filing):
        for version in case.versions.order_by("number"):
            report = report_signed(version)
            for form in FORMATS:
                yield File(f"letters/{version.number}-report.{form}", report.title, exported(report, form))
    if isinstance(case, Rectification):
        try:
            letter, _readings = letters.rectification_letter(case)
        except (GongkaiError, AssertionError):  # withdrawn: there is none
            return
        yield from _both("1-rectification", letter, letter.title, None)
    if not isinstance(case, Application):
        return
    for number, offer in enumerate((each for each in letters.offers(case) if each.issued), start=1):
        letter, _readings = letters.letter_of(case, offer)
        yield from _both(f"{number}-{offer.key}", letter, str(offer.kind.label), getattr(offer.issued, "seal", None))


def _both(name: str, letter: Any, what: str, seal: Any) -> Iterator[File]:
    yield File(f"letters/{name}.pdf", what, seal.content if seal is not None else write_pdf(letter))
    yield File(f"letters/{name}.docx", what, write_docx(letter))


def entries_of(kind: Kind, case: Any) -> Any:
    """Give the entries of a case with all that belongs to it, in the order of the chain."""
    about = Q(pk__in=())
    for model, rows in kind.belongings(case):
        about |= Q(object_type=type_of(model), object_id__in=[row.pk for row in rows])
    keys = [each.pk for each in kind.attachments(case)]
    about |= Q(object_type="attachments.attachment", object_id__in=keys)
    return Entry.objects.filter(about).select_related("officer", "post__agency").order_by("chain", "number")


def as_json(value: Any, indent: int | None = 1) -> bytes:
    """Give what is written as JSON."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str).encode()
