"""The form in which a document is handed in to be read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.attachments.receiving import Received
from gongkai.disclosure.documents.reading import KINDS
from gongkai.law.errors import GongkaiError


class DocumentInput(forms.FileInput):
    """Chooses one document."""

    def __init__(self) -> None:
        super().__init__({"accept": ",".join(f".{each}" for each in sorted(KINDS))})


class DocumentField(forms.Field):
    """A document that the view receives sealed (`receiving.received`)."""

    widget = DocumentInput

    def clean(self, value: Received | None) -> Received:
        """Look at what was received: whether it is what it is named."""
        if not isinstance(value, Received):
            raise forms.ValidationError(_("请选择文档。"))
        value.look()
        return value


class DocumentForm(forms.Form):
    """A document whose words become a body."""

    document = DocumentField(
        label=_("文档"),
        help_text=_("DOCX，或者DOC、WPS、ODT。标题、列表、表格和图片会带入正文；批注、删除的文字和隐藏文字不会。"),
    )

    def read(self) -> tuple[bytes, str]:
        """Give the content of the document and its kind; raise the error of one that was not taken."""
        received: Any = self.cleaned_data["document"]
        if isinstance(received.refused, GongkaiError):
            raise received.refused
        with received.draft.opened() as content:
            return content.read(), received.name.rpartition(".")[2].lower()
