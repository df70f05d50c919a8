"""What moves between two worlds, as numbers that add up: rows by outcome and amount, owners by total."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.batch.sums import Sum

STANDINGS = ("no", "open", "yes")
"""Of an outcome: surely nothing (不符合, 未施行), not known yet (待补充, 待认定), and 符合."""


class Moves(NamedTuple):
    """The rows of one clause.

    `standings` counts them by standing before × 3 + standing after. By what each may change: `up`, `down` and `same` are certain, `unclear`
    is not. The change of all of them together lies in [least, most], of which `no_least` and `no_most` rows have no end. Fen.
    """

    standings: tuple[int, ...] = (0,) * 9
    up: int = 0
    down: int = 0
    same: int = 0
    unclear: int = 0
    least: int = 0
    most: int = 0
    no_least: int = 0
    no_most: int = 0

    def __add__(self, other: Moves) -> Moves:  # type: ignore[override]
        pairs = zip(self.standings, other.standings, strict=True)
        rest = zip(self[1:], other[1:], strict=True)
        return Moves(tuple(one + more for one, more in pairs), *(one + more for one, more in rest))

    def going(self, before: str, after: str) -> int:
        """Rows that go from one standing to another."""
        return self.standings[3 * STANDINGS.index(before) + STANDINGS.index(after)]

    @property
    def gained(self) -> int:
        """Rows that are 符合 and surely were not."""
        return self.going("no", "yes")

    @property
    def lost(self) -> int:
        """Rows that were 符合 and surely are not."""
        return self.going("yes", "no")

    @property
    def may_gain(self) -> int:
        """Rows that come nearer to 符合, of which one side is not known yet."""
        return self.going("no", "open") + self.going("open", "yes")

    @property
    def may_lose(self) -> int:
        """Rows that go further from 符合, of which one side is not known yet."""
        return self.going("yes", "open") + self.going("open", "no")

    @property
    def moves(self) -> bool:
        """Whether any row gets another standing, or may get another amount."""
        return any(count for place, count in enumerate(self.standings) if place % 4) or self.moves_money

    @property
    def moves_money(self) -> bool:
        """Whether any row may get another amount."""
        return bool(self.up or self.down or self.unclear)


class Owners(NamedTuple):
    """Owners of a place or size: those whose total has a higher end and no lower one (`up`), the reverse, one of each, neither."""

    up: int = 0
    down: int = 0
    both: int = 0
    same: int = 0
    before: Sum = Sum()
    after: Sum = Sum()

    def __add__(self, other: Owners) -> Owners:  # type: ignore[override]
        return Owners(*(one + more for one, more in zip(self, other, strict=True)))  # type: ignore[operator]

    @property
    def number(self) -> int:
        """All of them."""
        return self.up + self.down + self.both + self.same
