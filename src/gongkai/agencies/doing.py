"""What officers do with rows, one act at a time: by their stage, by the version they saw, on the record.

A ledger, or what else has stages, says its `Course` (which act may be done in which stage, and where it leads) and its
deeds (form, service, who may); pages and services share the rest. A row has a `stage` and a `version` that grows with
each act.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.agencies.acting import acting
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record
from gongkai.law.citation import Citation
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Course:
    """The course of a ledger's rows: by act the stages it is done in and the one it leads to, None where it stays.

    `code` begins the codes of what is refused; `stages` are the words of stages for what errors say.
    """

    code: str
    stages: Mapping[str, Message]
    moves: Mapping[str, tuple[frozenset[str], str | None]]
    citation: Citation

    def refusal(self, act: Act, stage: str) -> NotAllowed | None:
        """Say why an act cannot be done in a stage, or None when the stage does not stand against it."""
        during, _leads_to = self.moves[act.code]
        if stage in during:
            return None
        return self.refused(
            "not-in-this-stage",
            Message("这一项处于“{stage}”，不能“{act}”。", stage=self.stages[stage], act=str(act.words)),
            Message("可在“{stages}”时办理。", stages=[words for each, words in self.stages.items() if each in during]),
        )

    def refused(self, code: str, message: Message, hint: Message) -> NotAllowed:
        """Give what is refused, with the provision."""
        return NotAllowed(f"{self.code}-{code}", message, hint=hint, citation=self.citation)

    def take_up(self, row: Row, act: Act, seen: int | None) -> Row:
        """Hold a row for an act; NotAllowed where its stage forbids it, and where others acted since it was seen."""
        held: Any = hold(row)
        if seen is not None and held.version != seen:
            raise self.refused(
                "changed-meanwhile",
                Message("这一项在您打开之后已经有人办理过。"),
                Message("请看过办理经过，再决定怎样办理；您填写的内容还在。"),
            )
        if refused := self.refusal(act, held.stage):
            raise refused
        return held

    def happen(
        self, held: Row, act: Act, changed: list[str], *, by: Actor, leads_to: str | None = None, **note: Any
    ) -> Row:
        """Save what an act changed in a row, with its new stage, and record it; `leads_to` where the act decides."""
        row: Any = held
        row.stage = leads_to or self.moves[act.code][1] or row.stage
        row.version += 1
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.name not in changed])
        row.save(update_fields=[*changed, "stage", "version"])
        record(row, act, by=by, **note)
        return held


class ActForm(forms.Form):
    """The form of an act on a row of a ledger. It carries the version that whoever acts was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.initial["seen"] = row.version
        self.prepare()

    def prepare(self) -> None:
        """Fit the form to the row."""


class RemarksForm(ActForm):
    """Why."""

    remarks = forms.CharField(label="", widget=forms.Textarea(attrs={"rows": 3}), max_length=500)

    def prepare(self) -> None:
        """Call it the reason."""
        self.fields["remarks"].label = _("理由")


@dataclass(frozen=True)
class Deed:
    """One thing done with a row: its act, what it is called, its form, what does it, who may, in which duties (or any).

    `fits` says of which rows it is done at all, beside their stage; `about` what whoever does it should know.
    """

    name: str
    act: Act
    words: Any
    form: type[ActForm]
    do: Callable[..., Any]
    may: Callable[[Any, Any, date], bool]
    duties: frozenset[Any] | None
    grave: bool = False
    fits: Callable[[Any], bool] = lambda row: True
    about: Any = ""


@dataclass(frozen=True)
class Desk:
    """How a ledger's rows are worked on at the desk: its course, its deeds, its address and its pages."""

    course: Course
    deeds: tuple[Deed, ...]
    url: str
    template: str

    def deed(self, name: str) -> Deed:
        """Give the deed of a name; StopIteration where there is none."""
        return next(each for each in self.deeds if each.name == name)

    def open_deeds(self, officer: Any, row: Any, on: date) -> list[Deed]:
        """Give what an officer can do with a row now."""
        return [
            deed
            for deed in self.deeds
            if self.course.refusal(deed.act, row.stage) is None and deed.fits(row) and deed.may(officer, row, on)
        ]

    def act(self, request: HttpRequest, row: Any, name: str) -> HttpResponse:
        """Answer a page on which one of the deeds is done with a row that is in sight."""
        deed = next((each for each in self.deeds if each.name == name and each.fits(row)), None)
        if deed is None:
            raise Http404
        require(deed.may(request.user, row, localdate()))
        form = open_form(request, deed.form, row=row)
        by = acting(request, row.agency, deed.duties)
        if carry_out(form, lambda values: deed.do(row, by=by, **values)):
            messages.success(request, _("已办理：%(deed)s。") % {"deed": deed.words})
            return redirect(self.url, row.pk)
        back = reverse(self.url, args=[row.pk])
        context = {
            "row": row,
            "form": form,
            "heading": deed.words,
            "about": deed.about,
            "submit": deed.words,
            "back": back,
        }
        return render(request, self.template, context, status=status_of(form))
