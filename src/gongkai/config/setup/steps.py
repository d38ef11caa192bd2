"""The steps of setting a site up, in their order, and which of them are done: said by what is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import REVIEWING, Agency, Duty, Officer, Post
from gongkai.agencies.signin.models import Invitation
from gongkai.config.setup.models import Setup
from gongkai.disclosure import selectors
from gongkai.disclosure.models import CatalogueEntry, Rubric
from gongkai.ui.working_days import calendar


@dataclass(frozen=True)
class Step:
    """One step: its name, what it is for, the provision that asks for it, and whether it is done."""

    code: str
    name: Any
    about: Any
    is_done: Callable[[Setup], bool]
    article: str = ""
    wants_agency: bool = True

    @property
    def url(self) -> str:
        """Give the address of its page."""
        return reverse(f"setup:{self.code}")

    def is_open(self, row: Setup) -> bool:
        """Say whether its page can be entered: that of the first administrator is left behind by who has become one."""
        return self.code != "administrator" and (not self.wants_agency or row.agency_id is not None)


def _people(row: Setup) -> bool:
    """Say whether somebody writes and somebody else reviews, at work or invited (条例第17条)."""
    writers = holders(row.agency, {Duty.HANDLER})
    reviewers = holders(row.agency, REVIEWING - {Duty.OFFICE_HEAD, Duty.LEADER})
    return bool(writers and reviewers) and len(writers | reviewers) > 1


def holders(agency: Agency | None, duties: Any) -> set[tuple[str, Any]]:
    """Give who has one of some duties in an agency, or is invited to it; an invitation stands for a person."""
    if agency is None:
        return set()
    wanted = {str(duty) for duty in duties}
    posts = Post.objects.held(localdate()).filter(agency=agency, duty__in=wanted)
    found = {("officer", key) for key in posts.values_list("officer_id", flat=True)}
    for each in Invitation.objects.open(timezone.now()).filter(agency=agency):
        if wanted & set(each.duties):
            found.add(("invitation", each.pk))
    return found


def _catalogue(row: Setup) -> bool:
    of_it = {"agency": row.agency, "closed_on__isnull": True}
    return Rubric.objects.filter(**of_it).exists() or CatalogueEntry.objects.filter(**of_it).exists()


def _calendar(row: Setup) -> bool:
    return row.calendar_seen_at is not None and calendar().last_published >= localdate()


STEPS = (
    Step(
        "administrator",
        _("第一位管理员"),
        _("用一次性代码设立的，管理整个网站。"),
        lambda row: Officer.objects.filter(is_superuser=True).exists(),
        wants_agency=False,
    ),
    Step(
        "agency",
        _("机关"),
        _("本机关的名称、区划、联系方式，指定政府信息公开工作机构。"),
        lambda row: row.agency_id is not None,
        "条例第4条",
        wants_agency=False,
    ),
    Step("people", _("人员"), _("谁经办、谁审查、谁负责；审查的人不是拟稿的人。"), _people, "条例第17条"),
    Step(
        "guide",
        _("公开指南"),
        _("按前面填的内容拟好，改定后送审。"),
        lambda row: row.agency is not None and selectors.guide_of(row.agency) is not None,
        "条例第12条",
    ),
    Step("calendar", _("工作日历"), _("答复期限按工作日算，放假安排要齐。"), _calendar, "放假办法第2条", False),
    Step("catalogue", _("公开目录"), _("主动公开的栏目和标准目录。"), _catalogue, "条例第20条"),
    Step(
        "mail",
        _("电子邮件"),
        _("发一封测试邮件，或者选定不发邮件。"),
        lambda row: row.letter_arrived_at is not None or row.without_mail,
        wants_agency=False,
    ),
    Step(
        "keys",
        _("密钥和备份"),
        _("密钥丢了，申请人的个人信息就再也读不出来。"),
        lambda row: row.keys_kept_at is not None,
        wants_agency=False,
    ),
)


@dataclass(frozen=True)
class Progress:
    """A step as it stands: whether it is done, whether it can be entered, whether it is the one on the page."""

    step: Step
    done: bool
    open: bool
    here: bool


def progress(row: Setup, here: str = "") -> list[Progress]:
    """Give all steps as they stand."""
    return [Progress(step, step.is_done(row), step.is_open(row), step.code == here) for step in STEPS]


def after(code: str) -> str:
    """Give the address of the step that follows another, or of the overview after the last."""
    codes = [step.code for step in STEPS]
    place = codes.index(code) + 1
    return STEPS[place].url if place < len(STEPS) else reverse("setup:index")


BY_CODE: Mapping[str, Step] = {step.code: step for step in STEPS}
