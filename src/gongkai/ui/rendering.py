"""How Django draws forms here: each field as `ui/field.html` has it, in forms of other packages too."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

DASHES = "---------"
"""What Django calls a choice of nothing, where a form does not call it otherwise."""


class Renderer(TemplatesSetting):
    """Draws forms by our templates; a choice of nothing says what it is."""

    form_template_name = "ui/fields.html"
    field_template_name = "ui/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Draw a form, a field or a widget."""
        widget = context.get("widget") or {}
        for _group, options, _index in widget.get("optgroups", ()):
            for option in options:
                if option["label"] == DASHES:
                    option["label"] = _("请选择") if widget["required"] else _("不选")
        return super().render(template_name, context, request)
