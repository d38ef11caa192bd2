import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENTRY = re.compile(r"\| (?P<term>[^|]+) \| `(?P<identifier>\w+)` \|")

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
HERE, COMING = GLOSSARY.split("## Coming\n")
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "src" / "gongkai").rglob("*"))
    if path.suffix in (".py", ".toml")
)


def test_each_identifier_occurs_in_the_code():
    words = set(re.findall(r"\w+", CODE))
    missing = {entry["identifier"] for entry in ENTRY.finditer(HERE)} - words
    assert missing == set()


def test_each_term_has_one_identifier():
    terms = [entry["term"] for entry in ENTRY.finditer(GLOSSARY)]
    assert len(terms) > 60
    assert sorted(set(terms)) == sorted(terms)


def test_what_is_coming_is_not_here_twice():
    assert not {entry["term"] for entry in ENTRY.finditer(HERE)} & {entry["term"] for entry in ENTRY.finditer(COMING)}
