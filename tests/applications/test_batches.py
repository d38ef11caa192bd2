"""Applications registered as a table at the desk: tried first, all or none, once however often it is sent."""

import pickle
import re
from base64 import b64decode
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.county import county

from gongkai.agencies.exchange.writing import write_csv
from gongkai.agencies.models import Duty
from gongkai.agencies.services import appoint
from gongkai.applications.models import Application, Batch
from gongkai.applications.tables import Letters
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences

PEOPLE = ("王小明", "李晓红", "赵小刚")
TABLE = reverse("applications:batch")
CONFIRM = reverse("applications:batch-confirm")


@pytest.fixture
def made(db):
    made = county("handler", "head", "reviewer", "beside")
    yield made
    assert list(differences()) == []


def at_desk(made, role="handler"):
    client = Client()
    client.force_login(made.officers[role])
    return client


def letter(name, **changed):
    """Give a row: an ordinary letter."""
    return {
        "提交渠道": "平常信函（无需签收）", "到达日期": "2026-03-02", "申请人类型": "自然人", "姓名或者名称": name,
        "证件号码": "11010519491231002X", "通信地址": "桓台县索镇某街1号", "所需信息": "2025年项目名单", **changed,
    }  # fmt: skip


def table(*rows):
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    content = write_csv(headings, [[row.get(heading, "") for heading in headings] for row in rows])
    return SimpleUploadedFile("letters.csv", content)


def upload(client, made, *rows):
    return client.post(TABLE, {"agency": made.science.pk, "file": table(*rows)})


def kept(answer):
    return re.search('name="kept" value="([^"]+)"', answer.content.decode())[1]


def problems(answer):
    return [(row.number, each.heading) for row in answer.context["outcome"].bad for each in row.problems]


def test_letters_of_a_day_are_tried_and_then_registered_once(made):
    client = at_desk(made)
    preview = upload(client, made, *map(letter, PEOPLE))
    assert (preview.status_code, preview.context["counts"]["added"], Application.objects.count()) == (200, 3, 0)
    assert "王小明" not in preview.content.decode()
    form = {"agency": made.science.pk, "kept": kept(preview)}
    first, again = (client.post(CONFIRM, form) for _ in range(2))
    batch = Batch.objects.get()
    assert first.url == again.url == reverse("applications:batch-registered", args=[batch.pk])
    cases = Application.objects.order_by("pk")
    assert [(case.number, case.state) for case in cases] == [
        (f"2026-{number:05d}", "awaiting_confirmation") for number in (1, 2, 3)
    ]
    assert [str(case.applicants.get().name) for case in cases] == list(PEOPLE)
    shown = client.get(first.url).content.decode()
    assert ("2026-00003" in shown, "王小明" in shown) == (True, False)
    assert Entry.objects.filter(act="batch.registered", officer=made.officers["handler"]).count() == 1


def test_one_row_that_is_wrong_keeps_all_from_being_registered(made):
    client = at_desk(made)
    answer = upload(
        client,
        made,
        letter("王小明"),
        letter("李晓红", 邮政编码="25640"),
        letter("赵小刚", 电子邮箱="不是邮箱", 通信地址=""),
        letter("钱某", 证件号码="110105194912310021"),
        letter("孙某", 通信地址=""),
        letter("周某", 到达日期="2026-02-30", 获取方式="快马"),
    )
    assert answer.status_code == 422
    assert [each for each in problems(answer) if each[0] != 6] == [
        (3, "邮政编码"), (4, "电子邮箱"), (5, "证件号码"), (7, "到达日期"), (7, "获取方式"),
    ]  # fmt: skip
    assert (6, "") in problems(answer)
    assert ('name="kept"' in answer.content.decode(), Application.objects.count()) == (False, 0)


def test_what_waits_to_be_confirmed_is_sealed_and_of_one_officer_and_agency(made):
    preview = upload(at_desk(made), made, letter("王小明"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM cache WHERE cache_key LIKE %s", ["%agencies.exchange%"])
        [(held,)] = cursor.fetchall()
    assert pickle.loads(b64decode(held)).startswith("gk1$")
    form = {"agency": made.science.pk, "kept": kept(preview)}
    assert at_desk(made, "head").post(CONFIRM, form).status_code == 409
    appoint(made.officers["handler"], made.water, Duty.HANDLER, from_on=date(2026, 1, 1), by=SYSTEM)
    assert at_desk(made).post(CONFIRM, {**form, "agency": made.water.pk}).status_code == 409
    assert Application.objects.count() == 0


def test_the_page_says_which_columns_there_are_and_how_many_rows_go(made):
    page = at_desk(made).get(TABLE).content.decode()
    assert all(f'<th scope="row">{heading}</th>' in page for heading in Letters.headings())
    assert f"一次最多{Letters.most_rows}行" in page


def test_who_does_not_handle_applications_registers_none(made):
    assert upload(at_desk(made, "reviewer"), made, letter("王小明")).status_code == 403
    answer = at_desk(made).post(TABLE, {"agency": made.water.pk, "file": table(letter("王小明"))})
    assert (answer.status_code, "agency" in answer.context["form"].errors) == (422, True)


def test_a_table_longer_than_a_batch_is_refused(made):
    answer = upload(at_desk(made), made, *[letter("王小明")] * (Letters.most_rows + 1))
    assert (answer.status_code, "500" in answer.content.decode()) == (409, True)
