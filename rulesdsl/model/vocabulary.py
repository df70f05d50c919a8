"""The vocabulary: subjects and their facts, units, agencies, funds. One name for one thing."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.force import PartialDate, partial_date
from rulesdsl.model.literals import Literal
from rulesdsl.model.tree import (
    Name,
    Node,
    Quote,
    Source,
    has,
    literal,
    names,
    quotes,
    some,
    string,
    token,
    tokens,
    tree,
    trees,
)


@frozen
class FieldType:
    """`kind` is 是否 金额 比例 数量 日期 年度 文字 地区 之一; `unit` of 数量; `choices` of 之一."""

    kind: str
    unit: str = ""
    choices: tuple[str, ...] = ()


@frozen
class FieldDeclaration:
    """A fact of a subject and the phrases of the texts that mean it."""

    name: Name
    type: FieldType
    each_year: bool
    hourly: bool
    may_be_negative: bool
    maximum: Literal | None
    phrases: tuple[Quote, ...]
    remark: str
    span: Span


@frozen
class Subject:
    """What facts are about; `owners` are the subjects it belongs to, `event_date` the field that dates an instance."""

    name: Name
    owners: tuple[Name, ...]
    optional_owner: bool
    event_date: str
    fields: tuple[FieldDeclaration, ...]
    span: Span


@frozen
class Unit:
    """A unit of quantities and its synonyms."""

    name: Name
    synonyms: tuple[Name, ...]
    span: Span


@frozen
class Body:
    """An agency or a fund: `predecessors` had its place until `since`; None without predecessors."""

    name: Name
    is_fund: bool
    level: str
    predecessors: tuple[Name, ...]
    since: PartialDate | None
    phrases: tuple[Quote, ...]
    span: Span


@frozen
class Vocabulary:
    """All declarations, in written order."""

    subjects: tuple[Subject, ...]
    units: tuple[Unit, ...]
    bodies: tuple[Body, ...]


def vocabulary(source: Source, node: Node) -> Vocabulary:
    """Build a `vocabulary` piece."""
    return Vocabulary(
        tuple(_subject(source, item) for item in trees(node, "subject_declaration")),
        tuple(_unit(source, item) for item in trees(node, "unit_declaration")),
        tuple(_body(source, item) for item in trees(node, "agency_declaration", "fund_declaration")),
    )


def _subject(source: Source, node: Node) -> Subject:
    owners, event = tree(node, "owners"), tree(node, "event_date")
    name = some(token(node, "NAME"))
    return Subject(
        Name(str(name), source.span(name)),
        names(source, owners) if owners is not None else (),
        owners is not None and has(owners, "KW_OPTIONAL"),
        str(some(token(event, "NAME"))) if event is not None else "",
        tuple(_field(source, item) for item in trees(node, "field_declaration")),
        source.span(node),
    )


def _field(source: Source, node: Node) -> FieldDeclaration:
    name, maximum, phrases, remark = (
        some(token(node, "NAME")),
        tree(node, "field_maximum"),
        tree(node, "phrases"),
        tree(node, "remark"),
    )
    kind = next(child for child in trees(node) if str(child.data) in _TYPES)
    return FieldDeclaration(
        Name(str(name), source.span(name)),
        _TYPES[str(kind.data)](source, kind),
        has(node, "KW_EACH_YEAR"),
        has(node, "KW_HOURLY"),
        has(node, "KW_MAY_BE_NEGATIVE"),
        literal(source, some(token(maximum, "LITERAL"))) if maximum is not None else None,
        quotes(source, phrases) if phrases is not None else (),
        string(some(token(remark, "STRING"))) if remark is not None else "",
        source.span(node),
    )


def _simple(kind: str) -> Callable[[Source, Node], FieldType]:
    return lambda source, node: FieldType(kind)


_TYPES: dict[str, Callable[[Source, Node], FieldType]] = {
    "truth_type": _simple("是否"),
    "money_type": _simple("金额"),
    "ratio_type": _simple("比例"),
    "quantity_type": lambda source, node: FieldType("数量", unit=str(some(token(node, "NAME")))),
    "date_type": _simple("日期"),
    "year_type": _simple("年度"),
    "text_type": _simple("文字"),
    "place_type": _simple("地区"),
    "choice_type": lambda source, node: FieldType("之一", choices=tuple(name.text for name in names(source, node))),
}


def _unit(source: Source, node: Node) -> Unit:
    name = some(token(node, "NAME"))
    synonyms = tree(node, "names")
    return Unit(
        Name(str(name), source.span(name)), names(source, node) if synonyms is not None else (), source.span(node)
    )


def _body(source: Source, node: Node) -> Body:
    name, *level = tokens(node, "NAME")
    before, phrases = tree(node, "predecessor"), tree(node, "phrases")
    return Body(
        Name(str(name), source.span(name)),
        node.data == "fund_declaration",
        str(level[0]) if level else "",
        names(source, before) if before is not None else (),
        _since(source, before) if before is not None else None,
        quotes(source, phrases) if phrases is not None else (),
        source.span(node),
    )


def _since(source: Source, node: Node) -> PartialDate:
    item = some(token(node, "LITERAL"))
    return partial_date(literal(source, item, "date", "month", "year"), str(item))
