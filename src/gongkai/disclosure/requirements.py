"""What a text must have before anybody reviews it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.disclosure.content import DEEPEST, LONGEST_BODY, deepest, images_in
from gongkai.disclosure.guides import lacking_of_guide, words_of
from gongkai.disclosure.linking import may_act_on
from gongkai.disclosure.models import ACTING, ENACTED, Item, Kind, Nature, Relation, Text, Validity
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


def require_readable(body: str) -> None:
    """Raise ValidationError for HTML that is longer, or nested deeper, than any document."""
    if len(body) > LONGEST_BODY:
        told = {"there": len(body), "most": LONGEST_BODY}
        raise ValidationError({"body": _("正文连同标签有%(there)d字，最多%(most)d字；长的内容请作为附件。") % told})
    if deepest(body) > DEEPEST:
        raise ValidationError({"body": _("正文的HTML套了太多层，或者有很多标签没有结束；请清理后再粘贴。")})


def require_whole(text: Text, links: Sequence[tuple[str, Item]] = ()) -> None:
    """Raise ValidationError, field by field, for what a text lacks or what in it contradicts itself."""
    wrong = _wrong_in_force(text) | _wrong_with_comments(text) | _wrong_links(text, links)
    if text.made_on and text.produced_on and text.made_on > text.produced_on:
        wrong["made_on"] = _("成文日期晚于生成日期。")
    if text.nature != Nature.PROACTIVE and not text.ground_reason:
        wrong["ground_reason"] = _("不主动公开的，请写明理由。")
    if text.nature == Nature.WITHHELD and not text.ground:
        wrong["ground"] = _("不予公开的，请选择依据（条例第14至16条）。")
    if text.nature != Nature.WITHHELD and text.ground:
        wrong["ground"] = _("公开属性不是“不予公开”，不填依据。")
    if not text.body and not text.files:
        wrong["body"] = _("正文和附件至少要有一种。")
    if lacking := lacking_of_guide(text):
        told = {"fields": _("、").join(words_of(each) for each in lacking)}
        wrong["body"] = _("公开指南必须写明这些内容（条例第12条第2款），各用一个标题：%(fields)s。") % told
    if wrong:
        raise ValidationError(wrong)


def require_described(text: Text) -> None:
    """Raise NotAllowed for pictures of which nothing is said to those who do not see them."""
    silent = [each for each in images_in(text.body) if not each.alt]
    if silent:
        raise NotAllowed(
            "picture-undescribed",
            Message("正文里有{number}张图片没有替代文字，不能送审。", number=len(silent)),
            hint=Message("请打开修改，逐张写明图片上是什么；看不见图片的人靠它知道内容。"),
        )


def _wrong_in_force(text: Text) -> dict[str, str]:
    wrong = {}
    if text.repealed_on and text.effective_on and text.repealed_on < text.effective_on:
        wrong["repealed_on"] = _("废止日期早于施行日期。")
    if text.validity == Validity.REPEALED and not text.repealed_on:
        wrong["repealed_on"] = _("已废止的，请填写废止日期。")
    if text.validity == Validity.LAPSED and not text.valid_until:
        wrong["valid_until"] = _("已失效的，请填写有效期至哪一天。")
    if text.valid_until and text.effective_on and text.valid_until < text.effective_on:
        wrong["valid_until"] = _("有效期早于施行日期。")
    if text.kind in ENACTED and not text.effective_on:
        wrong["effective_on"] = _("规章、行政规范性文件请填写施行日期。")
    if text.kind in ENACTED and not text.made_on:
        wrong["made_on"] = _("规章、行政规范性文件请填写成文日期。")
    if text.kind == Kind.RULE:
        if not text.promulgated_on:
            wrong["promulgated_on"] = _("规章请填写公布日期，写入题注。")
        if not text.document_number:
            wrong["document_number"] = _("规章请填写公布它的令的文号，写入题注。")
    if text.promulgated_on and text.effective_on and text.promulgated_on > text.effective_on:
        wrong["promulgated_on"] = _("公布日期晚于施行日期。")
    return wrong


def _wrong_with_comments(text: Text) -> dict[str, str]:
    asked = ("comments_from", "comments_until", "comments_to")
    if text.kind != Kind.CONSULTATION:
        return {
            name: _("文件性质不是“征求意见”，不填。") for name in (*asked, "comments_outcome") if getattr(text, name)
        }
    wrong = {name: _("征求意见的，请填写。") for name in asked if not getattr(text, name)}
    if text.comments_from and text.comments_until and text.comments_until < text.comments_from:
        wrong["comments_until"] = _("结束日期早于开始日期。")
    return wrong


def _wrong_links(text: Text, links: Sequence[tuple[str, Item]]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for relation, target in links:
        if target.pk == text.item_id:
            wrong[relation] = _("不能是这条信息自己。")
        elif relation in ACTING and not may_act_on(text.item.agency, target):
            wrong[relation] = _("“%(target)s”不是本机关或者下级机关的文件，不能由这条信息修改或者废止。") % {
                "target": target
            }
    if any(relation in ACTING for relation, target in links) and not text.effective_on:
        wrong["effective_on"] = _("修改或者废止其他文件的，请填写施行日期，从那一天起生效。")
    if text.kind == Kind.INTERPRETATION and not any(relation == Relation.EXPLAINS for relation, target in links):
        wrong["explains"] = _("政策解读请填写所解读的文件。")
    return wrong
