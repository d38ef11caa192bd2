"""What is done with several members of a list at once: they are asked for their reports (催报)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.acting import acting
from gongkai.agencies.rules import posts_of
from gongkai.filings.submitting import rules, services
from gongkai.filings.submitting.forms import ChaseForm
from gongkai.ui.days import moment_in_words
from gongkai.ui.lists import Action
from gongkai.ui.lists.bulk import Change, Values
from gongkai.ui.sight import require


def _plan(request: HttpRequest, row: Any, values: Values) -> Iterable[Change]:
    on = localdate()
    require(rules.may_chase(request.user, row.collector, on))
    services.require_awaited(row.member, row.state)
    people = services.people_of(row.member, on)
    before = moment_in_words(row.chased_at) if row.chased_at else say("没有催过")
    yield Change(_("催报"), before, "、".join(str(each) for each in people))


def _chase(request: HttpRequest, row: Any, values: Values) -> object:
    return services.chase(row, text=values["text"], by=acting(request, row.collector, rules.COLLECTING))


CHASE = Action(
    "chase",
    _("催报"),
    form=ChaseForm,
    plan=_plan,
    apply=_chase,
    may=lambda request: any(post.duty in rules.COLLECTING for post in posts_of(request.user, localdate())),
)
