"""What a text must have before anybody reviews it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.disclosure.content import DEEPEST, deepest
from gongkai.disclosure.models import Nature, Text, Validity


def require_shallow(body: str) -> None:
    """Raise ValidationError for HTML that is nested deeper than any document."""
    if deepest(body) > DEEPEST:
        raise ValidationError({"body": _("正文的HTML套了太多层，或者有很多标签没有结束；请清理后再粘贴。")})


def require_whole(text: Text) -> None:
    """Raise ValidationError, field by field, for what a text lacks or what in it contradicts itself."""
    wrong: dict[str, str] = {}
    if text.made_on and text.produced_on and text.made_on > text.produced_on:
        wrong["made_on"] = _("成文日期晚于生成日期。")
    if text.repealed_on and text.effective_on and text.repealed_on < text.effective_on:
        wrong["repealed_on"] = _("废止日期早于施行日期。")
    if text.validity == Validity.REPEALED and not text.repealed_on:
        wrong["repealed_on"] = _("已废止的，请填写废止日期。")
    if text.nature != Nature.PROACTIVE and not text.ground_reason:
        wrong["ground_reason"] = _("不主动公开的，请写明理由。")
    if text.nature == Nature.WITHHELD and not text.ground:
        wrong["ground"] = _("不予公开的，请选择依据（条例第14至16条）。")
    if text.nature != Nature.WITHHELD and text.ground:
        wrong["ground"] = _("公开属性不是“不予公开”，不填依据。")
    if not text.body and not text.files:
        wrong["body"] = _("正文和附件至少要有一种。")
    if wrong:
        raise ValidationError(wrong)
