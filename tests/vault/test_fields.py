import copy
import json
import pickle

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, models, transaction
from django.db.models import F
from django.test.utils import isolate_apps

from gongkai.agencies.models import Officer
from gongkai.vault.fields import FingerprintField, Sealed, SealedJSONField, SealedTextField
from gongkai.vault.sealing import SealBroken, ring

MOBILE = "13812345678"
OTHER = "13987654321"


@pytest.fixture
def officer(keys, db):
    return Officer.objects.create(username="zhang", name="张某", mobile=MOBILE)


def column(row, name="mobile"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        return cursor.fetchone()[0]


def test_the_column_holds_ciphertext_and_the_row_the_text(officer):
    assert column(officer).startswith(f"gk1${ring().current.id}$aes-gcm$")
    assert MOBILE not in column(officer)
    assert officer.mobile == MOBILE
    assert Officer.objects.get(pk=officer.pk).mobile == MOBILE


def test_a_new_row_takes_one_update_more_and_an_old_one_none(keys, db, django_assert_num_queries):
    with django_assert_num_queries(2):
        officer = Officer.objects.create(username="zhang", name="张某", mobile=MOBILE)
    with django_assert_num_queries(1):
        Officer.objects.create(username="li", name="李某")
    with django_assert_num_queries(1):
        officer.save()
    assert column(officer).startswith("gk1$")


def test_nothing_is_opened_before_it_is_read(officer, monkeypatch):
    (row,) = Officer.objects.all()
    monkeypatch.setattr("gongkai.vault.fields.unseal", lambda text, place: f"opened at {place}")
    assert row.name == "张某"
    assert row.mobile == f"opened at agencies_officer.mobile/{officer.pk}"


def test_a_value_that_was_not_touched_is_saved_as_it_was(officer):
    before = column(officer)
    row = Officer.objects.get(pk=officer.pk)
    assert row.mobile == MOBILE
    row.name = "章某"
    row.save()
    assert column(officer) == before


@pytest.mark.parametrize("write", ["save", "save alone", "deferred"])
def test_a_changed_value_and_its_fingerprint_are_saved(officer, write):
    row = Officer.objects.defer("mobile").get() if write == "deferred" else Officer.objects.get()
    row.mobile = OTHER
    row.save(update_fields=["mobile"] if write == "save alone" else None)
    assert Officer.objects.get().mobile == OTHER
    assert list(Officer.objects.filter(mobile=OTHER)) == [officer]
    assert list(Officer.objects.filter(mobile=MOBILE)) == []


def test_a_deferred_value_is_read_when_asked_for(officer, django_assert_num_queries):
    row = Officer.objects.only("name").get()
    with django_assert_num_queries(1):
        assert row.mobile == MOBILE
    row.refresh_from_db()
    assert row.mobile == MOBILE


def test_an_empty_value_is_empty_and_not_sealed(officer):
    officer.mobile = ""
    officer.save()
    assert (column(officer), column(officer, "mobile_fingerprint")) == ("", "")
    assert Officer.objects.get().mobile == ""


def test_what_was_moved_to_another_row_does_not_open(officer):
    other = Officer.objects.create(username="li", name="李某", mobile=OTHER)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agencies_officer SET mobile = %s WHERE id = %s", [column(officer), other.pk])
    with pytest.raises(SealBroken):
        _ = Officer.objects.get(pk=other.pk).mobile
    assert Officer.objects.get(pk=officer.pk).mobile == MOBILE


def test_rows_made_in_bulk_need_their_keys(keys, db):
    with pytest.raises(RuntimeError, match="primary key beforehand"), transaction.atomic():
        Officer.objects.bulk_create([Officer(username="a", mobile=MOBILE)])
    with transaction.atomic():
        Officer.objects.bulk_create([Officer(pk=900 + n, username=f"u{n}", mobile=f"1380000000{n}") for n in range(3)])
    assert [row.mobile for row in Officer.objects.order_by("pk")] == ["13800000000", "13800000001", "13800000002"]
    assert Officer.objects.get(mobile="13800000001").username == "u1"


@pytest.mark.parametrize("value", [MOBILE, F("name")], ids=["text", "another column"])
def test_no_text_gets_into_the_column_past_a_row(officer, value):
    before = column(officer)
    rows = Officer.objects.all()
    if isinstance(value, str):
        with pytest.raises(TypeError, match="only a row that is saved"), transaction.atomic():
            rows.update(mobile=value)
        officer.mobile = OTHER
        with pytest.raises(TypeError, match="only a row that is saved"), transaction.atomic():
            Officer.objects.bulk_update([officer], ["mobile"])
    else:
        officer.mobile = value
        with pytest.raises(TypeError, match="holds text"), transaction.atomic():
            officer.save()
    assert column(officer) == before


@pytest.mark.django_db(transaction=True)
def test_a_new_row_and_what_is_sealed_are_one_transaction(keys):
    with pytest.raises(RuntimeError, match="one transaction"):
        Officer.objects.create(username="zhang", name="张某", mobile=MOBILE)
    assert not Officer.objects.exists()
    Officer.objects.create(username="li", name="李某")
    with transaction.atomic():
        officer = Officer.objects.create(username="zhang", name="张某", mobile=MOBILE)
    officer.mobile = OTHER
    officer.save()
    assert Officer.objects.get(username="zhang").mobile == OTHER


def test_one_exact_value_is_found_by_its_fingerprint_under_either_hash(officer, settings):
    assert list(Officer.objects.filter(mobile=MOBILE)) == [officer]
    settings.VAULT_HASH = "sm3"
    assert list(Officer.objects.filter(mobile=MOBILE)) == [officer]
    assert list(Officer.objects.exclude(mobile=MOBILE)) == []
    assert list(Officer.objects.filter(mobile="")) == []


@pytest.mark.parametrize("lookup", ["startswith", "contains", "in", "gt", "regex", "iexact"])
def test_there_is_no_other_search(officer, lookup):
    with pytest.raises(FieldError):
        Officer.objects.filter(**{f"mobile__{lookup}": [MOBILE] if lookup == "in" else MOBILE})


def test_text_is_printed_by_nothing(officer):
    row = Officer.objects.get()
    opened = row.mobile
    changed = Officer(mobile=OTHER)
    shown = [
        repr(row),
        repr(row.__dict__),
        repr(changed.__dict__),
        repr(list(Officer.objects.values())),
        str(next(iter(Officer.objects.values_list("mobile", flat=True)))),
        str(Officer.objects.filter(mobile=MOBILE).query),
        serializers.serialize("json", [row]),
    ]
    assert opened == MOBILE
    assert [text for text in shown if MOBILE in text or OTHER in text] == []
    assert "<sealed>" in shown[1]
    assert json.loads(shown[-1])[0]["fields"]["mobile"] == column(officer)


def test_a_dump_is_not_loaded_row_by_row(officer):
    (dumped,) = serializers.deserialize("json", serializers.serialize("json", [officer]))
    with pytest.raises(RuntimeError, match="restored with its database"):
        dumped.save()


def test_rows_are_copied_and_pickled_without_their_text(officer):
    row = Officer.objects.get()
    assert row.mobile == MOBILE
    assert MOBILE.encode() not in pickle.dumps(row)
    assert pickle.loads(pickle.dumps(row)).mobile == copy.deepcopy(row).mobile == MOBILE
    row.mobile = OTHER
    assert copy.deepcopy(row).mobile == OTHER
    with pytest.raises(TypeError, match="not sealed yet"):
        pickle.dumps(row)


def test_the_plain_text_is_what_is_checked_and_asked_for(officer):
    class Form(forms.ModelForm):
        class Meta:
            model = Officer
            fields = ("mobile",)

    assert f'value="{MOBILE}" maxlength="11"' in str(Form(instance=officer)["mobile"])
    form = Form({"mobile": OTHER}, instance=officer)
    assert form.is_valid()
    form.save()
    assert Officer.objects.get().mobile == OTHER
    assert set(Form({"mobile": "138123456789"}, instance=officer).errors) == {"mobile"}
    officer.mobile = "0533"
    with pytest.raises(ValidationError) as told:
        officer.full_clean(exclude=["password"])
    assert told.value.message_dict["mobile"] == ["手机号码是11位数字。"]


def test_what_cannot_hold_of_ciphertext_is_refused():
    for name in ("unique", "primary_key", "db_index"):
        with pytest.raises(TypeError, match=name):
            SealedTextField(**{name: True})


@isolate_apps("gongkai.vault")
def test_a_fingerprint_needs_its_field():
    class Lonely(models.Model):
        mark = FingerprintField(of="text")

        class Meta:
            app_label = "vault"

    assert [found.id for found in Lonely.check()] == ["vault.E001"]


@pytest.mark.django_db(transaction=True)
@isolate_apps("gongkai.vault")
def test_data_of_json_is_sealed_and_saved_when_changed_in_place(keys):
    class Paper(models.Model):
        applicant = SealedJSONField(null=True)
        remark = SealedTextField(blank=True)

        class Meta:
            app_label = "vault"

    with connection.schema_editor() as editor:
        editor.create_model(Paper)
    try:
        with transaction.atomic():
            paper = Paper.objects.create(applicant={"name": "张三", "phones": [MOBILE]}, remark="急")
            empty = Paper.objects.create()
        assert column(paper, "applicant").startswith("gk1$")
        found = Paper.objects.get(pk=paper.pk)
        assert (found.applicant, found.remark) == ({"name": "张三", "phones": [MOBILE]}, "急")
        found.applicant["phones"].append(OTHER)
        assert serializers.serialize("json", [found]).count("gk1$") == 2
        found.save()
        assert Paper.objects.get(pk=paper.pk).applicant["phones"] == [MOBILE, OTHER]
        assert Paper.objects.get(pk=empty.pk).applicant is None
        assert list(Paper.objects.filter(applicant__isnull=True)) == [empty]
        assert isinstance(Paper.objects.order_by("pk").values_list("applicant", flat=True)[0], Sealed)
        with pytest.raises(FieldError):
            Paper.objects.filter(remark="急")
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Paper)
