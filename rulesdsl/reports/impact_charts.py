"""What an impact report draws: bars to the left for less and to the right for more, as SVG inside a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rulesdsl.batch.sums import Sum
from rulesdsl.impact.run import Impact
from rulesdsl.impact.shares import Change, change
from rulesdsl.reports.html import escape
from rulesdsl.reports.impact_words import sentence_name, signed

NAMES, BARS, ROW, GAP = 300, 420, 15, 10
"""Widths of the names and of the bars, heights of a bar and of the space between two groups, in pixels."""


class Bar(NamedTuple):
    """What one name's sums change by."""

    name: str
    change: Change


def clause_bars(impact: Impact) -> tuple[Bar, ...]:
    """The clauses of which either end moves."""
    found = impact.comparison
    names = {**found.before.clauses, **found.after.clauses}
    bars = (
        Bar(
            name.rpartition("/")[2], change(found.before.clauses.get(name, Sum()), found.after.clauses.get(name, Sum()))
        )
        for name in names
    )
    return _moving(bars)


def sentence_bars(impact: Impact) -> tuple[Bar, ...]:
    """The sentences that move either end."""
    if impact.question.game is None or impact.shares is None:
        return ()
    pairs = zip(impact.question.game.sentences, impact.shares.sentences, strict=True)
    return _moving(Bar(sentence_name(sentence), share.total) for sentence, share in pairs)


def city_bars(impact: Impact) -> tuple[Bar, ...]:
    """The places of which either end moves."""
    found = impact.comparison.cities.items()
    return _moving(Bar(name, change(owners.before, owners.after)) for name, owners in found)


def _moving(bars: Iterator[Bar]) -> tuple[Bar, ...]:
    kept = [bar for bar in bars if bar.change.low or bar.change.high]
    return tuple(sorted(kept, key=lambda bar: -max(abs(bar.change.low), abs(bar.change.high))))


def svg(title: str, bars: Sequence[Bar]) -> str:
    """The bars as a drawing, the lower end above the upper one; "" where there is nothing to draw."""
    if not bars:
        return ""
    most = max(max(abs(bar.change.low), abs(bar.change.high)) for bar in bars)
    height = len(bars) * (2 * ROW + GAP) + GAP + 2 * ROW
    lines = [
        f'<svg role="img" viewBox="0 0 {NAMES + BARS} {height}" width="{NAMES + BARS}" height="{height}">',
        f"<title>{escape(title)}</title>",
        *_legend(height),
    ]
    for place, bar in enumerate(bars):
        lines += _group(bar, GAP + place * (2 * ROW + GAP), most)
    middle = NAMES + BARS // 2
    lines.append(f'<line x1="{middle}" y1="0" x2="{middle}" y2="{height - 2 * ROW}" class="axis"/>')
    return "\n".join((*lines, "</svg>"))


def _legend(height: int) -> Iterator[str]:
    for place, (kind, words) in enumerate((("low", "下限的变化"), ("high", "上限的变化（只含有上限的行）"))):
        left, top = NAMES + place * 120, height - ROW
        yield f'<rect x="{left}" y="{top}" width="{ROW - 4}" height="{ROW - 4}" class="{kind}"/>'
        yield f'<text x="{left + ROW}" y="{top + ROW - 5}">{words}</text>'


def _group(bar: Bar, top: int, most: int) -> Iterator[str]:
    yield f'<text x="{NAMES - 8}" y="{top + ROW + 4}" text-anchor="end">{escape(bar.name)}</text>'
    for place, (kind, fen) in enumerate((("low", bar.change.low), ("high", bar.change.high))):
        size = abs(fen) * (BARS // 2) // most
        left = NAMES + BARS // 2 - (size if fen < 0 else 0)
        yield (
            f'<rect x="{left}" y="{top + place * ROW}" width="{max(size, 1 if fen else 0)}" height="{ROW - 3}" class="{kind}">'
            f"<title>{escape(bar.name)}：{signed(fen)}</title></rect>"
        )


STYLE = """
svg { display: block; max-width: 100%; height: auto; margin: 1rem 0; font: 12px "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
svg .low { fill: #8a1f11; } svg .high { fill: #d9a441; } svg .axis { stroke: #555; }
"""
