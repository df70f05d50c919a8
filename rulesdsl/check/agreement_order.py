"""分别 pairs two lists by place: the rows of a 分档 and the shares of a 承担 must pair the same members."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from rulesdsl.check.agreement_literals import Use
from rulesdsl.check.placement import Figure, PlacedClause
from rulesdsl.diagnostics import Diagnostic, Label
from rulesdsl.model.grant import BandRow, Bands, Grant
from rulesdsl.model.payment import Charge
from rulesdsl.reading.groups import pairings
from rulesdsl.source.fold import fold


@frozen
class Lists:
    """One 分别: the figures in front of it (none if they are words) and behind it."""

    left: tuple[Figure, ...]
    right: tuple[Figure, ...]


def check_order(clause: PlacedClause, uses: Sequence[Use]) -> tuple[Diagnostic, ...]:
    """RD516 for every pair that the rule makes otherwise, and for lists of different length."""
    found: list[Diagnostic] = []
    for lists in _lists(clause):
        if lists.left and len(lists.left) != len(lists.right):
            found.append(_uneven(lists))
            continue
        found += _shares(lists, uses)
        found += _bands(clause, lists, uses)
    return tuple(dict.fromkeys(found))


def _lists(clause: PlacedClause) -> Iterator[Lists]:
    paragraphs: dict[int, list[Figure]] = {}
    for figure in clause.figures:
        members = paragraphs.setdefault(figure.paragraph, [])
        if figure.reading.group is not None and not any(other.place == figure.place for other in members):
            members.append(figure)
    for members in paragraphs.values():
        members.sort(key=lambda figure: figure.place.start)
        for pairing in pairings([figure.reading for figure in members]):
            yield Lists(tuple(members[i] for i in pairing.left), tuple(members[i] for i in pairing.right))


def _uneven(lists: Lists) -> Diagnostic:
    message = f"分别前面有 {len(lists.left)} 个数，后面有 {len(lists.right)} 个"
    labels = (Label(lists.left[0].place, "前一串"), Label(lists.right[0].place, "后一串"))
    return Diagnostic("RD516", message, lists.right[0].span, secondary=labels, help="核对引文是否引全了两串")


def _shares(lists: Lists, uses: Sequence[Use]) -> Iterator[Diagnostic]:
    """The shares of a 承担 line in written order."""
    wanted = [figure.reading.value for figure in lists.right]
    if lists.right[0].reading.slot != "share":
        return
    for line in dict.fromkeys(id(use.stood.line) for use in uses if isinstance(use.stood.line, Charge)):
        shares = [use for use in uses if id(use.stood.line) == line and use.role == "share"]
        if len(shares) == len(wanted) and sorted(map(str, wanted)) == sorted(str(use.value) for use in shares):
            yield from (
                _other(use, figure)
                for use, figure in zip(shares, lists.right, strict=True)
                if use.value != figure.reading.value
            )


def _bands(clause: PlacedClause, lists: Lists, uses: Sequence[Use]) -> Iterator[Diagnostic]:
    """The rows of a 分档: the amount of the row with the i-th key is the i-th of the list behind."""
    tables: dict[int, tuple[Bands, list[Use]]] = {}
    for use in uses:
        line = use.stood.line
        if isinstance(line, Grant) and line.bands is not None and len(line.bands.rows) == len(lists.right):
            tables.setdefault(id(line), (line.bands, []))[1].append(use)
    for bands, inside in tables.values():
        for row, rank in enumerate(_ranks(clause, lists, inside, bands.rows)):
            given = [use for use in inside if use.row == row and use.role in ("amount", "rate")]
            figure = lists.right[rank]
            yield from (_other(use, figure) for use in given if use.value != figure.reading.value)


def _ranks(clause: PlacedClause, lists: Lists, uses: Sequence[Use], rows: Sequence[BandRow]) -> list[int]:
    """Which member of the list in front each row is; empty when it can't be told."""
    if lists.left:
        keys = {use.row: use.value for use in uses if use.role == "band"}
        values = [figure.reading.value for figure in lists.left]
        found = [values.index(value) for row in range(len(rows)) if (value := keys.get(row)) in values]  # type: ignore[arg-type]
    else:
        places = [_place_of(clause, lists.right[0], tuple(name.text for name in row.choices)) for row in rows]
        if None in places or len(set(places)) != len(places):
            return []
        ordered = sorted(place for place in places if place is not None)
        found = [ordered.index(place) for place in places if place is not None]
    return found if len(found) == len(rows) else []


def _place_of(clause: PlacedClause, first: Figure, choices: tuple[str, ...]) -> int | None:
    """Where one of the choices of a row last stands before the list behind 分别, in the quote that holds it."""
    for placed in clause.quotes:
        if (
            not any(place.start <= first.place.start < place.end for place in placed.places)
            and placed.quote.span != first.span
        ):
            continue
        end = first.span.start - placed.quote.span.start
        before = fold(placed.quote.text[: max(0, end)]).text
        found = [at for choice in choices if (at := before.rfind(fold(choice).text)) >= 0]
        if found:
            return min(found)
    return None


def _other(use: Use, figure: Figure) -> Diagnostic:
    written = "".join(figure.written.split())
    return Diagnostic(
        "RD516",
        f"按“分别”的次序，这里应是 {written}，规则写的是 {use.written}",
        use.span,
        secondary=(Label(figure.place, "原文与它对应的数"),),
        help="照原文的次序改；原文的对应有疑问的写 口径",
    )
