"""A field by which other items are picked: typed by name or number, offered by the server, ticked by whoever writes.

What is picked and what is typed come under one name, so that a form that is sent and drawn again needs no script: what
is clear is ticked, for words the matches are offered, what is not found stays typed.
"""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.disclosure.linking import found, linkable, meant_by
from gongkai.disclosure.models import Item


class Picker(forms.Textarea):
    """Items that are picked, with boxes to be ticked, and a place to type others."""

    template_name = "disclosure/picker.html"
    use_fieldset = True
    rows: Any

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """Give all that is ticked and typed, one a line."""
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return "\n".join(each for each in given if each.strip())

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Boxes that are not ticked are not sent: nothing is said to be lacking."""
        return False

    def id_for_label(self, id_: str) -> str:
        """The label stands for all of it."""
        return ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Look up what is meant."""
        context = super().get_context(name, value, attrs)
        meant = meant_by(str(value or ""), self.rows)
        context["widget"].update(meant=meant, value="\n".join(meant.unknown))
        return context


class PickedItems(forms.CharField):
    """Other items; `rows` are those that may be picked."""

    widget = Picker

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=kwargs.pop("required", False), **kwargs)
        self.offer(linkable(()))

    def offer(self, rows: Any) -> None:
        """Let items of some be picked."""
        self.rows = self.widget.rows = rows

    def items(self, written: str) -> list[Item]:
        """Give the items that are meant. Raises ValidationError while some have yet to be picked."""
        return found(written, self.rows)
