import pytest

from gongkai.report.edition import edition
from gongkai.report.reading import read_bytes, read_path
from gongkai.report.writers.xlsx import write_form


def test_the_form_written_is_that_of_the_edition_agency_and_year(run, folder):
    done = run("report", "form", "--edition", "2021", "--agency", "桓台县科技局", "--year", "2025", "form.xlsx")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "已写出form.xlsx。\n")
    report = read_path(folder / "form.xlsx").report
    assert (report.edition.id, report.agency, report.year) == ("2021", "桓台县科技局", 2025)
    assert (folder / "form.xlsx").read_bytes() == write_form(edition("2021"), "桓台县科技局", 2025)


@pytest.mark.parametrize("id", ["2019", "2021"])
def test_a_form_without_agency_and_year_goes_to_standard_output(run, id):
    done = run("report", "form", "--edition", id, "-")
    assert (done.exit_code, done.stderr) == (0, "")
    report = read_bytes(done.stdout_bytes).report
    assert (report.edition.id, report.agency, report.year) == (id, "", None)
    assert all(figure.value is None for table in report.tables.values() for figure in table.figures.values())


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["form.xlsx"], "--edition"),
        (["--edition", "2020", "form.xlsx"], "没有2020版的年报格式；已知的版本有2019、2021。"),
        (["--edition", "2019", "--year", "2021", "form.xlsx"], "2021年度的年报不用2019版格式。"),
        (["--edition", "2021", "--year", "2020", "form.xlsx"], "2020年度的年报不用2021版格式。"),
        (["--edition", "2019", "--year", "2018", "form.xlsx"], "2018年度的年报不用2019版格式。"),
        (["--edition", "2021", "form.docx"], "“form.docx”不是能写出的格式；可用的结尾有.xlsx。"),
    ],
)
def test_refusals_write_nothing(run, folder, args, words):
    before = sorted(folder.iterdir())
    refused = run("report", "form", *args)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert words in refused.stderr
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["form", "--edition", "2020", "form.xlsx"], "the editions known are 2019, 2021."),
        (["convert", "form.xlsx", "form.odt"], ".docx, .html, .htm, .json, .pdf, .txt, .xlsx."),
        (["diff", "form.xlsx", "form.xlsx", "--out", "diff.odt"], ".html, .htm, .json, .xlsx."),
        (["rollup", "plan.toml", "--out", "sum.odt"], ".docx, .html, .htm, .json, .pdf, .txt, .xlsx."),
    ],
)
def test_what_there_is_to_choose_from_is_listed_in_english_too(run, folder, args, words):
    (folder / "form.xlsx").write_bytes(write_form(edition("2021"), "桓台县科技局", 2025))
    (folder / "plan.toml").write_text("")
    done = run("--lang", "en", "report", *args)
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.split())
    assert "、" not in done.stderr
