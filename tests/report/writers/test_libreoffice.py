"""LibreOffice opens what was written, and shows the same figures: converted to PDF and read back."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from pylopdf_fonts_zh_cn import serif_path
from tests.report.strategies import balanced_report, with_figure

from gongkai.report.figures import figures
from gongkai.report.model import Mark, Report
from gongkai.report.reading import read_bytes
from gongkai.report.writers import WRITERS
from gongkai.report.writers.xlsx import write_form, write_xlsx


def _odd() -> Report:
    report = balanced_report(
        outcomes={("granted", "natural"): 123456, ("withheld_internal", "legal"): 98765},
        remedies={("reconsideration", "upheld"): 123456, ("direct_suit", "pending"): 21},
        texts={"overview": "\n".join(["本年度依法公开政府信息，接受监督。" * 12] * 6)},
    )
    report = with_figure(report, "proactive", "rules", "made", Mark.SLASH)
    report = with_figure(report, "proactive", "administrative_charges", "fees", Decimal("7730.25"))
    return with_figure(report, "remedies", "direct_suit", "total", 5)


REPORTS = {
    "2019": balanced_report("2019"),
    "2021": balanced_report("2021"),
    "combined": balanced_report("2021", combined=True),
    "odd": _odd(),
}


@pytest.fixture(scope="module")
def soffice() -> str:
    """Give the program; where it is missing there is nothing to test, but CI must have it."""
    found = shutil.which("soffice")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("LibreOffice (soffice) is missing")
    if found is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    return found


def convert(soffice: str, folder: Path, ending: str, files: Iterable[Path]) -> Path:
    """Convert files, and give the folder in which the results lie."""
    into = folder / "converted"
    fonts = folder / "fonts.conf"
    # The machine's own fonts may lack Chinese, and a glyph that is missing has no text in the PDF.
    fonts.write_text(f"<fontconfig><dir>{serif_path().parent}</dir><cachedir>{folder}/cache</cachedir></fontconfig>")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        [soffice, profile, "--headless", "--convert-to", ending, "--outdir", str(into), *map(str, files)],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(folder)},
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )
    assert into.is_dir(), done.stdout + done.stderr
    return into


@pytest.fixture(scope="module")
def converted(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the PDFs that LibreOffice makes of each report in each format."""
    folder = tmp_path_factory.mktemp("office")
    files = [folder / f"{name}-{ending[1:]}{ending}" for name in REPORTS for ending in (".docx", ".xlsx")]
    for file in files:
        file.write_bytes(WRITERS[file.suffix](REPORTS[file.name.split("-")[0]]))
    return convert(soffice, folder, "pdf", files)


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
@pytest.mark.parametrize("name", REPORTS)
def test_libreoffice_shows_the_figures_that_were_written(converted: Path, name: str, ending: str) -> None:
    shown = read_bytes((converted / f"{name}-{ending[1:]}.pdf").read_bytes(), "report.pdf")
    assert figures(shown.report) == figures(REPORTS[name])


@pytest.mark.parametrize("id", ["2019", "2021"])
def test_a_form_that_is_filled_in_adds_itself_up(soffice: str, tmp_path: Path, id: str) -> None:
    """Only inputs are filled in, by a program that keeps no results of formulas; LibreOffice works them out."""
    report = REPORTS[id]
    filled = load_workbook(BytesIO(write_form(report.edition, report.agency, report.year)))
    source = load_workbook(BytesIO(write_xlsx(report)))
    for name in ("表二", "表三", "表四"):
        for row in filled[name].iter_rows():
            for cell in row:
                if not cell.protection.locked and not isinstance(cell, MergedCell):
                    cell.value = source[name][cell.coordinate].value
    filled.save(tmp_path / "form.xlsx")
    into = convert(soffice, tmp_path, "xlsx", [tmp_path / "form.xlsx"])
    data = (into / "form.xlsx").read_bytes()
    assert figures(read_bytes(data, "form.xlsx").report) == figures(report)
    checks = {cell.value for row in load_workbook(BytesIO(data), data_only=True)["表三"].iter_rows() for cell in row}
    assert "平衡" in checks
    assert not [each for each in checks if str(each).startswith("相差")]
