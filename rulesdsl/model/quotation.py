"""The source text a clause stands on: 原文 (primary), 参据 (borrowed), and 免读 (a reading of the quote not used)."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.tree import Node, Quote, Source, literal, quote, some, string, token, tree


@frozen
class Quoted:
    """`原文 「…」` or, when `borrowed`, `参据 「…」`."""

    quote: Quote
    borrowed: bool
    span: Span


@frozen
class Excuse:
    """`免读 「8000万元」 因 “…”`: a quantity of the quote that the rule does not use, and why."""

    quote: Quote
    reason: str
    span: Span


def _quoted(source: Source, node: Node) -> Quoted:
    inner = tree(node, "nth")
    nth = int(str(literal(source, some(token(inner, "LITERAL")), "quantity").value)) if inner is not None else None
    return Quoted(quote(source, some(token(node, "QUOTE")), nth), node.data == "borrowed", source.span(node))


BUILDERS = {
    "quoted": _quoted,
    "borrowed": _quoted,
    "excuse": lambda source, node: Excuse(
        quote(source, some(token(node, "QUOTE"))), string(some(token(node, "STRING"))), source.span(node)
    ),
}
