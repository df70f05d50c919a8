"""When a clause is over, as far as its text says: the end of its document, of the days it gives for, of its fund's years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rulesdsl.model.expression import Let, Window
from rulesdsl.model.grant import PeriodLine
from rulesdsl.model.payment import FundLine
from rulesdsl.model.program import Appropriation
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.plan.relations import Relations
from rulesdsl.plan.variants import adopted


class Ending(NamedTuple):
    """What ends, and its last day (an ordinal)."""

    what: str
    last: int


def endings_of(rules: RuleSet, found: Relations, home: Home) -> tuple[Ending, ...]:
    """Every ending of a clause under its adopted readings, each once."""
    return tuple(dict.fromkeys((*_document(rules, home), *_windows(home), *_funds(rules, found, home))))


def _document(rules: RuleSet, home: Home) -> Iterator[Ending]:
    document = rules.documents.get(home.measure.document)
    if document is not None and document.expires is not None:
        yield Ending("有效期", document.expires.last)


def _windows(home: Home) -> Iterator[Ending]:
    clause = adopted(home.clause)
    yield from (Ending("期间", line.window.last) for line in clause.all(PeriodLine))
    yield from (Ending("期间", line.value.last) for line in clause.all(Let) if isinstance(line.value, Window))


def _funds(rules: RuleSet, found: Relations, home: Home) -> Iterator[Ending]:
    """The last year for which any clause provides the fund that a grant comes from."""
    own = [line for line in adopted(home.clause).all(FundLine) if not line.applies_to]
    names = {fund.text for line in (*own, *found.funds.get(home.id, ())) for fund in line.funds}
    years: dict[str, list[int]] = {}
    for other in rules.homes:
        for line in adopted(other.clause).all(Appropriation):
            if line.fund.text in names:
                years.setdefault(line.fund.text, []).extend(int(str(year.value.value)) for year in line.years)
    yield from (
        Ending(f"资金期间：{name}", date(max(given), 12, 31).toordinal()) for name, given in years.items() if given
    )
