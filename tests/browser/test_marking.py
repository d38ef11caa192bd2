"""A page is marked with the mouse: areas are drawn, one is dropped, what was found is clicked."""

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect
from tests.casework import enclose, let_mark

from gongkai.applications.models import Redaction


@pytest.fixture
def work(made, settings, tmp_path):
    """A record of one page on which an open word was found."""
    settings.ATTACHMENT_FILES = tmp_path / "files"
    with transaction.atomic():
        row = enclose(made, in_part=True)
        let_mark(row)
        found = Redaction.objects.get()
        found.found = [[1, 1, "word", "Open", [[2000, 2800, 4800, 4200]]]]
        found.save(update_fields=["found"])
    return found


def drag(page, start, end):
    """Drag over the picture of the page, from one place to another in points."""
    box = page.locator("svg.sheet image").bounding_box()
    scale = box["width"] / 240
    (x0, y0), (x1, y1) = start, end
    page.mouse.move(box["x"] + x0 * scale, box["y"] + y0 * scale)
    page.mouse.down()
    page.mouse.move(box["x"] + x1 * scale, box["y"] + y1 * scale, steps=3)
    page.mouse.up()


def test_areas_are_drawn_and_what_was_found_is_clicked(work, sign_in, page):
    sign_in(page.context, "handler")
    page.goto(reverse("applications:record-page", args=[work.enclosure_id, "original", 1]))
    drag(page, (150, 100), (60, 140))
    drag(page, (100, 10), (120, 20))
    page.get_by_role("button", name="去掉 画的框 2").click()
    drag(page, (30, 35), (30, 35))
    expect(page.locator('input[name="found"]')).to_be_checked()
    page.get_by_label("不予公开的理由").select_option("DENY_4")
    page.get_by_role("button", name="保存标记").click()
    expect(page.locator(".marked li")).to_have_count(2)
    work.refresh_from_db()
    (of_found, found_box), (drawn, area) = [(row[2], row[4][0]) for row in work.marks]
    assert (of_found, found_box) == ("word", [2000, 2800, 4800, 4200])
    assert drawn == "area"
    assert all(abs(edge - wanted) < 200 for edge, wanted in zip(area, (6000, 10000, 15000, 14000)))
