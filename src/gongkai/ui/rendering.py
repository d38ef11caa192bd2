"""How Django draws forms here: each field as `ui/field.html` has it, in forms of other packages too."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws forms by our templates."""

    form_template_name = "ui/fields.html"
    field_template_name = "ui/field.html"
