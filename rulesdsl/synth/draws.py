"""Random integers that depend on nothing but the seed, the name of what is drawn, and the row.

A value is a hash of (stream, row), so a table can be made in pieces of any size, and one column without the others. Integers only: the
same bytes on every machine.
"""

from __future__ import annotations

from hashlib import blake2b
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Bits = NDArray[np.uint64]
Truths = NDArray[np.bool_]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


class Draws:
    """The streams of one seed. `rows` are row numbers from 0, and what is drawn for a row is always the same."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def bits(self, stream: str, rows: Integers) -> Bits:
        """64 random bits a row (SplitMix64 over the row number)."""
        digest = blake2b(f"{self._seed}/{stream}".encode(), digest_size=8).digest()
        start = np.uint64(int.from_bytes(digest, "little"))
        found = (rows.astype(np.uint64) + np.uint64(1)) * _GOLDEN + start
        found = (found ^ (found >> np.uint64(30))) * _FIRST
        found = (found ^ (found >> np.uint64(27))) * _SECOND
        return found ^ (found >> np.uint64(31))

    def below(self, stream: str, rows: Integers, bound: int) -> Integers:
        """Uniform in [0, bound), for bounds up to 2³¹ (the bias is below one in 2³¹)."""
        high = self.bits(stream, rows) >> np.uint64(33)
        return ((high * np.uint64(bound)) >> np.uint64(31)).astype(np.int64)

    def chance(self, stream: str, rows: Integers, millionths: int) -> Truths:
        """True with a probability."""
        return self.below(stream, rows, 1_000_000) < millionths

    def spread(self, stream: str, rows: Integers) -> Integers:
        """Log-normal in thousandths: median 1000; two in three between 450 and 2230, one in a hundred above 6440."""
        found = self.bits(stream, rows)
        step = (found >> np.uint64(54)).astype(np.int64)
        jitter = 995 + ((found & np.uint64(0xFFFF)) % np.uint64(11)).astype(np.int64)
        return _QUANTILES[step] * jitter // 1000


def _quantiles(count: int, sigma: float) -> Integers:
    """Thousandths of a log-normal with median 1, at the middles of `count` equal parts."""
    normal = NormalDist()
    values = (normal.inv_cdf((2 * place + 1) / (2 * count)) * sigma for place in range(count))
    return np.array([round(1000 * 2.718281828459045**value) for value in values], dtype=np.int64)


_QUANTILES = _quantiles(1024, 0.8)
