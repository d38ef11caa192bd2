"""Which pieces go into a bundle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.remedies.bundle.piece import Piece


class BundleForm(forms.Form):
    """The pieces of a case, of which those that usually go into a bundle are ticked."""

    pieces = forms.MultipleChoiceField(
        label=_("要编入的证据"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一项。")},
    )

    def __init__(self, *args: Any, pieces: Sequence[Piece], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = pieces
        field = self.fields["pieces"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(piece.key, piece.name) for piece in pieces]
        field.initial = [piece.key for piece in pieces if piece.usual]

    def ticked(self) -> list[tuple[Piece, bool]]:
        """Give the pieces, each with whether it is ticked."""
        chosen = self["pieces"].value() or ()
        return [(piece, piece.key in chosen) for piece in self.rows]
