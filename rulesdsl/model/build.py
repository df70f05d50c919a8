"""Trees → model: each construct's builder, found by grammar rule; clauses are gathered under their measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from attrs import evolve, field, frozen
from lark import Token

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.model import grant, norm, payment, program, quotation, relation, stipulation, subject
from rulesdsl.model.amendment import Amendment, Restatement, Sentence
from rulesdsl.model.document import Document, Restored
from rulesdsl.model.force import Expiry, InForce, PartialDate, partial_date
from rulesdsl.model.measure import Clause, Line, Measure, Option, Reading
from rulesdsl.model.test_case import TestCase, test_case
from rulesdsl.model.tree import (
    Name,
    Node,
    Quote,
    Source,
    clause_ref,
    has,
    literal,
    locator_text,
    quote,
    quotes,
    some,
    string,
    token,
    tokens,
    tree,
    trees,
)
from rulesdsl.model.vocabulary import Vocabulary, vocabulary
from rulesdsl.syntax.parse import Piece

Builder = Callable[[Source, Node], Any]
LINE_BUILDERS: dict[str, Builder] = {
    **quotation.BUILDERS,
    **subject.BUILDERS,
    **stipulation.BUILDERS,
    **grant.BUILDERS,
    **payment.BUILDERS,
    **relation.BUILDERS,
    **norm.BUILDERS,
    **program.BUILDERS,
}
"""Grammar rule of a clause line → its builder."""


@frozen
class FileModel:
    """What one rule file says. A test case goes with the measure or the amendment above it."""

    file: str
    documents: tuple[Document, ...] = ()
    vocabularies: tuple[Vocabulary, ...] = ()
    measures: tuple[Measure, ...] = ()
    test_cases: tuple[tuple[str, TestCase], ...] = ()
    amendments: tuple[Amendment, ...] = ()
    restatements: tuple[Restatement, ...] = ()
    problems: tuple[Diagnostic, ...] = field(default=(), repr=False)


@frozen
class Built:
    """What one piece says: a measure without its clauses, a 改写 without its amendment; these are known when all are gathered."""

    construct: Document | Vocabulary | Measure | Clause | TestCase | Amendment | Restatement
    problems: tuple[Diagnostic, ...]


def build_file(file: str, text: str, pieces: tuple[Piece, ...]) -> FileModel:
    """Build the model of one file. Problems (RD107 literals, RD201 references, RD202 a clause without a measure) are in it."""
    return gathered(file, [build_piece(file, text, piece) for piece in pieces])


def build_piece(file: str, text: str, piece: Piece) -> Built:
    """Build one piece; nothing outside it is read."""
    source = Source(file, text, [])
    construct = _TOP_LEVEL[piece.kind](source, piece.tree)
    return Built(construct, tuple(source.problems))


def gathered(file: str, built: Sequence[Built]) -> FileModel:
    """The pieces of a file together: clauses under their measure, a 用例 with what is above it."""
    found: dict[type, list[Any]] = {kind: [] for kind in (Document, Vocabulary, Measure, Amendment, Restatement)}
    measures, amendments = found[Measure], found[Amendment]
    clauses: list[list[Clause]] = []
    cases: list[tuple[str, TestCase]] = []
    problems: list[Diagnostic] = []
    for item in built:
        construct = item.construct
        problems += item.problems
        if isinstance(construct, Clause):
            if measures:
                clauses[-1].append(construct)
            else:
                problems.append(_without_measure(construct))
        elif isinstance(construct, TestCase):
            cases.append((_tested(measures, amendments), construct))
        elif isinstance(construct, Restatement) and amendments:
            found[Restatement].append(evolve(construct, amendment=amendments[-1].span))
        else:
            found[type(construct)].append(construct)
            clauses += [[]] if isinstance(construct, Measure) else []
    return FileModel(
        file,
        tuple(found[Document]),
        tuple(found[Vocabulary]),
        tuple(evolve(measure, clauses=tuple(own)) for measure, own in zip(measures, clauses, strict=True)),
        tuple(cases),
        tuple(amendments),
        tuple(found[Restatement]),
        tuple(problems),
    )


def _tested(measures: list[Measure], amendments: list[Amendment]) -> str:
    """What a 用例 is read from: the id of the measure above it, or the document that the amendment above it amends."""
    if measures:
        return measures[-1].id
    return f"{amendments[-1].document}/" if amendments else ""


def _measure(source: Source, node: Node) -> Measure:
    title, line = tree(node, "title"), tree(node, "responsible")
    return Measure(
        str(some(token(node, "DOCUMENT_NUMBER"))),
        locator_text(node),
        quote(source, some(token(title, "QUOTE"))) if title is not None else None,
        quotes(source, line) if line is not None else (),
        (),
        source.file,
        source.span(node),
    )


def _without_measure(item: Clause) -> Diagnostic:
    message = f"条款「{item.name.text}」前面没有措施"
    return Diagnostic("RD202", message, item.name.span, help="在它之前写一行 措施 文号 条目")


def clause(source: Source, node: Node) -> Clause:
    """Build a `clause` node (or the lines of a `restatement`)."""
    item = token(node, "NAME")
    name = Name(str(item), source.span(item)) if item is not None else Name("", source.span(node))
    lines = tuple(line(source, child) for child in trees(node) if str(child.data) in LINE_BUILDERS)
    return Clause(name, lines, readings(source, node), source.span(node))


def line(source: Source, node: Node) -> Line:
    """Build one clause line."""
    built: Line = LINE_BUILDERS[str(node.data)](source, node)
    return built


def readings(source: Source, node: Node) -> tuple[Reading, ...]:
    """The 口径 that stand directly in a node; options of one name are merged, their lines in written order."""
    return tuple(_reading(source, item) for item in trees(node, "reading"))


def _reading(source: Source, node: Node) -> Reading:
    options: dict[str, Option] = {}
    for item in trees(node, "reading_option"):
        name = str(some(token(item, "NAME")))
        lines = tuple(line(source, child) for child in trees(item) if str(child.data) in LINE_BUILDERS)
        known = options.get(name)
        adopted = has(item, "KW_ADOPTED") or (known is not None and known.adopted)
        before = known.lines if known is not None else ()
        options[name] = Option(name, adopted, before + lines, source.span(item))
    return _headed(source, node, tuple(options.values()))


def _headed(source: Source, node: Node, options: tuple[Option, ...]) -> Reading:
    reason = tree(node, "reason")
    return Reading(
        str(some(token(node, "NAME"))),
        quotes(source, node),
        string(some(token(reason, "STRING"))) if reason is not None else "",
        options,
        source.span(node),
    )


def _document(source: Source, node: Node) -> Document:
    path = tree(node, "text_file")
    restored = tuple(
        Restored(quote(source, some(token(item, "QUOTE"))), string(some(token(item, "STRING"))))
        for item in trees(node, "restored")
    )
    return Document(
        str(some(token(node, "DOCUMENT_NUMBER"))),
        _quote_of(source, node, "title"),
        _quote_of(source, node, "issuer"),
        _quote_of(source, node, "addressees"),
        _date_of(source, node, "signed"),
        _date_of(source, node, "published"),
        _in_force(source, node),
        _date_of(source, node, "expires"),
        string(some(token(path, "STRING"))) if path is not None else "",
        restored,
        _day_readings(source, node),
        source.file,
        source.span(node),
    )


def _quote_of(source: Source, node: Node, rule: str) -> Quote | None:
    inner = tree(node, rule)
    return quote(source, some(token(inner, "QUOTE"))) if inner is not None else None


def _date_of(source: Source, node: Node, rule: str) -> PartialDate | None:
    inner = tree(node, rule)
    if inner is None:
        return None
    item = some(token(inner, "LITERAL"))
    return partial_date(literal(source, item, "date", "month", "year"), str(item))


def _in_force(source: Source, node: Node) -> InForce | None:
    inner = tree(node, "in_force")
    if inner is None:
        return None
    how = next((how for keyword, how in _DAYS.items() if has(inner, keyword)), "stated")
    date = _date_of(source, node, "in_force") if how == "stated" else None
    return InForce(how, date, quotes(source, inner), source.span(inner))  # type: ignore[arg-type]


_DAYS = {"KW_ON_PUBLICATION": "on_publication", "KW_ON_SIGNING": "on_signing", "KW_UNSTATED": "unstated"}


def _day_readings(source: Source, node: Node) -> tuple[Reading, ...]:
    """The 口径 of a document or act: from when, until when."""
    return tuple(_day_reading(source, item) for item in trees(node, "day_reading"))


def _day_reading(source: Source, node: Node) -> Reading:
    options = tuple(
        Option(
            str(some(token(item, "NAME"))),
            has(item, "KW_ADOPTED"),
            (),
            source.span(item),
            _in_force(source, item) or _expiry(source, item),
        )
        for item in trees(node, "day_option")
    )
    return _headed(source, node, options)


def _expiry(source: Source, node: Node) -> Expiry | None:
    inner, date = tree(node, "expires"), _date_of(source, node, "expires")
    return Expiry(date, quotes(source, inner), source.span(inner)) if inner is not None and date is not None else None


def _amendment(source: Source, node: Node) -> Amendment:
    authority = tree(node, "authority")
    return Amendment(
        str(some(token(node, "DOCUMENT_NUMBER"))),
        _quote_of(source, node, "authority"),
        locator_text(authority) if authority is not None else "",
        _date_of(source, node, "signed"),
        _date_of(source, node, "published"),
        _in_force(source, node),
        _day_readings(source, node),
        tuple(
            Sentence(str(item).rstrip(), source.span(item))
            for item in node.children
            if isinstance(item, Token) and item.type in ("SENTENCE", "FOLLOWING")
        ),
        _republished(node),
        source.span(node),
    )


def _republished(node: Node) -> tuple[str, str] | None:
    inner = tree(node, "republished")
    if inner is None:
        return None
    file, *heading = (string(item) for item in tokens(inner, "STRING"))
    return file, heading[0] if heading else ""


def _restatement(source: Source, node: Node) -> Restatement:
    restated = clause_ref(source, some(tree(node, "clause_ref")))
    lines = clause(source, node)
    name = Name(restated.name, restated.span)
    return Restatement(restated, evolve(lines, name=name), source.span(node), None)


_TOP_LEVEL: dict[str, Builder] = {
    "measure": _measure,
    "clause": clause,
    "test_case": test_case,
    "restatement": _restatement,
    "document": _document,
    "vocabulary": vocabulary,
    "amendment": _amendment,
}
