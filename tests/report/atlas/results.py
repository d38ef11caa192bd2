"""Results of a bulk run to build an atlas from: synthetic reports, and rows that nobody would wish for."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from gongkai.law.message import Message
from gongkai.report.bulk.rows import Judged, Row, judge, unreadable
from gongkai.report.bulk.run import SUMMARY
from gongkai.report.bulk.tables import encode, join
from gongkai.report.synth import synthesise

HOSTILE = {
    "a/script.html": "<script>alert(1)</script>&\"'财政局",
    "a/path.html": "../../etc/passwd",
    "a/long.html": "名" * 10_000,
    "a/bidi.html": "桓台县\u202e局政财",
    "a/formula.html": "=HYPERLINK(1)",
    "a/braces.html": "{{ 7 * 7 }}{% raw %}",
}
"""Names of agencies by the file they are read from."""

TWINS = {"甲省空/乙县/one.html": "财政局", "丙县/two.html": "财政局"}
UNREAD = ("<b>letter</b>.txt", "桓台县/broken.docx")


class Here:
    """A crew of this process alone."""

    lost: tuple[type[BaseException], ...] = (ConnectionAbortedError,)
    hands = 1

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(*given))
        return done

    def renew(self) -> None:
        raise AssertionError("nothing is lost here")


def renamed(judged: Judged, file: str, agency: str | None, **changed: Any) -> Judged:
    """Give what a document adds as if it were another file by another agency."""

    def row(each: Row) -> Row:
        new = {**each, "file": file, "agency": agency, **changed}
        return {name: new[name] for name in each}

    return Judged(*([row(each) for each in rows] for rows in judged))


def make_results(folder: Path) -> Path:
    """Write the tables of a run, and give their folder."""
    documents, out = folder / "documents", folder / "results"
    documents.mkdir(parents=True)
    out.mkdir()
    parts = []
    for each in synthesise(70, seed=3, faults=0.4):
        (documents / each.name).write_bytes(each.data)
        parts.append(judge(documents / each.name, f"0000/{each.name}"))
    model = next(each for each in parts if each.findings and each.manifest[0]["verdict"] == "errors")
    clean = next(each for each in parts if each.manifest[0]["verdict"] == "ok")
    parts += [renamed(model, file, name) for file, name in {**HOSTILE, **TWINS}.items()]
    parts += [renamed(clean, f"b/{number}.html", None) for number in range(2)]
    parts.append(renamed(clean, "b/year.html", "山东省财政厅", year=None))
    parts += [renamed(each, f"b/again-{number}.html", "云南省财政厅") for number, each in enumerate((model, clean))]
    parts += [unreadable(file, 7, "no-tables", Message("没有找到年报的表格（表二、表三、表四）。")) for file in UNREAD]
    join(map(encode, parts), out)
    (out / SUMMARY).write_text(json.dumps({"total": len(parts)}), encoding="utf-8")
    return out
