"""Leaves as columns: facts, determinations, history. What a table has no column for is missing on every row."""

from __future__ import annotations

from rulesdsl.plan.nodes import Node, fact_subject
from rulesdsl.run.columnar import values
from rulesdsl.run.columnar.lowering import Key, Lowering, Value
from rulesdsl.run.columnar.schema import FIRST_YEAR, column_name, fact_of, year_of
from rulesdsl.run.columnar.values import Number, Truth
from rulesdsl.run.values import UNLIMITED


def const(low: Lowering, node: Node) -> Value:
    """The same value on every row."""
    value = node.data[0]
    if node.sort == "bool":
        return values.truth(low.algebra, value)
    if node.sort == "key":
        return Key(node.subject, "", value)
    return values.point(low.algebra, low.algebra.integer(value))


def unstated(low: Lowering, node: Node) -> Value:
    """[0, ∞): the text gives no figure."""
    g = low.algebra
    return values.point(g, g.integer(0), g.true)


def unlimited(low: Lowering, node: Node) -> Value:
    """A bound that never bites."""
    g = low.algebra
    assert UNLIMITED[0] is not None
    return values.point(g, g.integer(UNLIMITED[0]), g.true)


def given(low: Lowering, node: Node) -> Value:
    """A fact or a determination: of the row or of an owner it names; of a fixed year, of one counted from 本年, or of the row's."""
    period = node.data[1]
    if period and period[0] == "shift":
        return _of_a_year_on_the_row(low, node)
    if period and period[0] == "year":
        period = ("fixed", low.this_year() + period[1])
    return _on_the_row(low, node, column_name(node.data[0], period))


def _on_the_row(low: Lowering, node: Node, column: str) -> Value:
    """The column on the rows of the node."""
    subject, fact = fact_subject(node), node.op == "fact"
    value = _column(low, node, subject, column, fact)
    if subject == node.subject:
        return value
    link, linked = low.link(node.subject, subject)
    if isinstance(value, Truth):
        return values.lift_truth(low.algebra, link, linked, value)
    if isinstance(value, Number):
        return values.lift_number(low.algebra, link, linked, value)
    return value._replace(space=node.subject, lifts=(*value.lifts, (link, linked)))


def _column(low: Lowering, node: Node, subject: str, column: str, fact: bool) -> Value:
    g = low.algebra
    there = low.given(subject, column)
    missing = g.negation(there)
    asked = missing if fact else g.false
    known = there != g.false
    if node.sort == "key":
        return Key(subject, column if known else "", "")
    if node.sort == "bool":
        true = g.flag(subject, column) if known else g.false
        return Truth(true, g.all_of(there, g.negation(true)), asked)
    field = low.field(subject, node.data[0])
    number = values.point(g, low.column(subject, column, field) if known else g.integer(0), missing, asked)
    return number._replace(bottomless=missing) if field.may_be_negative else number


def _of_a_year_on_the_row(low: Lowering, node: Node) -> Value:
    """The year is itself a number: the column of whatever year the row has; missing where that is not known or has no column."""
    g, fact = low.algebra, node.op == "fact"
    year = low.number(node.args[0])
    known = values.is_point(g, year)
    subject = fact_subject(node)
    table = low.table(subject)
    names = [name for name, _ in table.columns if fact_of(name) == node.data[0]] if table is not None else []
    result = _column(low, node, subject, "", fact)
    for column in names:
        number = year_of(column)
        if number is None:
            continue
        here = g.all_of(known, g.equal(year.low, g.integer(number - node.data[1][1])))
        value = _on_the_row(low, node, column)
        if isinstance(value, Truth) and isinstance(result, Truth):
            result = values.where_truth(g, here, value, result)
        elif isinstance(value, Number) and isinstance(result, Number):
            result = values.where_number(g, here, value, result)
    return result


def history(low: Lowering, node: Node) -> Value:
    """The highest value before 本年: exact if 历年最高 is given or every year since 起始年, else open above."""
    g, name, subject = low.algebra, node.data[0], node.subject
    highest = column_name(name, ("highest",))
    earlier = _earlier(low, subject, name)
    columns = [*earlier.values(), *([highest] if low.given(subject, highest) != g.false else [])]
    value = g.integer(0)
    for column in columns:
        value = g.larger(value, low.column(subject, column, low.field(subject, name)))
    complete = g.any_of(
        low.given(subject, highest), _complete(low, subject, {y: low.given(subject, c) for y, c in earlier.items()})
    )
    return values.point(g, value, g.negation(complete), g.negation(complete))


def _earlier(low: Lowering, subject: str, name: str) -> dict[int, str]:
    """The columns of a fact for years before 本年."""
    table = low.table(subject)
    names = [column for column, _ in table.columns if fact_of(column) == name] if table is not None else []
    years = {year_of(column): column for column in names}
    return {
        year: column
        for year, column in sorted((y, c) for y, c in years.items() if y is not None)
        if year < low.this_year()
    }


def _complete(low: Lowering, subject: str, given_in: dict[int, int]) -> int:
    """Whether every year from 起始年 to the one before 本年 is given; a year without a column never is."""
    g = low.algebra
    if low.given(subject, FIRST_YEAR) == g.false:
        return g.false
    first = g.column(subject, FIRST_YEAR, 0, 9999)
    parts, year = [low.given(subject, FIRST_YEAR)], low.this_year() - 1
    while year in given_in:
        parts.append(g.any_of(g.less(g.integer(year), first), given_in[year]))
        year -= 1
    return g.all_of(*parts, g.less(g.integer(year), first))


def history_ratio(low: Lowering, node: Node) -> Value:
    """Whether part/whole met the bound in some year before 本年."""
    g, subject = low.algebra, node.subject
    part, whole, relation, p, q = node.data
    parts, wholes = _earlier(low, subject, part), _earlier(low, subject, whole)
    there: dict[int, int] = {}
    held = g.false
    for year in sorted(parts.keys() & wholes.keys()):
        there[year] = g.all_of(low.given(subject, parts[year]), low.given(subject, wholes[year]))
        a = values.point(g, low.column(subject, parts[year], low.field(subject, part)))
        b = values.point(g, low.column(subject, wholes[year], low.field(subject, whole)))
        met = values.ratio(g, relation, p, q, a, 1, b, 1).true
        held = g.any_of(held, g.all_of(there[year], met))
    complete = _complete(low, subject, there)
    false = g.all_of(complete, g.negation(held))
    return Truth(held, false, g.all_of(g.negation(held), g.negation(false)))


HANDLERS = {
    "const": const,
    "unstated": unstated,
    "unlimited": unlimited,
    "fact": given,
    "determination": given,
    "history": history,
    "history_ratio": history_ratio,
}
