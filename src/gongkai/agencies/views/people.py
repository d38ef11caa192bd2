"""People: who works in an agency, and what is done with their posts and accounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies import rules, services
from gongkai.agencies.acting import acting
from gongkai.agencies.forms import DelegateForm, EndPostForm, OfficerForm, PostForm
from gongkai.agencies.models import Duty, Officer, Post
from gongkai.agencies.views.agencies import ENTRIES
from gongkai.agencies.views.forms import form_page
from gongkai.agencies.views.sight import agency_in_sight, officer_in_sight
from gongkai.journal.actor import Actor
from gongkai.journal.selectors import timeline
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.sight import require


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an officer: the posts they hold and held in agencies in sight, and what was done with them."""
    officer, on = officer_in_sight(request, pk), localdate()
    seen = rules.agencies_in_sight(request.user, on)
    posts = (
        Post.objects.filter(officer=officer).select_related("agency", "office", "stands_for").order_by("-from_on", "pk")
    )
    if officer.pk != request.user.pk:
        posts = posts.filter(agency__in=seen)
    may_edit = rules.may_edit_officer(request.user, officer, on)
    return render(
        request,
        "agencies/officer.html",
        {
            "officer": officer,
            "posts": [(post, post.is_held(on), *_may(request, post, on)) for post in posts],
            "standing": _standing_for(officer, on) if officer.pk == request.user.pk else [],
            "may_edit": may_edit,
            "oneself": officer.pk == request.user.pk,
            "entries": timeline(officer, *posts)[:ENTRIES] if may_edit else None,
        },
    )


@keeps_typed
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of an officer."""
    officer = _to_edit(request, pk)
    form = open_form(request, OfficerForm, instance=officer)
    done = carry_out(form, lambda values: services.edit_officer(officer, values, by=_acting(request, officer)))
    if done:
        messages.success(request, _("已保存。"))
        return redirect("agencies:officer", pk)
    return form_page(request, form, _("修改工作人员信息"), officer=officer)


@keeps_typed
def shut_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an officer sign in no more, once that is confirmed."""
    officer = _to_edit(request, pk)
    return _confirmed(
        request,
        officer,
        heading=_("停用“%(officer)s”的账号") % {"officer": officer.name},
        note=_("停用后立即不能登录，已登录的也会退出。做过的事仍留在记录里，以后可以恢复。"),
        submit=_("停用"),
        act=services.shut_out,
    )


@keeps_typed
def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an officer sign in again, once that is confirmed."""
    officer = _to_edit(request, pk)
    return _confirmed(
        request,
        officer,
        heading=_("恢复“%(officer)s”的账号") % {"officer": officer.name},
        note=_("恢复后可以用原来的方式登录。"),
        submit=_("恢复"),
        act=services.let_in,
    )


@keeps_typed
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a post in an agency."""
    agency, on = agency_in_sight(request, pk), localdate()
    require(rules.may_appoint(request.user, agency, on))
    form = open_form(
        request,
        PostForm,
        agency=agency,
        officers=rules.officers_to_appoint(request.user, on).order_by("name", "pk"),
        initial={"from_on": on, "officer": request.GET.get("officer")},
    )
    done = carry_out(
        form,
        lambda values: services.appoint(
            values["officer"],
            agency,
            values["duty"],
            from_on=values["from_on"],
            until_on=values["until_on"],
            office=values["office"],
            by=acting(request, agency),
        ),
    )
    if done:
        messages.success(request, _("已任职。"))
        return redirect("agencies:detail", pk)
    return form_page(request, form, _("任职"), agency=agency)


@keeps_typed
def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Have somebody else do one's duty of reviewing while one is away."""
    on = localdate()
    seen = rules.agencies_in_sight(request.user, on)
    post = get_object_or_404(Post.objects.select_related("agency", "officer"), pk=pk, agency__in=seen)
    require(rules.may_delegate(request.user, post, on))
    form = open_form(request, DelegateForm, post=post, on=on, initial={"from_on": on})
    by = acting(request, post.agency, {post.duty})
    done = carry_out(
        form,
        lambda values: services.delegate(
            post, values["officer"], from_on=values["from_on"], until_on=values["until_on"], by=by
        ),
    )
    if done:
        messages.success(request, _("已委托%(officer)s代行。") % {"officer": done.officer.name})
        return redirect("agencies:officer", post.officer_id)
    note = _("代行期间由其审查，记录上写明“代”。拟稿人审查自己的稿子，代谁都不行。")
    return form_page(request, form, _("委托代行：%(post)s") % {"post": str(post)}, officer=post.officer, note=note)


@keeps_typed
def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post; the day given is its last."""
    on = localdate()
    seen = rules.agencies_in_sight(request.user, on)
    post = get_object_or_404(Post.objects.select_related("agency", "officer"), pk=pk, agency__in=seen)
    require(rules.may_end_post(request.user, post, on))
    form = open_form(request, EndPostForm, instance=post, today=on)
    done = carry_out(
        form, lambda values: services.end_post(post, on=values["until_on"], by=acting(request, post.agency))
    )
    if done:
        messages.success(request, _("任职已到期。"))
        return redirect("agencies:officer", post.officer_id)
    heading = _("结束%(officer)s的任职：%(post)s") % {"officer": post.officer.name, "post": str(post)}
    return form_page(request, form, heading, officer=post.officer, grave=True)


def _may(request: HttpRequest, post: Post, on: date) -> tuple[bool, bool]:
    """Say whether whoever asks may end a post, and whether they may have somebody stand for them in it."""
    return rules.may_end_post(request.user, post, on), rules.may_delegate(request.user, post, on)


def _standing_for(officer: Officer, on: date) -> Any:
    """Give who stands for an officer, now or later."""
    posts = Post.objects.filter(stands_for=officer, until_on__gte=on).select_related("officer", "agency")
    return posts.order_by("from_on", "pk")


def _to_edit(request: HttpRequest, pk: int) -> Officer:
    officer = officer_in_sight(request, pk)
    require(rules.may_edit_officer(request.user, officer, localdate()))
    return officer


def _acting(request: HttpRequest, officer: Officer) -> Actor:
    """Give the actor: in the post by which they administer an agency where the officer works."""
    post = Post.objects.filter(officer=officer).select_related("agency").order_by("-from_on", "-pk").first()
    return acting(request, post.agency if post else None, {Duty.ADMINISTRATOR})


def _confirmed(
    request: HttpRequest, officer: Officer, *, heading: str, note: str, submit: str, act: Callable[..., Officer]
) -> HttpResponse:
    form = open_form(request, Form)
    if carry_out(form, lambda values: act(officer, by=_acting(request, officer))):
        messages.success(request, _("已办理。"))
        return redirect("agencies:officer", officer.pk)
    return form_page(request, form, heading, officer=officer, note=note, submit=submit, grave=True)
