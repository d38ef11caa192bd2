"""What the page of a filing and the command say, in words that officials use."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from click.testing import CliRunner, Result
from django.test import Client
from django.urls import reverse
from tests.casework import GRANTED, actor, apply, reply, set_word
from tests.county import County, county

from gongkai.agencies.models import Agency
from gongkai.config.commands.filing import filing as filings
from gongkai.disclosure.services import enter_figures
from gongkai.filings import services
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing
from gongkai.filings.opening import mended_at
from gongkai.filings.reporting import numbers

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county()


@pytest.fixture
def page(made) -> str:  # type: ignore[no-untyped-def]
    set_word(made)
    reply(made, apply(made), GRANTED, on=date(2026, 3, 16))
    filing = services.begin(made.science, 2026, by=actor(made))
    client = Client()
    client.force_login(made.officers["handler"])
    return client.get(f"/desk/filings/{filing.pk}/").content.decode()


def test_the_text_is_shown_as_it_would_be_published(page):
    assert "本年新收政府信息公开申请1件" in page
    assert "{新收申请}" not in page


def test_a_row_says_which_group_and_a_table_which_part_it_is_of(page):
    assert '<span class="figures-group">（六）其他处理</span> 3.其他' in page
    assert ">表三 收到和处理政府信息公开申请情况<" in page


def test_the_sign_for_where_a_figure_comes_from_has_words_only_for_who_does_not_see_it(page):
    assert '<span class="unseen">来源和更正</span>' in page
    assert "visually-hidden" not in page


def test_what_is_blank_leads_to_the_form_that_fills_it_in(made, page):
    form = reverse("disclosure:enter", args=[made.science.pk, 2026])
    row = page[page.index("表二全部单元格空白") :]
    assert f'<a href="{form}">填报表二</a>' in row[: row.index("</tr>")]
    enter_figures(
        made.science, 2026, {("penalties", "decisions"): Decimal(0)}, source="台账", reason="汇总", by=actor(made)
    )
    filing = services.compute_again(Filing.objects.get(), by=actor(made))
    blank = [each.finding for each in gate(filing).judged if each.finding.code == "cell-blank"]
    leads = {
        row: mended_at(filing, each) for each in blank for row in ("“行政许可”", "“规章”") if row in str(each.message)
    }
    assert leads == {"“行政许可”": form, "“规章”": ""}  # documents are counted of what is published: there is no form


def test_no_code_of_a_figure_is_shown(page):
    told = page[page.index('id="timeline"') :]
    assert "计算年度报告的数字" in told
    assert not re.search(r"applications\.new|counted", told)


def test_the_command_names_the_figures_that_changed(made):
    set_word(made)
    services.begin(made.science, 2026, by=actor(made))
    apply(made)
    done = CliRunner().invoke(
        filings, ["compile", "--agency", made.science.name, "--year", "2026"], env={"COLUMNS": "200"}
    )
    assert done.exit_code == 0, done.output
    assert "表三 一、本年新收政府信息公开申请数量，自然人" in done.output
    assert "applications.new" not in done.output


def command(*words: object) -> Result:
    """Give what a command on reports says."""
    return CliRunner().invoke(filings, [str(word) for word in words], env={"COLUMNS": "200"})


def test_the_command_leaves_frozen_figures_and_is_no_failure_of_the_night(made):
    set_word(made)
    filing = services.begin(made.science, 2026, by=actor(made))
    services.freeze(filing, by=actor(made, "head"))
    apply(made)
    done = command("compile", "--agency", made.science.name, "--year", 2026)
    assert done.exit_code == 0, done.output
    assert "数字已冻结，没有重新计算；现在有4个数字与冻结的不同。" in done.output
    filing.refresh_from_db()
    assert numbers(filing)["applications", "new", "total"] == 0


def test_the_command_takes_the_short_name_and_says_how_a_file_is_written_over(made, tmp_path):
    services.begin(made.science, 2026, by=actor(made))
    Agency.objects.filter(pk=made.science.pk).update(short_name="县科技局")
    out = tmp_path / "report.json"
    words = ("export", "--agency", "县科技局", "--year", 2026, out)
    assert command(*words).exit_code == 0
    nowhere = command(*words[:-1], tmp_path / "no" / "report.json")
    assert nowhere.exit_code == 2
    assert "没有文件夹" in nowhere.output
    again = command(*words)
    assert again.exit_code == 2
    assert "--overwrite" in again.output
    assert command(*words, "--overwrite").exit_code == 0
