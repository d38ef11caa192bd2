import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import gongkai

ROOT = Path(gongkai.__file__).parent
PACKAGES = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))

GROUND = {"law", "ui", "vault", "journal"}
CONTEXTS = {"disclosure", "applications", "feedback", "duties", "remedies", "filings"}

MAY_IMPORT = {
    "law": set(),
    "untrusted": {"law"},
    "typesetting": set(),
    "redaction": {"law", "untrusted"},
    "report": {"law", "untrusted", "typesetting"},
    "ui": {"law", "vault"},
    "vault": {"law"},
    "journal": {"law", "vault"},
    "cli": {"law", "report", "redaction", "untrusted", "typesetting"},
    "agencies": GROUND | {"untrusted"},
    "attachments": GROUND | {"agencies"},
    "notifications": GROUND | {"agencies"},
    "disclosure": GROUND
    | {"agencies", "attachments", "notifications", "redaction", "untrusted", "typesetting", "report.edition"},
    "applications": GROUND | {"agencies", "attachments", "notifications", "redaction", "typesetting"},
    "feedback": GROUND | {"agencies", "notifications", "disclosure.consulting"},
    "duties": GROUND
    | {"agencies", "attachments", "notifications", "typesetting"}
    | {"applications.selectors", "disclosure.selectors", "remedies.selectors", "remedies.acts"},
    "search": GROUND | {"agencies", "attachments", "untrusted", "disclosure.selectors", "disclosure.acts"},
    "remedies": GROUND | {"agencies", "attachments", "notifications", "applications", "typesetting", "untrusted"},
    "filings": GROUND
    | {"report", "untrusted", "agencies", "attachments", "notifications", "search"}
    | {
        "disclosure.selectors",
        "disclosure.table_two",
        "disclosure.models",
        "disclosure.channels.counting",
        "disclosure.elsewhere",
    }
    | {"applications.selectors", "applications.table_three", "applications.models"}
    | {"remedies.selectors", "remedies.table_four", "remedies.models", "duties.selectors"},
    "dashboards": GROUND
    | {"agencies", "report.charts"}
    | {"applications.selectors", "applications.pace", "applications.worklists", "applications.lights"}
    | {"applications.models.labels", "disclosure.selectors", "disclosure.stages"}
    | {"remedies.selectors", "filings.selectors", "duties.selectors"},
    "archives": GROUND
    | {"agencies", "attachments", "notifications", "applications", "remedies", "feedback"}
    | {"filings.exporting", "filings.models", "filings.signing.selectors", "disclosure.selectors"},
    "portal": GROUND | CONTEXTS | {"report", "agencies", "attachments", "notifications", "search", "typesetting"},
    "opendata": GROUND
    | {"report", "agencies", "attachments", "search.words", "portal.site", "portal.directory"}
    | {"disclosure", "filings.models", "filings.publishing.selectors", "filings.signing.selectors", "feedback"},
    "client": {"law", "report"},
    "api": GROUND | CONTEXTS | {"report", "agencies", "attachments", "notifications", "search", "portal"},
    "config": GROUND
    | CONTEXTS
    | {
        "report",
        "cli",
        "agencies",
        "attachments",
        "notifications",
        "search",
        "portal",
        "api",
        "dashboards",
        "archives",
        "opendata",
        "untrusted",
    },
}

CLOCKS = {("date", "today"), ("datetime", "today"), ("datetime", "now"), ("datetime", "utcnow")}
OUTSIDE = {"time", "os.environ", "os.getenv", "socket", "ssl", "urllib.request", "http.client", "sqlite3", "django"}


def modules_of(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imports_of(source: str, module: str) -> set[str]:
    """Give what a module imports, as dotted names: of `from a import b` both `a` and `a.b`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = importlib.util.resolve_name("." * node.level + base, module.rpartition(".")[0])
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def imports_of_file(path: Path) -> set[str]:
    module = ".".join(("gongkai", *path.relative_to(ROOT).with_suffix("").parts))
    return imports_of(path.read_text(encoding="utf-8"), module)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def forbidden(package: str, imported: set[str]) -> set[str]:
    """Give the imports from ours that the table does not allow to a package."""
    ours = {name.removeprefix("gongkai.") for name in imported if name.startswith("gongkai.")}
    allowed = MAY_IMPORT[package] | {package}
    beyond = {name for name in ours if not any(within(name, each) for each in allowed)}
    # `from gongkai.disclosure import selectors` names the package on the way to what is allowed.
    return {name for name in beyond if not any(within(each, name) and each in ours for each in allowed)}


def clock_reads(source: str) -> set[tuple[str, str]]:
    return {
        (ast.unparse(node.value).rpartition(".")[2], node.attr)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
    } & CLOCKS


def reaches_outside(source: str) -> set[str]:
    attributes = {ast.unparse(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    names = imports_of(source, "gongkai.law.x") | attributes
    return {name for name in OUTSIDE if any(within(each, name) for each in names)}


def test_every_package_stands_in_the_table():
    assert set(PACKAGES) <= set(MAY_IMPORT)
    assert {"law", "report", "cli"} <= set(PACKAGES)


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_one_way(package):
    wrong = {str(path.relative_to(ROOT)): forbidden(package, imports_of_file(path)) for path in modules_of(package)}
    assert {path: names for path, names in wrong.items() if names} == {}


@pytest.mark.parametrize(
    ("package", "source", "names"),
    [
        ("law", "from gongkai.report import model", {"report", "report.model"}),
        ("law", "from ..report.model import Report", {"report.model", "report.model.Report"}),
        ("report", "import gongkai.cli.main", {"cli.main"}),
        ("search", "from gongkai.disclosure import selectors", set()),
        ("search", "from gongkai.disclosure import models", {"disclosure", "disclosure.models"}),
        ("cli", "from gongkai.law.clock import fold", set()),
    ],
)
def test_the_import_test_sees_what_it_must_see(package, source, names):
    assert forbidden(package, imports_of(source, f"gongkai.{package}.module")) == names


def test_law_imports_the_standard_library_only():
    wrong = {
        str(path.relative_to(ROOT)): {
            name
            for name in imports_of_file(path)
            if name.partition(".")[0] not in sys.stdlib_module_names and not within(name, "gongkai")
        }
        for path in modules_of("law")
    }
    assert {path: names for path, names in wrong.items() if names} == {}


@pytest.mark.parametrize("package", ["law", "report"])
def test_law_and_report_read_no_clock_settings_network_or_database(package):
    wrong = {
        str(path.relative_to(ROOT)): clock_reads(source) or reaches_outside(source)
        for path in modules_of(package)
        if (source := path.read_text(encoding="utf-8"))
    }
    assert {path: names for path, names in wrong.items() if names} == {}


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\ntoday = date.today()",
        "import datetime\nnow = datetime.datetime.now(datetime.UTC)",
        "def f(clock=datetime.utcnow): ...",
        "import time",
        "from os import environ",
        "import os\nhome = os.environ['HOME']",
        "from urllib.request import urlopen",
    ],
)
def test_the_clock_test_sees_what_it_must_see(source):
    assert clock_reads(source) or reaches_outside(source)


IMPORT_WITH_DJANGO_HIDDEN = """
import importlib, pkgutil, sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "django":
            raise ImportError("Django is hidden here")

sys.meta_path.insert(0, Hidden())
try:
    import django
except ImportError as error:
    assert str(error) == "Django is hidden here", error
package = importlib.import_module(sys.argv[1])
names = [package.__name__]
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
        names.append(module.name)
print(*names, sep="\\n")
"""


@pytest.mark.parametrize("package", ["law", "untrusted", "redaction", "report", "cli", "client"])
def test_every_module_imports_with_django_hidden(package):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_WITH_DJANGO_HIDDEN, f"gongkai.{package}"],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    expected = {
        ".".join(("gongkai", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
        for path in modules_of(package)
        if path.name != "__main__.py"
    }
    assert set(done.stdout.split()) == expected
