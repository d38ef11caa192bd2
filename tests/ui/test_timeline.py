from datetime import date

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from tests.county import county

from gongkai.agencies.models import Agency, Kind, Office, Post
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.acts import Act
from gongkai.journal.selectors import timeline
from gongkai.journal.services import hold, record, record_removal
from gongkai.ui.timeline import Change, Value, lines

EDITED = Act("test.timeline", _("成员单位"), "条例第12条第2款")  # any words that are there in English


@pytest.fixture
def made(db):
    return county()


def edit(row, by=SYSTEM, note=None, **values):
    with transaction.atomic():
        held = hold(row)
        for name, value in values.items():
            setattr(held, name, value)
        held.save()
        record(held, EDITED, by=by, **(note or {}))
    return held


def changes(row):
    return lines(timeline(row))[0].changes


def test_what_changed_is_said_by_the_names_and_labels_of_the_model(made):
    edit(
        made.science,
        kind=Kind.VERTICAL,
        parent=made.office,
        dissolved_on=date(2026, 3, 2),
        phone="",
    )
    assert changes(made.science) == (
        Change("上级", Value("桓台县人民政府"), Value("桓台县人民政府办公室")),
        Change("性质", Value("部门"), Value("垂直管理单位")),
        Change("联系电话", Value("0533-8210000"), Value("")),
        Change("撤销日期", Value(""), Value("2026年3月2日")),
    )
    edit(Office.objects.get(), discloses=False)
    assert changes(Office.objects.get()) == (Change("是政府信息公开工作机构", Value("是"), Value("否")),)


def test_what_was_new_says_what_it_was_and_leaves_out_what_was_blank(made):
    (line,) = lines(timeline(Office.objects.get()))
    assert line.is_first
    assert line.changes == (
        Change("机关", None, Value("桓台县科技局")),
        Change("名称", None, Value("办公室")),
        Change("是政府信息公开工作机构", None, Value("是")),
    )


def test_what_was_removed_says_what_it_was(made):
    office = Office.objects.get()
    with transaction.atomic():
        record_removal(office, EDITED, by=SYSTEM)
        (line, _) = lines(timeline(office))
    assert [(change.label, change.after) for change in line.changes if change.after] == []
    assert Change("名称", Value("办公室"), None) in line.changes


def test_an_entry_is_read_when_field_model_or_row_are_no_more(made):
    edit(made.science, parent=made.office)
    entry = timeline(made.science)[0]
    entry.before, entry.after = {"former": "甲", "parent": 10**6}, {"former": ["乙", "丙"], "parent": made.water.pk}
    assert lines([entry])[0].changes == (
        Change("上级", Value("#1000000"), Value("桓台县水利局")),
        Change("former", Value("甲"), Value("乙、丙")),
    )
    entry.object_type = "former.thing"
    assert lines([entry])[0].changes[0] == Change("former", Value("甲"), Value("乙、丙"))


def test_personal_data_is_not_shown(made):
    edit(made.science, phone="1")
    entry = timeline(made.science)[0]
    entry.before, entry.after = {"phone": {"fingerprint": "a1b2"}}, {"phone": None}
    assert lines([entry])[0].changes == (Change("联系电话", Value("（个人信息，不留原文）"), Value("")),)


def test_rows_are_read_together_however_many_entries(made, django_assert_num_queries):
    def entries():
        return timeline(made.science, *Post.objects.all(), *Agency.objects.all())

    for turn in (made.office, made.government, made.water):
        edit(made.science, parent=turn)
        shown = list(entries())
        with django_assert_num_queries(3):  # agencies, regions, officers
            lines(shown)


def test_a_timeline_says_who_in_which_post_when_under_which_article(made):
    post = Post.objects.get(officer=made.officers["head"])
    by = Actor(officer=made.officers["head"], post=post)
    edit(made.science, by=by, note={"reason": "机构<改革>", "other": "不显示"}, address="东岳路1号")
    page = render_to_string("ui/timeline.html", {"entries": timeline(made.science)})
    for words in (
        '<p class="act">成员单位</p>',
        "head·某（桓台县科技局公开工作机构负责人）",
        "<cite>条例第12条第2款</cite>",
        "理由：机构&lt;改革&gt;",
        "<td>东岳路1号",
        "<span>系统</span>",
    ):
        assert words in page
    assert "不显示" not in page
    with translation.override("en"):
        page = render_to_string("ui/timeline.html", {"entries": timeline(made.science)})
    assert '<p class="act">Member</p>' in page
    assert "Reason: 机构" in page


def test_long_values_are_folded(made):
    edit(made.science, address="东" * 61)
    page = render_to_string("ui/timeline.html", {"entries": timeline(made.science)[:1]})
    assert f"<summary>{'东' * 30}…</summary><div>{'东' * 61}</div>" in page
    assert not Value("东" * 60).is_long
    assert Value("两行\n字").is_long


def test_without_entries_it_says_so():
    assert "还没有经过。" in render_to_string("ui/timeline.html", {"entries": []})
