"""Worked cases 用例: frame and facts in, expectations out, as written beside the rules."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.expression import Period, period
from rulesdsl.model.literals import Literal
from rulesdsl.model.tree import (
    ClauseRef,
    Name,
    Node,
    Quote,
    Source,
    clause_ref,
    has,
    literal,
    quote,
    some,
    string,
    token,
    tokens,
    tree,
    trees,
)
from rulesdsl.model.wording import period_text


@frozen
class Fact:
    """`产值[2017年] 6.2亿元`; `text` is the value as written, None for 未知."""

    name: Name
    period: Period | None
    text: str | None
    span: Span
    value_span: Span


@frozen
class Instance:
    """`采购 “甲” 属于 企业 “乙”，台数 37台`."""

    subject: Name
    key: str
    owners: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    span: Span


@frozen
class Paid:
    """`已兑现 条款 “实例” 2017年 85万元`: a payment already made."""

    clause: ClauseRef
    key: str
    when: Literal
    amount: Literal
    span: Span


@frozen
class Choice:
    """`择一 条款 同一 企业 “甲”`: the owner's choice within an exclusion."""

    clause: ClauseRef
    owner: str
    key: str
    span: Span


@frozen
class ReadingUse:
    """`口径 分档方式 采用 超额累进`: for the expectations that follow."""

    point: Name
    option: Name


@frozen
class Expected:
    """One thing expected beside the outcome.

    `what` is `amount`, `if_eligible`, `payer` (`name`), `missing` (`name` is 对象.事实) or `reading` (`name`); `high` None = 不限.
    """

    what: str
    name: str
    low: int
    high: int | None
    span: Span


@frozen
class Expectation:
    """`期望 条款 “实例” 符合 250万元，…` under the readings set before it; `total` sums over all instances."""

    clause: ClauseRef
    key: str
    total: bool
    outcome: str
    expected: tuple[Expected, ...]
    readings: tuple[ReadingUse, ...]
    span: Span


@frozen
class TestCase:
    """One 用例; dates are literals, `as_of` rare."""

    title: Quote
    claim_date: Literal | None
    accounting_year: Literal | None
    as_of: Literal | None
    instances: tuple[Instance, ...]
    paid: tuple[Paid, ...]
    choices: tuple[Choice, ...]
    expectations: tuple[Expectation, ...]
    span: Span

    __test__ = False  # pytest would collect the name


def test_case(source: Source, node: Node) -> TestCase:
    """Build a `test_case` piece."""
    return TestCase(
        quote(source, some(token(node, "QUOTE"))),
        _frame(source, node, "claim_date", "date"),
        _frame(source, node, "accounting_year", "year"),
        _frame(source, node, "as_of", "date"),
        tuple(_instance(source, item) for item in trees(node, "instance")),
        tuple(_paid(source, item) for item in trees(node, "paid")),
        tuple(_choice(source, item) for item in trees(node, "choice")),
        _expectations(source, node),
        source.span(node),
    )


test_case.__test__ = False  # type: ignore[attr-defined]


def _frame(source: Source, node: Node, rule: str, kind: str) -> Literal | None:
    inner = tree(node, rule)
    return literal(source, some(token(inner, "LITERAL")), kind) if inner is not None else None


def _instance(source: Source, node: Node) -> Instance:
    subject, key = some(token(node, "NAME")), token(node, "STRING")
    owners = tuple(
        (str(some(token(item, "NAME"))), string(some(token(item, "STRING")))) for item in trees(node, "instance_owner")
    )
    return Instance(
        Name(str(subject), source.span(subject)),
        string(key) if key is not None else "",
        owners,
        tuple(_fact(source, item) for item in trees(node, "fact")),
        source.span(node),
    )


def _fact(source: Source, node: Node) -> Fact:
    name, index = some(token(node, "NAME")), tree(node, "index")
    value = next(child for child in trees(node) if child.data != "index")
    item = value.children[0]
    text = None if value.data == "unknown" else (string(item) if value.data == "text_value" else str(item))  # type: ignore[arg-type]
    return Fact(
        Name(str(name), source.span(name)),
        period(source, index) if index is not None else None,
        text,
        source.span(node),
        source.span(value),
    )


def _paid(source: Source, node: Node) -> Paid:
    key = token(node, "STRING")
    when, amount = tokens(node, "LITERAL")
    return Paid(
        clause_ref(source, some(tree(node, "clause_ref"))),
        string(key) if key is not None else "",
        literal(source, when, "year", "date"),
        literal(source, amount, "money"),
        source.span(node),
    )


def _choice(source: Source, node: Node) -> Choice:
    key = token(node, "STRING")
    return Choice(
        clause_ref(source, some(tree(node, "clause_ref"))),
        str(some(token(node, "NAME"))),
        string(key) if key is not None else "",
        source.span(node),
    )


def _expectations(source: Source, node: Node) -> tuple[Expectation, ...]:
    uses: tuple[ReadingUse, ...] = ()
    found = []
    for item in trees(node, "reading_use", "expectation"):
        if item.data == "reading_use":
            point, option = (Name(str(word), source.span(word)) for word in tokens(item, "NAME"))
            uses = (*(use for use in uses if use.point.text != point.text), ReadingUse(point, option))
        else:
            found.append(_expectation(source, item, uses))
    return tuple(found)


def _expectation(source: Source, node: Node, uses: tuple[ReadingUse, ...]) -> Expectation:
    key = token(node, "STRING")
    return Expectation(
        clause_ref(source, some(tree(node, "clause_ref"))),
        string(key) if key is not None else "",
        has(node, "KW_SUM"),
        str(some(tree(node, "outcome")).children[0]),
        tuple(_expected(source, item) for item in trees(node) if str(item.data).startswith("expected_")),
        uses,
        source.span(node),
    )


_WHAT = {
    "expected_amount": "amount",
    "expected_range": "amount",
    "expected_open": "amount",
    "expected_if_eligible": "if_eligible",
    "expected_if_eligible_range": "if_eligible",
    "expected_payer": "payer",
    "expected_payer_range": "payer",
    "expected_missing": "missing",
    "expected_reading": "reading",
}


def _expected(source: Source, node: Node) -> Expected:
    words = [str(item) for item in tokens(node, "NAME")]
    index = tree(node, "index")
    suffix = f"[{period_text(period(source, index))}]" if index is not None else ""
    bounds = [int(str(literal(source, item, "money").value)) for item in tokens(node, "LITERAL")]
    low = bounds[0] if bounds else 0
    high = None if has(node, "KW_UNBOUNDED") else (bounds[-1] if bounds else 0)
    return Expected(_WHAT[str(node.data)], ".".join(words) + suffix, low, high, source.span(node))
