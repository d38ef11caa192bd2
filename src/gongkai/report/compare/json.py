"""A comparison as plain values for other programs: figures as numbers, a blank as null."""

from __future__ import annotations

import json
from typing import Any

from gongkai.law.message import Translate
from gongkai.report.compare.carried import Carried, InForce
from gongkai.report.compare.changes import Change, percent
from gongkai.report.compare.comparison import Comparison
from gongkai.report.compare.sentences import PartChanged, Piece, Sentence
from gongkai.report.figures import number_of
from gongkai.report.model import Figure, Number, Report


def as_dict(made: Comparison, translate: Translate | None = None) -> dict[str, Any]:
    """Give a comparison as plain values, its sentences in a language."""
    return {
        "old": _about(made.old),
        "new": _about(made.new),
        "is_next_year": made.is_next_year,
        "about": [_change(each, translate) for each in made.about],
        "carried_over": [_carried(each) for each in made.carried],
        "in_force": [_in_force(each) for each in made.in_force],
        "figures": [_change(each, translate) for each in made.figures],
        "not_comparable": [_change(each, translate) for each in made.not_comparable],
        "narrative": [_part(part) for part in made.narrative],
    }


def write_json(made: Comparison, translate: Translate | None = None) -> bytes:
    """Write a comparison as JSON in UTF-8."""
    written = json.dumps(as_dict(made, translate), ensure_ascii=False, indent=2) + "\n"
    return written.encode("utf-8", "replace")


def _about(report: Report) -> dict[str, Any]:
    return {"agency": report.agency, "year": report.year, "edition": report.edition.id}


def _change(change: Change, translate: Translate | None) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "table": change.table,
        "row": change.row,
        "column": change.column,
        "old": _side(change.old),
        "new": _side(change.new),
        "delta": _plain(change.delta),
        "rate": None if change.rate is None else float(change.rate),
        "percent": None if change.rate is None else percent(change.rate),
        "unit": change.unit,
        "text": change.text(translate),
    }


def _carried(each: Carried) -> dict[str, Any]:
    return {
        "column": each.column.label,
        "carried_forward": _number(each.before),
        "carried_in": _number(each.now),
        "delta": _plain(each.by),
    }


def _in_force(each: InForce) -> dict[str, Any]:
    return {
        "row": each.row.label,
        "before": _number(each.before),
        "made": _number(each.made),
        "repealed": _number(each.repealed),
        "expected": _plain(each.expected),
        "now": _number(each.now),
        "delta": _plain(each.by),
    }


def _part(part: PartChanged) -> dict[str, Any]:
    listed = list(map(_sentence, part.listed))
    return {"part": part.label, "alike": part.alike, "sentences": listed, "not_listed": part.left_out}


def _sentence(each: Sentence) -> dict[str, Any]:
    return {"kind": each.kind.value, "old": _pieces(each.old), "new": _pieces(each.new)}


def _pieces(pieces: tuple[Piece, ...]) -> list[dict[str, Any]] | None:
    return [{"text": piece.text, "changed": piece.changed} for piece in pieces] or None


def _side(side: str | Figure | None) -> str | int | float | None:
    return side if side is None or isinstance(side, str) else _plain(side.value)


def _number(figure: Figure | None) -> int | float | None:
    return _plain(number_of(figure))


def _plain(number: Number | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)
