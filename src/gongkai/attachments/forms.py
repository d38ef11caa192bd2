"""Files as a field of a form whose view receives them sealed (`receiving.received`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from gongkai.attachments.kinds import taken_extensions
from gongkai.attachments.naming import cleaned
from gongkai.attachments.receiving import Received
from gongkai.attachments.services import NewFile
from gongkai.ui.language import said


class FilesInput(forms.FileInput):
    """Chooses any number of files."""

    allow_multiple_selected = True


class FilesField(forms.Field):
    """Any number of files, each of which would be taken in; which are not is said of each by its name."""

    widget = FilesInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let several be chosen, of the kinds that the site takes in."""
        return {"multiple": True, "accept": ",".join(f".{each}" for each in taken_extensions())}

    def clean(self, value: Sequence[Received] | None) -> list[NewFile]:
        """Look at each file; Django's own check would read what is sealed."""
        files = [each for each in value or () if isinstance(each, Received)]
        for each in files:
            each.look()
        refused = [_refusal(each) for each in files if each.refused is not None]
        if refused:
            raise forms.ValidationError([*refused, _("文件都没有收下，改好后请重新选择。")])
        return [NewFile(each.name, each.draft) for each in files if each.draft is not None]


def _refusal(file: Received) -> str:
    assert file.refused is not None
    hint = said(file.refused.hint) if file.refused.hint else ""
    return f"{cleaned(file.name)} {said(file.refused.message)}{hint}"
