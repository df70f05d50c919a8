"""Whom a clause counts (对象) and who receives (受益人)."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.tree import Name, Node, Quote, Source, quotes, some, token


@frozen
class SubjectLine:
    """`对象 采购`: one outcome an instance of it."""

    subject: Name
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Beneficiary:
    """`受益人 企业`: who receives, when it is not the subject itself."""

    name: Name
    quotes: tuple[Quote, ...]
    span: Span


def _name(source: Source, node: Node) -> Name:
    item = some(token(node, "NAME"))
    return Name(str(item), source.span(item))


def subject_line(source: Source, node: Node) -> SubjectLine:
    """Build a 对象 line of a clause."""
    return SubjectLine(_name(source, node), quotes(source, node), source.span(node))


def beneficiary(source: Source, node: Node) -> Beneficiary:
    """Build a 受益人 line."""
    return Beneficiary(_name(source, node), quotes(source, node), source.span(node))


BUILDERS = {"subject_line": subject_line, "beneficiary": beneficiary}
