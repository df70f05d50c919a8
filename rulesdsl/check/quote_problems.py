"""How a quote that has no single place is reported: what comes nearest, which characters differ, which item has it."""

from __future__ import annotations

from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.model.tree import Quote
from rulesdsl.source.find import Found, NotFound, find_quote
from rulesdsl.source.locate import cite, unit_at
from rulesdsl.source.nearest import Nearest
from rulesdsl.source.units import SourceText, Unit

_SHOWN = 5


def not_in_text(text: SourceText, unit: Unit | None, quote: Quote, failure: NotFound) -> Diagnostic:
    """RD501 for a quote that isn't in a unit (None: in the whole text)."""
    if not quote.text.strip():
        return Diagnostic("RD501", "引文是空的", quote.span, help="照源文写出所据的词句")
    where = cite(text, unit) if unit is not None else "源文"
    message = f"「{short(quote.text)}」不在{where}里"
    elsewhere = find_quote(text, None, quote.text) if unit is not None else failure
    if isinstance(elsewhere, Found):
        return _elsewhere(text, message, quote, elsewhere.span)
    if failure.nearest is None:
        return Diagnostic("RD501", message, quote.span, help="核对引文，或者核对它所在的条目")
    return _differs(text, message, quote, failure.nearest)


def _elsewhere(text: SourceText, message: str, quote: Quote, place: Span) -> Diagnostic:
    unit = unit_at(text, place.start)
    where = f"「{cite(text, unit)}」" if unit is not None else "别的条目"
    return Diagnostic(
        "RD501",
        message,
        quote.span,
        secondary=(Label(place, f"这句话在{where}"),),
        help=f"把这个条款写到 措施 … {cite(text, unit)} 之下" if unit is not None else "核对条目",
    )


def _differs(text: SourceText, message: str, quote: Quote, near: Nearest) -> Diagnostic:
    labels = tuple(Label(one.span, difference(text.slice(one.span), one.quoted)) for one in near.differences[:_SHOWN])
    return Diagnostic(
        "RD501",
        message,
        quote.span,
        secondary=labels or (Label(near.span, "最接近的一段"),),
        help=f"最接近的源文是「{short(' '.join(text.slice(near.span).split()))}」",
    )


def difference(standing: str, quoted: str) -> str:
    """One differing place: what the text has and what the quote has."""
    if not quoted:
        return f"引文漏了「{standing}」"
    return f"引文作「{quoted}」" if standing else f"引文多出「{quoted}」"


def ambiguous(text: SourceText, quote: Quote, places: tuple[Span, ...]) -> Diagnostic:
    """RD502 for a quote that occurs several times without saying which is meant, or that asks for one too many."""
    labels = tuple(Label(place, f"第 {i} 处") for i, place in enumerate(places[:_SHOWN], 1))
    if quote.nth is None:
        message = f"「{short(quote.text)}」在这个条目里有 {len(places)} 处"
        return Diagnostic("RD502", message, quote.span, secondary=labels, help="多引几个字，或者在引文后写 第 1 处")
    message = f"「{short(quote.text)}」在这个条目里只有 {len(places)} 处，没有第 {quote.nth} 处"
    return Diagnostic("RD502", message, quote.span, secondary=labels, help=f"写 第 1 处 至 第 {len(places)} 处")


def short(words: str) -> str:
    """A quote short enough for a message."""
    return words if len(words) <= 40 else words[:20] + "…" + words[-19:]
