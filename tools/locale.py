"""Keep the catalogues in `src/gongkai/locale` in step with the code: `python -m tools.locale update | compile`.

`update` collects what is said in Chinese into the English catalogue: of Python every `Message("…")` and every call of
Django's gettext and its kin, by whatever name they were imported; of Django's templates what their tags translate.
New sentences come in untranslated, those no longer said go out. `compile` makes the .mo files that are read at run
time. There is one English catalogue, for the law says of a deadline what a page says of it; it is compiled under two
names, `gongkai` for the libraries and `django` for the site, since Django looks for no other.
The words of click, English by origin, have a Chinese catalogue of their own under click's domain, `messages`.
What Django says of a form has one too, where its own Chinese is not for whoever fills it in.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).parent.parent / "src" / "gongkai"
FOLDER = PACKAGE / "locale"
ENGLISH = FOLDER / "en" / "LC_MESSAGES" / "gongkai.po"
CLICK = FOLDER / "zh" / "LC_MESSAGES" / "messages.po"
DJANGO = FOLDER / "zh_Hans" / "LC_MESSAGES" / "django.po"


_ABOUT: Mapping[str, Any] = {
    "project": "gongkai",
    "version": "1",
    "last_translator": "gongkai contributors",
    "language_team": "gongkai contributors",
    "msgid_bugs_address": "see SECURITY.md and CONTRIBUTING.md",
    "creation_date": datetime(2026, 1, 1, tzinfo=UTC),
    "revision_date": datetime(2026, 1, 1, tzinfo=UTC),  # git knows when it changed
}


class Sentence(NamedTuple):
    """What is looked up in a catalogue: the text, its form for many where it has one, what tells it from its like."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def id(self) -> str | tuple[str, str]:
        """Give the text as catalogues hold it."""
        return (self.text, self.plural) if self.plural else self.text


_FORMS: Mapping[str, tuple[str, ...]] = {
    "Message": ("text",),
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "gettext_noop": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
    "npgettext_lazy": ("context", "text", "plural"),
}
"""What the arguments of each function are, from the first."""

_MARKED = re.compile(r"""\b(?:n?p?gettext|_)\((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^()'"])*\)""")


def sentences() -> Mapping[Sentence, list[str]]:
    """Give every sentence said in the code and in templates, with the files that say it."""
    found: dict[Sentence, list[str]] = {}
    for path in sorted((*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.*"))):
        collect = sentences_in if path.suffix == ".py" else sentences_of_template
        for sentence in collect(path.read_text(encoding="utf-8")):
            files = found.setdefault(sentence, [])
            name = path.relative_to(PACKAGE).as_posix()
            if name not in files:
                files.append(name)
    return found


def sentences_in(source: str) -> Iterator[Sentence]:
    """Give what a module says by `Message` and by Django's functions, in the order of the text."""
    tree = ast.parse(source)
    named = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    yield from _said((node for node in ast.walk(tree) if isinstance(node, ast.Call)), named)


def sentences_of_template(source: str) -> Iterator[Sentence]:
    """Give what the tags of a template translate, in the order of the text."""
    for marked in _MARKED.finditer(templatize(source)):
        call = ast.parse(marked[0], mode="eval").body
        assert isinstance(call, ast.Call)
        yield from _said([call], {"_": "gettext", **{name: name for name in _FORMS}})


def _said(calls: Iterable[ast.Call], named: Mapping[str, str]) -> Iterator[Sentence]:
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = ast.unparse(call.func).rpartition(".")[2]
        parts = _FORMS.get("Message" if name == "Message" else named.get(name, ""))
        if parts is None or len(call.args) < len(parts):
            continue
        given = [node.value for node in call.args[: len(parts)] if isinstance(node, ast.Constant)]
        if len(given) == len(parts):
            yield Sentence(**{part: str(value) for part, value in zip(parts, given)})


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file)


def compiled(path: Path) -> bytes:
    """Give what a catalogue compiles to."""
    out = BytesIO()
    write_mo(out, read(path))
    return out.getvalue()


def catalogues() -> list[Path]:
    """Name every catalogue."""
    return sorted(FOLDER.rglob("*.po"))


def compiled_to(path: Path) -> list[Path]:
    """Name the files a catalogue is compiled to."""
    return [path.with_suffix(".mo"), *([path.with_name("django.mo")] if path == ENGLISH else [])]


def english(catalogue: Catalog, sentence: Sentence) -> tuple[str, ...]:
    """Give the translation of a sentence in all its forms; empty unless every one is there."""
    known = catalogue.get(sentence.id, sentence.context or None)
    if known is None or known.string is None:
        return ()
    forms = (known.string,) if isinstance(known.string, str) else tuple(known.string)
    return forms if all(forms) and len(forms) == (2 if sentence.plural else 1) else ()


def update() -> None:
    """Bring the English catalogue in step with the code, and say what is still to translate."""
    old = read(ENGLISH) if ENGLISH.exists() else Catalog()
    new = Catalog(locale="en", fuzzy=False, header_comment="# English of gongkai.", **_ABOUT)
    for sentence, files in sentences().items():
        forms = english(old, sentence)
        new.add(
            sentence.id,
            (forms or ("", "")) if sentence.plural else "".join(forms),
            context=sentence.context or None,
            locations=[(file, 0) for file in files],
        )
        if not forms:
            print(sentence.text)
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, new, width=110)


def compile_all() -> None:
    """Write the .mo files of every catalogue."""
    for path in catalogues():
        for file in compiled_to(path):
            file.write_bytes(compiled(path))


if __name__ == "__main__":
    {"update": update, "compile": compile_all}[sys.argv[1]]()
