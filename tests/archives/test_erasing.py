"""What is erased is gone to the last byte, and what is counted is what it was."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.timezone import localdate, now
from tests.api.tokens import machine
from tests.archives.filing import CANARY, REPLIED, TABLE, WHO, bureau, filed, keep_for, raw_bytes, rectified, written
from tests.casework import COMPANY, actor, refused
from tests.remedies.challenging import answer, challenge, decide

from gongkai.api.models import Answered
from gongkai.applications import table_three
from gongkai.applications.models import Applicant, Application, Issued, ReplyAttachment
from gongkai.applications.notices.gathering import offers
from gongkai.archives import erasing, wiping
from gongkai.archives.holding import against_erasing, hold, release, set_period
from gongkai.archives.kinds import BY_CODE, CASES
from gongkai.archives.models import ErasedCase, Erasure
from gongkai.archives.periods import ended_before, kept_until
from gongkai.attachments.models import Attachment
from gongkai.feedback.models import Letter
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.remedies import table_four
from gongkai.vault.fields import Sealed, fingerprint_fields, sealed_fields
from gongkai.vault.sealing import Place, fingerprint


def erased(made, *cases):
    erasure = erasing.propose(made.science, cases, opinion="已过保管期限，没有保存价值", by=actor(made))
    erasing.approve(erasure, remarks="同意", by=actor(made, "leader"))
    erasure.refresh_from_db()
    return erasing.carry_out(erasure)


def codes_of(kind, case):
    return [why.template for why in against_erasing(BY_CODE[kind], case, localdate())]


def figures(made):
    span = table_three.Span.of_year(2024)
    return table_three.count([made.science], span), table_four.count([made.science], span)


def ciphertexts(kind, case):
    """Give what the columns hold: ciphertext, fingerprints, salts, names of files; nothing of it may be left."""
    found = {case.journal_salt}
    for model, rows in kind.belongings(case):
        for row in rows:
            found |= {
                held.text for field in sealed_fields(model) if isinstance(held := row.__dict__[field.attname], Sealed)
            }
            found |= {getattr(row, field.attname) for field in fingerprint_fields(model)}
    for each in kind.attachments(case):
        found |= {each.file.place, each.journal_salt}
    return {each.encode() for each in found if each}


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_applicant_is_left_and_the_year_counts_as_before():
    made = bureau()
    cases = [filed(made), filed(made), rectified(made), written(made)]
    kept = filed(made, applicants=[COMPANY])
    keep_for(made, 1, "applications", "rectifications")
    before = figures(made)
    assert before[0].new == {"NATURAL": 2, "COMMERCIAL": 1}
    gone = set().union(*(ciphertexts(BY_CODE[code], case) for code, case in zip(("applications",) * 2, cases)))
    gone |= ciphertexts(BY_CODE["rectifications"], cases[2])
    assert len(gone) > 40
    identity = fingerprint(
        WHO.identity,
        Place("applications.applicant", "identity", Applicant.objects.get(application=cases[0]).pk),
        salt=cases[0].journal_salt,
    )
    folder = settings.ATTACHMENT_FILES
    if connection.vendor == "sqlite":
        there = raw_bytes(folder)
        assert all(each in there or (folder / each[:2].decode() / each.decode()).exists() for each in gone)

    erasure = erased(made, *cases[:3])
    assert erasure.stage == Erasure.Stage.DONE
    lines = list(erasure.cases.all())
    assert [line.number for line in lines] == [str(case) for case in cases[:3]]
    assert all(line.erased_at and line.values and line.kept_until == date(2025, 12, 31) for line in lines)
    assert [line.files for line in lines] == [1, 1, 0]
    assert {line.source for line in lines} == {TABLE}
    assert wiping.wipe() == 1
    assert wiping.wipe() == 0

    assert figures(made) == before
    assert list(differences()) == []
    for case in cases[:2]:
        row = Application.objects.get(pk=case.pk)
        person = Applicant.objects.get(application=case)
        assert (row.code, row.description, row.subject, row.journal_salt) == ("", "", "", "")
        assert (row.number, row.outcome, row.closed_on, row.kind) == (case.number, "GRANT", case.closed_on, "NATURAL")
        assert (person.name, person.identity, person.identity_fingerprint, person.postcode) == ("", "", "", "")
        assert {each.content for each in Issued.objects.filter(application=case)} <= {""}
        assert offers(row) == []
    assert not Attachment.objects.filter(object_id__in=[each.pk for each in cases[:2]]).exists()
    # It is in the journal for ever, and nobody can tell of what it was.
    assert Entry.objects.filter(after__identity__fingerprint=identity).exists()
    assert identity not in {
        fingerprint(WHO.identity, Place("applications.applicant", "identity", person.pk), salt=salt)
        for person in Applicant.objects.all()
        for salt in {"", *Application.objects.values_list("journal_salt", flat=True)}
    }
    if connection.vendor == "sqlite":
        left = raw_bytes(folder)
        assert [each for each in gone if each in left] == []
        assert not [each for each in gone if len(each) == 64 and (folder / each[:2].decode() / each.decode()).exists()]
        for words in (CANARY, WHO.identity, WHO.phone, WHO.email):
            assert words.encode() not in left
    # What was not on the list is as it was.
    assert Applicant.objects.get(application=kept).name == COMPANY.name
    assert Attachment.objects.get(object_id=kept.pk, object_type="applications.application").name.startswith(CANARY)


@pytest.mark.django_db
def test_answers_of_the_interface_on_a_case_go_with_it_and_their_keys_stay_used():
    made = bureau()
    case, other = filed(made), filed(made)
    keep_for(made, 1, "applications")
    told = {"token": machine(made).token, "digest": "d", "body": '{"code": "AB2C-DEF3-GHJ4"}', "at": now()}
    rows = [Answered.objects.create(key_hash=each.number, application=each, **told) for each in (case, other)]
    assert erased(made, case).cases.get().erased_at
    left = [(row.digest, row.body) for row in Answered.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")]
    assert left == [("", ""), (told["digest"], told["body"])]


@pytest.mark.django_db
def test_one_officer_proposes_and_another_approves():
    made = bureau()
    case = filed(made)
    keep_for(made, 1, "applications")
    erasure = erasing.propose(made.science, [case], opinion="期满", by=actor(made, "head"))
    assert refused(erasing.approve, erasure, remarks="", by=actor(made, "head")) == "archive-own-work"
    assert refused(erasing.propose, made.science, [case], opinion="期满", by=actor(made)) == "archive-not-to-be-erased"
    assert erasing.carry_out(erasure).stage == Erasure.Stage.PROPOSED  # nothing happens before it is approved
    declined = erasing.decline(erasure, remarks="还有查考价值", by=actor(made, "leader"))
    assert refused(erasing.approve, declined, remarks="", by=actor(made, "leader")) == "archive-decided"
    assert codes_of("applications", case) == []
    assert erased(made, case).stage == Erasure.Stage.DONE
    assert codes_of("applications", Application.objects.get(pk=case.pk)) == ["个人信息已经销毁。"]
    assert list(differences()) == []


@pytest.mark.django_db
def test_what_stands_against_erasing():
    made = bureau()
    case = filed(made, archived=False)
    assert codes_of("applications", case) == [
        "还没有归档。", "本机关没有登记这一类的保管期限，默认期限不能作为销毁的依据。"
    ]  # fmt: skip
    case = filed(made)
    keep_for(made, 30, "applications")
    assert codes_of("applications", case) == ["保管期限到{last}，还没有满。"]
    keep_for(made, None, "applications")
    assert codes_of("applications", case) == ["永久保管，不销毁。"]
    keep_for(made, 1, "applications")
    assert codes_of("applications", case) == []
    row = hold(BY_CODE["applications"], case, reason="信访还在处理", by=actor(made))
    assert refused(hold, BY_CODE["applications"], case, reason="又", by=actor(made)) == "archive-held"
    assert codes_of("applications", case) == ["已暂缓销毁：{reason}"]
    release(row, reason="处理完了", by=actor(made, "head"))
    assert refused(release, row, reason="", by=actor(made, "head")) == "archive-not-held"
    brought = challenge(made, application=case)
    assert codes_of("applications", case) == ["复议诉讼{number}还没有了结。"]
    assert codes_of("challenges", brought) == ["还没有办结。"]
    assert refused(set_period, made.science, BY_CODE["letters"], years=0, source="表", by=actor(made)) == (
        "archive-period-wrong"
    )


@pytest.mark.django_db
def test_a_hold_that_comes_after_approval_keeps_the_case():
    made = bureau()
    case, other = filed(made), filed(made)
    keep_for(made, 1, "applications")
    erasure = erasing.propose(made.science, [case, other], opinion="期满", by=actor(made))
    erasing.approve(erasure, remarks="", by=actor(made, "head"))
    hold(BY_CODE["applications"], case, reason="收到起诉状", by=actor(made))
    erasure.refresh_from_db()
    assert erasing.carry_out(erasure).stage == Erasure.Stage.DONE
    first, second = ErasedCase.objects.order_by("pk")
    assert (first.erased_at, first.kept_because) == (None, "已暂缓销毁：收到起诉状")
    assert second.erased_at is not None
    assert Applicant.objects.get(application=case).name == WHO.name
    assert Applicant.objects.get(application=other).name == ""


@pytest.mark.django_db
def test_a_case_marked_as_erased_by_nobody_is_found():
    case = filed(bureau())
    Application.objects.filter(pk=case.pk).update(erased_on=REPLIED)
    assert [each.template for each in differences()] == ["{kind}{number}标为已销毁，而没有销毁清册。"]


def test_every_model_with_sealed_values_that_belongs_to_a_case_is_listed():
    from django.apps import apps

    for kind in CASES:
        reached, wave = {kind.model}, {kind.model}
        while wave:
            wave = {
                model
                for model in apps.get_models()
                for field in model._meta.local_concrete_fields
                if field.many_to_one or field.one_to_one
                if field.related_model in wave and not field.null and model not in reached
            }
            reached |= wave
        sealed = {model for model in reached if sealed_fields(model)} - {kind.model}
        assert sealed <= {apps.get_model(label) for label, _path in kind.rows}, kind.code
        assert kind.code != "applications" or len(sealed) > 10


@pytest.mark.parametrize(("from_", "last"), [("next-year", date(2034, 12, 31)), ("closing", date(2034, 2, 28))])
def test_a_period_ends_late_or_to_the_day(settings, from_, last):
    settings.ARCHIVE_COUNTS_FROM = from_
    assert kept_until(date(2024, 2, 29), 10) == last
    assert ended_before(last, 10) < date(2024, 2, 29) <= ended_before(last + timedelta(1), 10)


@pytest.mark.django_db
def test_what_went_with_a_reply_goes_too(client):
    made = bureau()
    case = filed(made, enclosed=True)
    keep_for(made, 1, "applications")
    record = ReplyAttachment.objects.get(reply__application=case)
    assert record.file is not None
    (line,) = erased(made, case).cases.all()
    assert line.files == 2
    record.refresh_from_db()
    assert (record.file, record.title) == (None, "")
    assert not Attachment.objects.exists()
    assert list(differences()) == []
    client.force_login(made.officers["handler"])
    assert client.get(reverse("applications:enclosure", args=[record.pk])).status_code in (200, 404)
    assert client.get(reverse("applications:detail", args=[case.pk])).status_code == 200


@pytest.mark.django_db
def test_letters_and_challenges_are_erased_with_what_belongs_to_them(client):
    made = bureau()
    letter = written(made)
    Letter.objects.filter(pk=letter.pk).update(answered_on=REPLIED)  # it was answered today, and counts from then
    brought = challenge(made, on=date(2024, 4, 1), acted_on=date(2024, 3, 18))
    brought = decide(made, answer(made, brought, date(2024, 4, 8)), "RECON_MAINTAINED", date(2024, 5, 20))
    keep_for(made, 1, "letters", "challenges")
    before = figures(made)
    letter.refresh_from_db()
    brought.refresh_from_db()
    erasure = erased(made, letter, brought)
    assert [(line.kept_because, line.values > 0) for line in erasure.cases.all()] == [("", True)] * 2
    letter.refresh_from_db()
    brought.refresh_from_db()
    assert (letter.body, letter.name, letter.code, letter.reply, letter.journal_salt) == ("", "", "", "", "")
    assert (brought.claims, brought.answer, brought.parties.get().name) == ("", "", "")
    assert figures(made) == before
    client.force_login(made.officers["handler"])
    for kind, case in (("letters", letter), ("challenges", brought)):
        assert client.get(BY_CODE[kind].address(case.pk)).status_code == 200
