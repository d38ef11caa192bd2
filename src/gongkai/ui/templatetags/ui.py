"""Tags and filters of every page: what the law says, days and moments, values that are blank or not to be shown."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongkai.law.errors import GongkaiError
from gongkai.law.message import Speaks
from gongkai.ui import timeline
from gongkai.ui.beside import panels
from gongkai.ui.days import day_in_words, days_left, moment_in_words, overdue_by
from gongkai.ui.display import Display
from gongkai.ui.language import said as say
from gongkai.vault import masking

register = template.Library()

_PAGE = re.compile(r"(?i)https?://|/(?![/\\])")


@register.filter
def said(what: Any) -> str:
    """Give what the law says (a message, a step, an error) in the language of the page, other things as they are."""
    return say(what) if isinstance(what, Speaks | GongkaiError) else str(what)


@register.filter
def day(value: date | datetime | None) -> str | SafeString:
    """Give a day in words, as a `time` element: 2026年3月2日, 2 March 2026. What is no day is blank."""
    if value is None or value == "":
        return blank(value)
    on = localtime(value).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), day_in_words(on))


@register.filter
def moment(value: datetime | None) -> str | SafeString:
    """Give a moment in words, to the minute."""
    if value is None or value == "":
        return blank(value)
    at = localtime(value).isoformat("T", "minutes")
    return format_html('<time datetime="{}">{}</time>', at, moment_in_words(value))


@register.filter
def blank(value: Any) -> str | SafeString:
    """Give the value, or a dash for none, which is read aloud as what it means."""
    if value is None or value == "":
        return format_html('<span class="blank" aria-hidden="true">—</span><span class="unseen">{}</span>', _("未填"))
    return str(value)


@register.filter
def masked(value: Any, kind: str) -> str | SafeString:
    """Give what may be shown of personal data of a kind (`vault.masking.Personal`): `{{ mobile|masked:"phone" }}`."""
    shown = masking.masked("" if value is None else str(value), masking.Personal(kind))
    if not shown:
        return blank(shown)
    return format_html('<span class="masked">{}</span><span class="unseen">{}</span>', shown, _("（部分隐去）"))


@register.filter
def lines(entries: Any) -> list[timeline.Line]:
    """Give entries of the journal as a page shows them."""
    return timeline.lines(entries)


@register.filter
def choices(display: Display) -> SafeString:
    """Give what can be chosen of how pages are shown, with what was chosen."""
    return _choices(display, get_language())


@lru_cache(maxsize=64)  # on every page, and there are only so many
def _choices(display: Display, language: str | None) -> SafeString:
    return render_to_string("ui/display_choices.html", {"choices": display.choices})


@register.filter
def target(field: BoundField) -> str:
    """Give the id of what an error of a field leads to: its input, the first of several."""
    return field.id_for_label or (field.subwidgets[0].id_for_label if field.subwidgets else "") or field.auto_id


@register.filter
def is_ticked(field: BoundField) -> bool:
    """Say whether a field is a single box to tick, which stands before its label."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


@register.filter
def leads_to(address: str) -> str:
    """Give an address that somebody wrote down if a link may lead there: a page, and no script. Else give nothing."""
    return address if _PAGE.match(address) else ""


@register.simple_tag(takes_context=True)
def nonce(context: Context) -> str:
    """Give the nonce attribute of a script or a style, where the site has such a policy."""
    made = context.get("csp_nonce", getattr(context.get("request"), "csp_nonce", None))
    return "" if made is None else format_html(' nonce="{}"', str(made))


@register.inclusion_tag("ui/beside.html", takes_context=True)
def beside(context: Context, thing: Any) -> dict[str, Any]:
    """Show what other contexts have beside a thing (`ui.beside`)."""
    return {"panels": panels(thing, context["request"].user, localdate())}


@register.filter
def left(due: Any, on: date) -> SafeString | str:
    """Give the working days left for a thing that is due, in words and with its weight."""
    days = due.left(on)
    if due.due_on is not None and due.due_on < on:
        weight, words = "overdue", overdue_by(-(days or 0))
    elif days is None:
        return str(due.meanwhile) or blank(None)
    elif due.due_on == on:
        weight, words = "today", _("今天")
    elif days == 0:
        weight, words = "soon", _("此前没有工作日")
    else:
        weight, words = ("soon" if days <= 3 else "calm"), days_left(days)
    shown = format_html('<span class="left left-{}">{}</span>', weight, words)
    if not due.provisional:
        return shown
    return format_html('{} <abbr title="{}">{}</abbr>', shown, _("该年放假通知尚未公布，日期暂定。"), _("暂定"))


@register.filter
def page_numbers(page: Any) -> list[int | None]:
    """Give the numbers of the pages to link to, None standing for those left out."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in shown]
