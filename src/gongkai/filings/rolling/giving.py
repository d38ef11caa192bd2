"""Which report of each member is added: one that was accepted, else one handed in, else one from outside; or none.

An accepted submission is final, as is what a person confirmed to have read right from a file (`Upload`), unless they
are of the very member: what nobody signed here and nobody above looked at is no more than handed in. What is only
handed in counts while nothing newer of the same report was, and is marked as not final. Who adds up hands nothing to
itself: of its own reports what was signed counts. A member with none of these is missing: it is named, and never a
zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.agencies.models import Post
from gongkai.filings.models import Scope, Submission, Upload, Version
from gongkai.filings.rolling.listing import Listed
from gongkai.filings.submitting.selectors import newest_rows

Figures = Mapping[str, str | None]
"""The numbers of a report by cell (`table.row.column`), as text; None where there is none."""


class Kind(StrEnum):
    """What a member gives."""

    VERSION = "version"
    UPLOAD = "upload"


class Given(NamedTuple):
    """The report of a member that is added: what it is, whether it is final, its bytes' digest, its figures."""

    kind: Kind
    pk: int
    final: bool
    digest: str
    figures: Figures


_MODELS: Mapping[Kind, type[Any]] = {Kind.VERSION: Version, Kind.UPLOAD: Upload}


def given_by(members: Sequence[Listed], collectors: Sequence[Any], year: int) -> dict[int, Given]:
    """Give by agency what each member gives for a year; who gives nothing is left out."""
    scopes = {each.agency.pk: each.scopes for each in members}
    own = [each.agency.pk for each in members if each.own]
    best: dict[int, tuple[tuple[Any, ...], Given]] = {}

    def offer(agency: int, scope: str, rank: tuple[Any, ...], given: Given) -> None:
        wanted = scopes.get(agency, ())
        if scope not in wanted:
            return
        place = (-wanted.index(Scope(scope)), *rank)
        if agency not in best or best[agency][0] < place:
            best[agency] = (place, given)

    submissions = Submission.objects.filter(collector__in=collectors, version_signed__filing__year=year)
    last = newest_rows().filter(collector__in=collectors, version_signed__filing__year=year)
    counting = Q(state=Submission.State.ACCEPTED) | Q(state=Submission.State.SUBMITTED, pk__in=last.values("pk"))
    of_version = [f"version_signed__{name}" for name in _VERSION]
    for state, at, agency, scope, *given in (
        submissions.filter(counting).order_by().values_list("state", "at", *of_version)
    ):
        accepted = state == Submission.State.ACCEPTED
        offer(agency, scope, (accepted, at), _version(accepted, *given))
    signed = Version.objects.filter(filing__agency__in=own, filing__year=year).order_by()
    for at, agency, scope, *given in signed.values_list("signed_at", *_VERSION):
        offer(agency, scope, (True, at), _version(True, *given))
    lacking = [key for key in scopes if key not in best]
    outside = Upload.objects.confirmed().filter(agency__in=lacking, year=year).order_by()
    by_themselves = _by_themselves(outside) - {each.pk for each in collectors}
    for agency, scope, *upload in outside.values_list("agency", "scope", "pk", "digest", "figures"):
        pk, digest, figures = upload
        offer(agency, scope, (), Given(Kind.UPLOAD, pk, agency not in by_themselves, digest, figures))
    return {key: given for key, (_, given) in best.items()}


def _by_themselves(uploads: Any) -> set[int]:
    """Give the agencies whose reports from outside were confirmed by one of their own."""
    confirmed = list(uploads.values_list("agency", "confirmed_by", "confirmed_at"))
    posts = Post.objects.filter(agency__in=[each for each, _by, _at in confirmed])
    held: dict[tuple[int, int], list[Post]] = {}
    for post in posts.filter(officer__in={by for _agency, by, _at in confirmed}):
        held.setdefault((post.agency_id, post.officer_id), []).append(post)
    return {
        agency
        for agency, by, at in confirmed
        if any(each.is_held(localdate(at)) for each in held.get((agency, by), ()))
    }


_VERSION = ("filing__agency", "filing__scope", "pk", "digest", "figures")


def _version(final: bool, pk: int, digest: str, figures: Figures) -> Given:
    return Given(Kind.VERSION, pk, final, digest, figures)


def given_again(rows: Iterable[tuple[int, Kind, int, bool]]) -> dict[int, Given]:
    """Give by agency what was added before: of each agency what it gave, and whether that was final then."""
    kept = list(rows)
    found = {
        (kind, pk): (digest, figures)
        for kind, model in _MODELS.items()
        for pk, digest, figures in model.objects.filter(pk__in=[pk for _, each, pk, _ in kept if each is kind])
        .order_by()
        .values_list("pk", "digest", "figures")
    }
    return {agency: Given(kind, pk, final, *found[kind, pk]) for agency, kind, pk, final in kept}


def text_of(kind: Kind, pk: int) -> str:
    """Give a report that was given, in the JSON of our schema."""
    text: str = _MODELS[kind].objects.values_list("report", flat=True).get(pk=pk)
    return text
