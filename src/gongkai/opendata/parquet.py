"""Rows into Parquet, a group of them at a time, with the Chinese names of columns beside them.

Apart from the other forms (`writing`), for pyarrow is loaded by whoever writes Parquet alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

import pyarrow
from pyarrow import parquet

from gongkai.opendata.columns import DATE, MOMENT, Column, Dataset, Row, Type

_ROWS, _BYTES = 5000, 8 * 2**20
"""Rows, or bytes as JSON, that make a row group of Parquet; as much is held in memory."""
_ARROW: Mapping[str, Any] = {
    "string": pyarrow.string(),
    "int64": pyarrow.int64(),
    "float64": pyarrow.float64(),
    "date32": pyarrow.date32(),
    "timestamp": pyarrow.timestamp("s", tz="Asia/Shanghai"),
    "bool": pyarrow.bool_(),
}


class Groups:
    """A file in groups of rows."""

    def __init__(self, dataset: Dataset, file: IO[bytes]) -> None:
        self._columns = dataset.columns
        self._schema = pyarrow.schema([_field(column) for column in dataset.columns])
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._held: list[Row] = []
        self._size = 0

    def add(self, row: Row, line: bytes) -> None:
        """Write a row; `line` is it as JSON, by which its size is reckoned."""
        self._held.append(row)
        self._size += len(line)
        if len(self._held) >= _ROWS or self._size >= _BYTES:
            self._flush()

    def close(self) -> None:
        """Write what is held."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._held:
            arrays = [
                _array(column.type, field.type, values)
                for column, field, values in zip(self._columns, self._schema, zip(*self._held))
            ]
            self._writer.write_batch(pyarrow.record_batch(arrays, schema=self._schema))
            self._held, self._size = [], 0


def _array(kind: Type, arrow: Any, values: tuple[Any, ...]) -> Any:
    if kind in (DATE, MOMENT):
        return pyarrow.array([None if value is None else kind.load(value) for value in values], arrow)
    return pyarrow.array(values, arrow)


def _field(column: Column) -> Any:
    told = {"title": str(column.title)} | ({"unit": str(column.unit)} if column.unit else {})
    return pyarrow.field(column.name, _ARROW[column.type.arrow], metadata=told)
