"""The tables of a bulk run sorted onto shelves on disk, so that each agency's rows stand together.

The tables are streamed a batch at a time, and each row goes to the shelf its agency falls to. A
shelf holds some thousand reports, however many there are in all: work on one is bounded, and many
can be worked on at once. Of the figures only those the atlas shows are kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.atlas.regions import Located, Regions
from gongkai.report.bulk.rows import COLUMNS
from gongkai.report.bulk.run import SUMMARY

if TYPE_CHECKING:
    import pyarrow

REPORTS_A_SHELF = 500
_BATCH = 1 << 16

KEPT: dict[str, tuple[str, ...]] = {
    "manifest": (
        *("file", "verdict", "agency", "year", "edition", "errors", "warnings", "notices"),
        *("code", "message", "message_en"),
    ),
    "findings": (
        *("file", "code", "severity", "message", "message_en", "citation"),
        *("page", "table", "row", "column", "line", "sheet"),
    ),
    "figures": ("file", "table", "row", "column", "value"),
}
"""The columns of each table that the atlas needs."""


class Key(NamedTuple):
    """What makes an agency one: its region and its name; where no name was read, the file stands for it."""

    region: tuple[str, ...]
    agency: str
    file: str = ""

    @property
    def digest(self) -> str:
        """A short name for files, the same in every run, whatever the agency calls itself."""
        return blake2b(json.dumps(self).encode(), digest_size=10).hexdigest()


def key_of(located: Located, agency: str, file: str) -> Key:
    """Give the key of the agency that a report is by."""
    return Key(located.region.path, agency, "" if agency else file)


def require_results(results: Path) -> int:
    """Give how many documents a bulk run checked; raises UnreadableDocument where there is no whole run."""
    from pyarrow import parquet

    if not (results / SUMMARY).is_file():
        raise UnreadableDocument(
            "no-bulk-results",
            Message("{folder}里没有成批核对的结果，或者核对还没有完成。", folder=str(results)),
            hint=Message("请先运行 gongkai report check DIR --out {folder}。", folder=str(results)),
        )
    with _readable(results):
        for table in KEPT:
            lacking = set(COLUMNS[table]) - set(parquet.read_schema(results / f"{table}.parquet").names)
            if lacking:
                raise UnreadableDocument(
                    "bulk-results-outdated",
                    Message(
                        "{folder}里的结果是用以前的版本核对的，缺少{columns}。",
                        folder=str(results),
                        columns=sorted(lacking),
                    ),
                    hint=Message("请用现在的版本重新核对，写入另一个目录。"),
                )
        return int(parquet.read_metadata(results / "manifest.parquet").num_rows)


@contextmanager
def _readable(results: Path) -> Iterator[None]:
    """Turn what pyarrow raises on damaged tables into our own refusal."""
    import pyarrow

    try:
        yield
    except (pyarrow.ArrowException, FileNotFoundError, ValueError) as error:
        raise damaged(results, error) from None
    except OSError as error:
        if error.errno is not None:  # the disk's word, not that of the tables
            raise
        raise damaged(results, error) from None


def damaged(results: Path, error: Exception) -> UnreadableDocument:
    """Say that the tables of a run cannot be read."""
    return UnreadableDocument(
        "bulk-results-damaged",
        Message("{folder}里的表格读不出来：{reason}。", folder=str(results), reason=str(error).partition("\n")[0]),
        hint=Message("请重新核对，写入另一个目录。"),
    )


def fill(results: Path, work: Path, regions: Regions) -> int:
    """Sort the rows of a run onto shelves below a folder, and give how many shelves there are."""
    import pyarrow
    from pyarrow import parquet

    count = require_results(results) // REPORTS_A_SHELF + 1
    with _readable(results):
        for table in KEPT:
            (work / table).mkdir(parents=True)
            columns = [*dict.fromkeys(("file", "agency", *KEPT[table]))]
            with parquet.ParquetFile(results / f"{table}.parquet") as file:
                for batch in file.iter_batches(_BATCH, columns=columns):
                    rows = _wanted(pyarrow.Table.from_batches([batch]), table)
                    for shelf, part in _parted(rows, regions, count):
                        _append(work / table / f"{shelf}", part.select(list(KEPT[table])))
    return count


def _wanted(rows: pyarrow.Table, table: str) -> pyarrow.Table:
    """Keep the figures that the atlas shows: the total columns of tables III and IV."""
    if table != "figures":
        return rows
    from pyarrow import compute

    shown = compute.is_in(rows["table"], value_set=_array(["applications", "remedies"]))
    return rows.filter(compute.and_(shown, compute.equal(rows["column"], "total")))


def _array(values: list[Any]) -> pyarrow.Array:
    import pyarrow

    return pyarrow.array(values)


def _parted(rows: pyarrow.Table, regions: Regions, count: int) -> Iterator[tuple[int, pyarrow.Table]]:
    """Part rows by shelf; those of one shelf keep their order."""
    from pyarrow import compute

    if not rows.num_rows:
        return
    pairs = rows.group_by(["file", "agency"], use_threads=False).aggregate([])
    files, agencies = pairs["file"].to_pylist(), pairs["agency"].to_pylist()
    shelves = [
        int(key_of(regions.of(agency or "", file), agency or "", file).digest[:8], 16) % count
        for file, agency in zip(files, agencies)
    ]
    shelf = compute.take(_array(shelves), compute.index_in(rows["file"], value_set=_array(files)))
    for each in sorted(set(shelves)):
        part = rows.filter(compute.equal(shelf, each))
        if part.num_rows:
            yield each, part


def _append(path: Path, rows: pyarrow.Table) -> None:
    """Write rows behind those a shelf has: one more Arrow stream in its file."""
    import pyarrow

    with path.open("ab") as file, pyarrow.ipc.new_stream(file, rows.schema) as stream:
        stream.write_table(rows)


def rows_of(work: Path, table: str, shelf: int) -> Iterator[tuple[Any, ...]]:
    """Go through the rows of a table on a shelf, as values in the order of `KEPT`."""
    import pyarrow

    path = work / table / f"{shelf}"
    if not path.exists():
        return
    with pyarrow.OSFile(str(path)) as file:
        size = file.size()
        while file.tell() < size:
            with pyarrow.ipc.open_stream(file) as stream:
                for batch in stream:
                    yield from zip(*(column.to_pylist() for column in batch.columns))
