import re
import shlex
from collections import Counter
from pathlib import Path

import click
import pytest
from tools import picture, reference

from gongkai.cli.main import main as gongkai

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
README, TWIN = ROOT / "README.md", ROOT / "README.zh-CN.md"

LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(?P<level>#+) (?P<text>.+)$", re.MULTILINE)
SOURCE_CODE = re.compile(r"\bCode\(\s*\"(?P<code>[a-z0-9-]+)\"")


def read(path):
    return path.read_text(encoding="utf-8")


def headings(path):
    return [(len(match["level"]), match["text"]) for match in HEADING.finditer(FENCE.sub("", read(path)))]


def anchors(path):
    kept = (re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for _, text in headings(path))
    return set(kept)


def shell_lines(path):
    return [
        line
        for fence in FENCE.finditer(read(path))
        if fence["language"] == "sh"
        for line in fence["content"].splitlines()
    ]


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("file", reference.PAGES)
def test_reference_page_says_what_the_code_says(file):
    _, write = reference.PAGES[file]
    assert read(REFERENCE / file) == write(), "run: make docs"


def test_reference_has_these_pages_and_no_others():
    assert read(REFERENCE / "index.md") == reference.index()
    assert {path.name for path in REFERENCE.iterdir()} == {"index.md", *reference.PAGES}
    assert {match["target"] for match in LINK.finditer(read(REFERENCE / "index.md"))} == set(reference.PAGES)


def test_every_code_in_the_source_has_its_section():
    source = "\n".join(read(path) for path in sorted((ROOT / "src" / "gongkai").rglob("*.py")))
    codes = set(SOURCE_CODE.findall(source))
    assert "applications-balance" in codes
    assert codes == {text for level, text in headings(REFERENCE / "findings.md") if level == 3}


def test_every_error_in_the_source_has_its_line():
    sources = [read(path) for path in (ROOT / "src" / "gongkai").rglob("*.py")]
    kinds = {kind for source in sources for kind in re.findall(r"^class (\w+)\(GongkaiError\)", source, re.MULTILINE)}
    errors = re.compile(rf"\b(?:{'|'.join(sorted(kinds))})\(\s*\"([a-z0-9-]+)\"")
    raised = {code for source in sources for code in errors.findall(source)}
    assert {"extension-used", "oidc-incomplete"} <= raised
    assert raised <= set(re.findall(r"^\| `([a-z0-9-]+)` \|", read(REFERENCE / "errors.md"), re.MULTILINE))


def commands(group, path="gongkai"):
    """Give every command below a group that is no group itself, by the words to type."""
    context = click.Context(group)
    for name in group.list_commands(context):
        below = group.get_command(context, name)
        if isinstance(below, click.Group):
            yield from commands(below, f"{path} {name}")
        else:
            yield f"{path} {name}"


def test_every_command_has_its_section():
    every = set(commands(gongkai))
    assert {"gongkai demo", "gongkai report demo", "gongkai report check"} <= every
    assert every <= {text for level, text in headings(REFERENCE / "commands.md") if level == 2}


def test_usage_names_what_is_typed():
    usages = [line for line in read(REFERENCE / "commands.md").splitlines() if line.startswith("用法：")]
    assert "用法：gongkai report check [选项] FILE…" in usages
    assert "用法：gongkai calendar show [选项] [YEAR|YEAR-MONTH]" in usages


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    lost = []
    for match in LINK.finditer(FENCE.sub("", read(page))):
        path, _, anchor = match["target"].partition("#")
        if path.startswith(("http:", "https:")):
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(match["target"])
    assert lost == []


@pytest.mark.parametrize("page", [page for page in PAGES if REFERENCE not in page.parents], ids=name)
def test_commands_shown_exist(page):
    for line in shell_lines(page):
        if line.startswith("gongkai "):
            command, words = gongkai, shlex.split(line)[1:]
            context = click.Context(command)
            known = set()
            while isinstance(command, click.Group):
                known |= {option for parameter in command.params for option in parameter.opts}
                command = command.get_command(context, words.pop(0))
                assert command is not None, line
            known |= {option for parameter in command.params for option in parameter.opts}
            assert {word for word in words if word.startswith("--")} <= known, line


def test_readme_gives_two_commands():
    for readme in (README, TWIN):
        assert [line for line in shell_lines(readme) if line.startswith("make")] == ["make demo", "make test"]


def test_readme_and_its_twin_run_in_step():
    assert [level for level, _ in headings(README)] == [level for level, _ in headings(TWIN)]
    assert [fence[0] for fence in FENCE.finditer(read(README))] == [fence[0] for fence in FENCE.finditer(read(TWIN))]
    targets = [[match["target"] for match in LINK.finditer(read(page))][1:] for page in (README, TWIN)]
    assert targets[0] == targets[1]


def test_readme_names_every_command_on_reports():
    reports = set(gongkai.get_command(click.Context(gongkai), "report").list_commands(click.Context(gongkai)))
    assert {"check", "atlas"} <= reports
    for readme in (README, TWIN):
        tasks = " ".join(line.split("|")[2] for line in read(readme).splitlines() if line.count("|") == 4)
        assert reports <= set(re.findall(r"\w+", tasks)), readme.name


def test_readme_leads_to_every_guide():
    guides = {name(path) for path in (ROOT / "docs" / "guides").iterdir()}
    assert guides <= {match["target"].partition("#")[0] for match in LINK.finditer(read(README))}


@pytest.mark.parametrize("package", ["law", "report"])
def test_map_names_what_is_in_a_package(package):
    chapter = read(ROOT / "docs" / "architecture.md").split(f"\n### {package}\n")[1].split("\n##")[0]
    named = {
        word.strip("/") for item in re.findall(r"^- (.*?):", chapter, re.MULTILINE) for word in item[1:-1].split("`, `")
    }
    folder = ROOT / "src" / "gongkai" / package
    there = {path.stem for path in folder.iterdir() if not path.name.startswith("_")}
    assert named == there


def test_map_says_each_thing_once():
    for section in re.split(r"^##+ ", read(ROOT / "docs" / "architecture.md"), flags=re.MULTILINE):
        said = re.findall(r"^(?:- |\| )(`[^`]+`)(?=[:,]| \|)", section, re.MULTILINE)
        assert [each for each, times in Counter(said).items() if times > 1] == [], section.splitlines()[0]


def test_picture_shows_what_the_demo_prints():
    assert read(picture.IMAGE) == picture.picture(picture.demo()), "run: make docs"


def test_decisions_are_numbered_and_say_context_decision_and_consequences():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    for n, path in enumerate(decisions, start=1):
        (_, title), *sections = headings(path)
        assert title.startswith(f"{n}. ")
        assert [text for _, text in sections] == ["Context", "Decision", "Consequences"], path.name


def test_changelog_keeps_to_its_headings():
    order = ["Law", "Added", "Changed", "Fixed", "Security"]
    sections = [text for level, text in headings(ROOT / "CHANGELOG.md") if level == 3]
    assert sections
    assert set(sections) <= set(order)


def test_make_lists_its_targets():
    listed = re.findall(r"^(\w+):.*## ", read(ROOT / "Makefile"), re.MULTILINE)
    assert set(listed) >= {"setup", "demo", "test", "check", "bench", "docs", "lock"}
