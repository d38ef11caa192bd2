"""The guide (政府信息公开指南) at the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.agencies.acting import acting
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.disclosure import rules, selectors
from gongkai.disclosure.forms.guide import GuideForm
from gongkai.disclosure.services.guiding import write_guide
from gongkai.disclosure.stages import Stage
from gongkai.disclosure.views.catalogue import form_page
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.sight import require


@keeps_typed
def guide(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the guide of an agency, or its next version."""
    agency = agency_in_sight(request, pk)
    require(rules.may_write(request.user, agency, localdate()))
    there = selectors.guide_of(agency)
    item = there.item if there is not None and there.item.stage != Stage.ENDED else None
    form = open_form(request, GuideForm, agency=agency, item=item)
    by = acting(request, agency, rules.WRITING)
    done = carry_out(
        form,
        lambda values: write_guide(
            agency, form.sections(), effective_on=values["effective_on"], seen=values["seen"], by=by
        ),
    )
    if done:
        messages.success(request, _("已保存为新的一版，审查公开后替换现行的指南。"))
        return redirect("disclosure:detail", done.pk)
    note = _("指南的内容由条例第12条第2款规定。每次保存是新的一版，与其他信息一样先审查、后公开；以前各版留存不变。")
    return form_page(request, form, agency, _("编制公开指南"), note=note, submit=_("保存为新的一版"))
