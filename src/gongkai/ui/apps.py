from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Pages' common ground."""

    name = "gongkai.ui"
    verbose_name = "界面"

    def ready(self) -> None:
        """Have what is left out of a form, or is no address, said as one official says it to another."""
        from django.core.validators import validate_email
        from django.forms import ChoiceField, Field, FileField, ModelChoiceField

        Field.default_error_messages["required"] = _("请填写。")
        for kind in (ChoiceField, ModelChoiceField):
            kind.default_error_messages["required"] = _("请选择。")
        FileField.default_error_messages["required"] = _("请选择文件。")
        validate_email.message = _("请填写完整的电子邮箱，如 name@example.cn。")
