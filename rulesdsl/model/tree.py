"""Small readers over the syntax tree that every construct's builder shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen
from lark import Token, Tree

from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.model.literals import Literal, LiteralError, parse_literal

Node = Tree[Token]


@frozen
class Quote:
    """Verbatim source text 「…」; `nth` when it occurs more than once in its scope. `span` covers the text inside the marks."""

    text: str
    span: Span
    nth: int | None = None


@frozen
class Name:
    """A name as written, with its place."""

    text: str
    span: Span


@frozen
class ClauseRef:
    """A clause named from elsewhere: `[文号/][第八项/]名称`; what is left out is the document or item it is written in."""

    document: str
    locator: str
    name: str
    span: Span


@frozen
class Source:
    """Where a builder stands: the file, its text, and the list that collects diagnostics while one file is built."""

    file: str
    text: str
    problems: list[Diagnostic]

    def span(self, node: Node | Token) -> Span:
        """The span of a tree node or token."""
        if isinstance(node, Token):
            return Span(self.file, node.start_pos or 0, node.end_pos or 0)
        return Span(self.file, node.meta.start_pos, node.meta.end_pos)

    def line_of(self, offset: int) -> int:
        """0-based physical line of an offset."""
        return self.text.count("\n", 0, offset)


def tokens(node: Node, kind: str) -> Iterator[Token]:
    """The direct child tokens of one terminal."""
    return (child for child in node.children if isinstance(child, Token) and child.type == kind)


def token(node: Node, kind: str) -> Token | None:
    """The first direct child token of a terminal, if any."""
    return next(tokens(node, kind), None)


def has(node: Node, kind: str) -> bool:
    """Whether a keyword stands directly in the node."""
    return token(node, kind) is not None


def trees(node: Node, *kinds: str) -> Iterator[Node]:
    """Direct child trees, of the given rules if any are given."""
    return (child for child in node.children if isinstance(child, Tree) and (not kinds or child.data in kinds))


def tree(node: Node, *kinds: str) -> Node | None:
    """The first direct child tree of the given rules."""
    return next(trees(node, *kinds), None)


def names(source: Source, node: Node) -> tuple[Name, ...]:
    """The names of a `names` node, or the direct NAME tokens of another node."""
    inner = tree(node, "names")
    return tuple(Name(str(item), source.span(item)) for item in tokens(inner if inner is not None else node, "NAME"))


def quotes(source: Source, node: Node) -> tuple[Quote, ...]:
    """The quotes that stand directly in a node."""
    return tuple(quote(source, item) for item in tokens(node, "QUOTE"))


def quote(source: Source, item: Token, nth: int | None = None) -> Quote:
    """One QUOTE token without its marks."""
    span = source.span(item)
    return Quote(str(item)[1:-1], Span(span.file, span.start + 1, span.end - 1), nth)


def string(item: Token) -> str:
    """One STRING token without its marks."""
    return str(item)[1:-1]


def literal(source: Source, item: Token, *kinds: str) -> Literal:
    """A LITERAL token's exact value; RD107 and a harmless value of the first kind asked for when it is none."""
    found = parse_literal(str(item))
    span = source.span(item)
    if isinstance(found, LiteralError):
        place = Span(span.file, span.start + found.start, span.start + max(found.end, found.start + 1))
        bare_year = kinds == ("year",) and str(item).isdigit() and len(item) == 4
        suggestion = f"{item}年" if bare_year else found.suggestion
        advice = f"写成 {suggestion}" if suggestion and "例如" not in suggestion else suggestion
        source.problems.append(Diagnostic("RD107", found.reason, place, help=advice))
        return Literal(kinds[0] if kinds else "quantity", 1, "")
    if kinds and found.kind not in kinds:
        wanted = "或".join(KIND_WORDS[kind] for kind in kinds)
        source.problems.append(
            Diagnostic("RD107", f"这里要写{wanted}", span, label=f"这是{KIND_WORDS.get(found.kind, '别的')}")
        )
        return Literal(kinds[0], 1, "")
    return found


KIND_WORDS = {
    "money": "金额",
    "unit_price": "单价",
    "ratio": "比例",
    "quantity": "数量",
    "date": "日期",
    "year": "年度",
    "month": "年月",
    "time": "时刻",
    "bool": "是或否",
}


def clause_ref(source: Source, node: Node) -> ClauseRef:
    """A `clause_ref` node; RD201 when several names stand without a slash."""
    document = token(node, "DOCUMENT_NUMBER")
    locator_node = tree(node, "locator")
    assert locator_node is not None
    path = [str(item) for item in tokens(locator_node, "NAME")]
    last = token(node, "NAME")
    if last is not None:
        return ClauseRef(str(document or ""), " ".join(path), str(last), source.span(node))
    if len(path) > 1:
        advice = "在条目与条款名之间加 /，例如 第八项/成长性企业技改补助"
        source.problems.append(Diagnostic("RD201", "条款的写法是 条目/条款名", source.span(node), help=advice))
    return ClauseRef(str(document or ""), "", path[-1], source.span(node))


def clause_refs(source: Source, node: Node) -> tuple[ClauseRef, ...]:
    """All references of a `clause_refs` or `applies_to` node."""
    inner = tree(node, "clause_refs")
    return tuple(clause_ref(source, item) for item in trees(inner if inner is not None else node, "clause_ref"))


def applies_to(source: Source, node: Node) -> tuple[ClauseRef, ...]:
    """The clauses after 适用于; none when the line has no 适用于."""
    inner = tree(node, "applies_to")
    return clause_refs(source, inner) if inner is not None else ()


def locator_text(node: Node) -> str:
    """A locator as one text, its steps parted by spaces: 「第四点 第一项」."""
    inner = tree(node, "locator")
    return " ".join(str(item) for item in tokens(inner, "NAME")) if inner is not None else ""


def some(value: Any) -> Any:
    """A part that the grammar guarantees."""
    assert value is not None
    return value
