"""A list of words that comes in as a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.agencies.exchange.columns import Column, Done, Table, chosen
from gongkai.agencies.models import Agency
from gongkai.disclosure import services
from gongkai.disclosure.models import Word, WordKind
from gongkai.disclosure.scan.lexicon import folded
from gongkai.journal.actor import Actor


class Words(Table):
    """Words of an agency's list: one that is listed is changed."""

    name = "words"
    title = _("公开词库")
    columns = (
        Column("word", "词语", required=True),
        chosen("kind", "类型", WordKind.choices, required=True),
        Column("instead", "建议写作"),
        Column("note", "说明"),
    )

    def __init__(self, agency: Agency) -> None:
        self.agency = agency

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """List a word, or change the one that is listed."""
        there = Word.objects.filter(agency=self.agency, word=folded(values["word"])).first()
        given = {name: value for name, value in values.items() if name != "word"}
        if there is None:
            row = services.set_word(self.agency, values["word"], by=by, **given)
            return Done(str(row), added=True)
        heading = {column.name: column.heading for column in self.columns}
        told = tuple(
            (heading[name], str(getattr(there, name)), value)
            for name, value in given.items()
            if getattr(there, name) != value
        )
        if told:
            services.set_word(self.agency, values["word"], by=by, **given)
        return Done(str(there), told)
