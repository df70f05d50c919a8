"""Columns of Polars as arrays of numpy and back, sharing their memory as Arrow lays it out; truths are bits, packed."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

Array = npt.NDArray[Any]
"""One value a row: integers of 8 or 64 bits, or truths."""
Bits = npt.NDArray[np.uint64]
"""Sixty-four truths a word, the first one lowest in the first byte; what stands beyond the last row means nothing."""
WORD = 64


def values_of(column: pl.Series) -> Array:
    """The values of a column of integers; where it is null, anything."""
    array = _in_one_piece(column)
    kind = np.dtype(array.type.to_pandas_dtype())
    return np.frombuffer(array.buffers()[1], kind)[array.offset : array.offset + len(array)]


def bits_of(column: pl.Series) -> Bits:
    """The values of a column of truths; where it is null, anything."""
    array = _in_one_piece(column)
    return _bits(array.buffers()[1], array.offset, len(array))


def given_bits(column: pl.Series) -> Bits:
    """Where a column is not null."""
    array = _in_one_piece(column)
    given = array.buffers()[0]
    if given is None:
        return ~np.zeros(words(len(array)), np.uint64)
    return _bits(given, array.offset, len(array))


def room(length: int, kind: type[np.generic]) -> Array:
    """An array of anything, from Arrow's pool: it keeps what is given back, where numpy's arrays are new pages each time."""
    if not length:
        return np.empty(0, kind)
    return np.frombuffer(pa.allocate_buffer(length * np.dtype(kind).itemsize), kind)


def words(rows: int) -> int:
    """How many words hold the truths of so many rows."""
    return -(-rows // WORD)


def _in_one_piece(column: pl.Series) -> Any:
    return column.rechunk().to_arrow()


def _bits(buffer: Any, offset: int, rows: int) -> Bits:
    """The bits of an Arrow buffer from some row on."""
    found = np.frombuffer(buffer, np.uint8)
    if offset % 8:
        found = np.packbits(np.unpackbits(found, bitorder="little")[offset : offset + rows], bitorder="little")
    else:
        found = found[offset // 8 : (offset + rows + 7) // 8]
    whole = np.zeros(words(rows), np.uint64)
    whole.view(np.uint8)[: len(found)] = found
    return whole


def pack(truths: Array, out: Bits) -> None:
    """Truths of a byte each as bits."""
    found = np.packbits(truths, bitorder="little")
    out.view(np.uint8)[: len(found)] = found


def unpack(bits: Bits, out: Array) -> None:
    """Bits as truths of a byte each."""
    out.view(np.uint8)[:] = np.unpackbits(bits.view(np.uint8), count=len(out), bitorder="little")


def column_of(values: Array | Bits, given: Bits | None, rows: int, *, truths: bool) -> pl.Series:
    """A column of integers, or of truths as bits, null where it is not given."""
    kind = pa.bool_() if truths else pa.from_numpy_dtype(values.dtype)
    buffers = [None if given is None else pa.py_buffer(given), pa.py_buffer(values)]
    return pl.Series("", pa.Array.from_buffers(kind, rows, buffers))
