"""No way leads round the gate: pages, deeds, commands, and code beside the services of signing."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse
from tests.casework import actor, refused
from tests.county import SINCE, County, county
from tests.filings.handing import upload
from tests.report.strategies import balanced_report
from tests.signing import again, begun, explained, published, signed

import gongkai
from gongkai.agencies.models import Duty, Membership, Post
from gongkai.config.commands.filing import filing as filings
from gongkai.filings import services
from gongkai.filings.deeds import DESK
from gongkai.filings.gating import gate
from gongkai.filings.lifecycle import COURSE, Stage
from gongkai.filings.models import Filing, Scope, Version
from gongkai.filings.publishing.selectors import public_versions
from gongkai.filings.signing.selectors import public_of
from gongkai.filings.signing.services import approve, send_for_review, sign
from gongkai.filings.signing.verifying import versions_that_differ
from gongkai.filings.submitting.services import submit
from gongkai.journal.actor import SYSTEM
from gongkai.report.finding import Severity

ROOT = Path(gongkai.__file__).parent
ROLES = ("handler", "publisher", "head", "leader")
NEW = ("applications", "new", "natural")
DOERS = {"send": "handler", "approve": "head", "sign": "leader", "publish": "publisher", "amend": "head"}


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county()


def post(made: County, filing: Filing, name: str, role: str) -> int:
    """Send the form of a deed, filled in, and give the status."""
    client = Client()
    client.force_login(made.officers[role])
    said = {"seen": again(filing).version, "reason": "改", "remarks": "同意"}
    return client.post(reverse("filings:act", args=[filing.pk, name]), said).status_code


def test_no_deed_leads_past_a_closed_gate(made, db):
    filing = begun(made)
    assert not gate(filing).is_open
    for stage in (Stage.COMPILING, Stage.FROZEN):
        met = [post(made, filing, name, role) for name, role in DOERS.items()]
        assert met == [409, 404, 404, 409, 409]
        assert again(filing).stage == stage
        if stage == Stage.COMPILING:
            assert post(made, filing, "freeze", "head") == 302
    assert not Version.objects.exists()


def test_publishing_is_refused_in_every_stage_but_signed(made, db):
    filing, by = begun(made), actor(made)
    met = {}

    def publish() -> None:
        stage = str(again(filing).stage)
        met[stage] = post(made, filing, "publish", "publisher")

    publish()
    services.freeze(explained(made, filing), by=actor(made, "head"))
    publish()
    send_for_review(filing, by=by)
    publish()
    assert post(made, filing, "sign", "leader") == 404  # there is still one to approve it
    approve(filing, by=actor(made, "head"))
    assert [post(made, filing, "sign", role) for role in ROLES] == [403, 403, 403, 302]
    assert post(made, filing, "publish", "handler") == 403
    publish()
    publish()
    assert met == {"compiling": 409, "frozen": 409, "reviewing": 409, "signed": 302, "published": 409}
    assert Version.objects.filter(published_at__isnull=False).count() == 1


def test_a_figure_changed_beside_the_services_is_neither_signed_nor_published(made, db):
    filing = explained(made, begun(made))
    services.freeze(filing, by=actor(made, "head"))
    send_for_review(filing, by=actor(made))
    approve(filing, by=actor(made, "head"))
    figures = again(filing).figures
    Filing.objects.filter(pk=filing.pk).update(
        figures={
            **figures,
            **{
                f"applications.{row}.{column}": ["7", "counted"]
                for row in ("new", "carried_forward")
                for column in ("natural", "total")
            },
        }
    )
    assert not [each for each in gate(again(filing)).judged if each.stands_in_the_way]  # it still adds up
    assert refused(sign, filing, by=actor(made, "leader")) == "filing-changed-since-sent"
    Filing.objects.filter(pk=filing.pk).update(figures=figures)
    version = sign(filing, by=actor(made, "leader"))
    assert list(versions_that_differ()) == []
    Version.objects.filter(pk=version.pk).update(report=version.report + " ")
    assert post(made, filing, "publish", "publisher") == 409
    assert len(list(versions_that_differ())) == 1


ENTERED = {"number": "7", "reason": "补登", "text": "改", "natural": "1"}


def test_no_page_changes_what_was_signed(made, db):
    filing = begun(made)
    correction = services.correct(filing, NEW, Decimal(0), reason="核对", by=actor(made))
    version = signed(made, filing)
    waiver, client = filing.waivers.first(), Client()
    client.force_login(made.officers["handler"])
    addresses = [
        reverse("filings:correct", args=[filing.pk, ".".join(NEW)]),
        reverse("filings:write", args=[filing.pk, "overview"]),
        reverse("filings:waive", args=[filing.pk, waiver.mark]),
        reverse("filings:choose-problems", args=[filing.pk]),
        reverse("filings:enter", args=[filing.pk, "applications"]),
        reverse("filings:take-back", args=[filing.pk, "waiver", waiver.pk]),
        reverse("filings:take-back", args=[filing.pk, "correction", correction.pk]),
    ]
    for stage in (Stage.SIGNED, Stage.PUBLISHED):
        assert again(filing).stage == stage
        said = ENTERED | {"seen": again(filing).version}
        assert [client.post(each, said).status_code for each in addresses] == [409] * len(addresses)
        assert [post(made, filing, each, role) for each, role in (("compute", "handler"), ("freeze", "head"))] == [
            409
        ] * 2
        if stage == Stage.SIGNED:
            assert post(made, filing, "publish", "publisher") == 302
    assert (filing.versions.get().digest, list(versions_that_differ())) == (version.digest, [])


def test_what_is_amended_goes_through_the_gate_again(made, db):
    filing = begun(made)
    version = published(made, filing)
    assert post(made, filing, "amend", "head") == 302
    services.correct(filing, NEW, Decimal(9), reason="漏登", by=actor(made))
    assert post(made, filing, "freeze", "head") == 302
    assert [post(made, filing, name, role) for name, role in DOERS.items()] == [409, 404, 404, 409, 409]
    assert refused(submit, version, made.office, by=actor(made)) == "not-on-the-list"
    Membership.objects.create(year=2025, collector=made.office, member=made.science)
    assert refused(submit, version, made.office, by=actor(made)) == "not-signed"
    assert public_of(filing) == version


def test_a_sum_without_a_members_report_stays_before_the_gate(made, db):
    Membership.objects.create(year=2025, collector=made.office, member=made.science)
    for duty in (Duty.HANDLER, Duty.OFFICE_HEAD):
        Post.objects.create(officer=made.officers["reviewer"], agency=made.office, duty=duty, from_on=SINCE)
    filing = services.begin(made.government, 2025, by=SYSTEM, scope=Scope.REGION)
    by = actor(made, "reviewer")
    for each in gate(filing).judged:
        if each.stands_in_the_way and each.finding.severity is Severity.WARNING:
            services.waive(filing, each.mark, reason="经核实无误", by=by)
    missing = next(each for each in gate(filing).judged if each.finding.code == "member-missing")
    assert refused(services.waive, filing, missing.mark, reason="以后补", by=by) == "nothing-to-waive"
    services.freeze(filing, by=by)
    assert [post(made, filing, name, "reviewer") for name in ("send", "publish")] == [409, 409]
    assert again(filing).stage == Stage.FROZEN


def test_a_package_or_a_file_taken_in_is_no_version(made, db):
    filing, report = begun(made), balanced_report(year=2025, agency=made.science.name)
    upload(made.science, 2025, report, made.officers["head"])
    assert (again(filing).stage, Version.objects.count()) == (Stage.COMPILING, 0)
    assert [post(made, filing, name, role) for name, role in DOERS.items()] == [409, 404, 404, 409, 409]
    assert list(public_versions()) == []


def test_no_command_moves_a_report(made, db, tmp_path):
    filing = begun(made)
    services.freeze(filing, by=actor(made, "head"))
    of = ["--agency", made.science.name, "--year", "2025"]
    for words in (["compile", *of], ["check", *of], ["export", *of, str(tmp_path / "report.json")]):
        CliRunner().invoke(filings, words)
    package = tmp_path / "package.json"
    assert CliRunner().invoke(filings, ["pack", *of, str(package)]).exit_code == 2
    assert not package.exists()
    assert again(filing).stage == Stage.FROZEN
    assert not Version.objects.exists()


def test_there_is_no_admin_of_django():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")


def test_every_deed_asks_the_table_of_stages():
    assert {deed.act.code for deed in DESK.deeds} <= set(COURSE.moves)


SIGNING = "filings/signing/services.py"
WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete", "save"}
KEPT = {"stage", "steps_left", "published_at"}


def writes_beside(source: str) -> set[str]:
    """Give what code writes of a version, or of how far a report has come."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            owner, _, name = called.rpartition(".")
            if called == "Version" or (name in WRITES and ("Version.objects" in owner or ".versions" in owner)):
                found.add(called)
            if name in WRITES or called == "Filing":
                found |= {f"{called}({each.arg}=)" for each in node.keywords if each.arg in KEPT}
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        found |= {each.attr for each in targets if isinstance(each, ast.Attribute) and each.attr in KEPT}
    return found


def signs(source: str) -> bool:
    return "filings.signing.services" in source or "filings.signing import services" in source


def test_only_the_services_of_signing_write_versions_and_stages():
    read = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py")}
    within = {path: source for path, source in read.items() if path.parts[0] == "filings"}
    wrong = {str(path) for path, source in within.items() if "migrations" not in path.parts and writes_beside(source)}
    assert wrong == {SIGNING}
    beyond = [source for path, source in read.items() if path not in within and "filings" in source]
    assert beyond
    assert [source for source in beyond if signs(source)] == []
    assert [source for source in beyond if "Version" in source and writes_beside(source)] == []


@pytest.mark.parametrize(
    "source",
    [
        "Version(filing=held, number=1)",
        "Version.objects.filter(pk=1).update(report='')",
        "filing.versions.create(number=1)",
        "held.stage = Stage.SIGNED",
        "Filing.objects.filter(pk=1).update(stage='signed')",
        "Filing(agency=agency, stage='signed')",
        "version.published_at = now()",
    ],
)
def test_the_test_sees_what_it_must_see(source):
    assert writes_beside(source)
