"""Failures of citations and quotes as diagnostics; `span` is where they are written, not where they were sought."""

from __future__ import annotations

from typing import assert_never

from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.source.find import Ambiguous, NotFound
from rulesdsl.source.locate import Unresolved
from rulesdsl.source.nearest import Nearest
from rulesdsl.source.units import SourceText

_SHOWN_PLACES = 5
_FORMS = "写成「第四点 第一项」「第十四项」「第一点 文首段」「前言」「结尾段」这样的形式"


def citation_diagnostic(failure: Unresolved, span: Span | None = None) -> Diagnostic:
    """RD013, RD014, RD015 or RD020 for a citation that names no single unit."""
    near = "、".join(f"「{one}」" for one in failure.near)
    match failure.reason:
        case "bad-citation":
            return Diagnostic("RD015", f"「{failure.citation[:40]}」不是认得的位置", span, help=_FORMS)
        case "unknown":
            help_ = f"是不是指{near}" if near else "核对编号"
            return Diagnostic("RD013", f"文中没有「{failure.citation}」所指的「{failure.at}」", span, help=help_)
        case "ambiguous":
            message = f"「{failure.citation}」里的「{failure.at}」不止一处"
            return Diagnostic("RD014", message, span, help=f"写明上一级：{near}")
        case "heading-mismatch":
            message = f"「{failure.at}」的标题与原文不符"
            return Diagnostic("RD020", message, span, help=f"原文的标题是{near}" if near else "原文此处没有标题")
        case _:
            assert_never(failure.reason)


def quote_diagnostic(
    source: SourceText, failure: NotFound | Ambiguous, quote: str, span: Span | None = None
) -> Diagnostic:
    """RD016, RD017, RD018 or RD019 for a quote that has no single place."""
    if isinstance(failure, Ambiguous):
        return _ambiguous(failure, quote, span)
    if not quote.strip():
        return Diagnostic("RD019", "引文是空的", span, help="照原文写出所据的词句")
    message = f"原文的这一部分里没有「{_short(quote)}」"
    if failure.nearest is None:
        return Diagnostic("RD016", message, span, help="核对引文，或者核对它所在的位置")
    return _not_found(source, failure.nearest, message, span)


def _ambiguous(failure: Ambiguous, quote: str, span: Span | None) -> Diagnostic:
    count = len(failure.spans)
    places = tuple(Label(place, f"第 {i} 处") for i, place in enumerate(failure.spans[:_SHOWN_PLACES], 1))
    if failure.nth is None:
        message = f"「{_short(quote)}」在这一部分里有 {count} 处"
        return Diagnostic("RD017", message, span, secondary=places, help="多引几个字，或者写明第几处")
    message = f"「{_short(quote)}」只有 {count} 处，没有第 {failure.nth} 处"
    return Diagnostic("RD018", message, span, secondary=places, help=f"写第 1 至第 {count} 处")


def _not_found(source: SourceText, near: Nearest, message: str, span: Span | None) -> Diagnostic:
    labels = tuple(
        Label(one.span, _difference(source.slice(one.span), one.quoted)) for one in near.differences[:_SHOWN_PLACES]
    )
    secondary = (Label(near.span, "最接近的原文"), *labels)
    return Diagnostic("RD016", message, span, secondary=secondary, help=f"原文是「{source.slice(near.span)}」")


def _difference(standing: str, quoted: str) -> str:
    if not quoted:
        return f"引文漏了「{standing}」"
    return f"引文作「{quoted}」" if standing else f"引文多出「{quoted}」"


def _short(quote: str) -> str:
    return quote if len(quote) <= 40 else quote[:20] + "…" + quote[-19:]
