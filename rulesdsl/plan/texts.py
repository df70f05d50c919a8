"""What a clause says of itself, for explanations: title, citation, quotes, responsible units, funds."""

from __future__ import annotations

from rulesdsl.model.grant import Grant
from rulesdsl.model.measure import Measure
from rulesdsl.model.norm import Norm
from rulesdsl.model.payment import FundLine
from rulesdsl.model.program import Said
from rulesdsl.model.quotation import Quoted
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.model.subject import Beneficiary
from rulesdsl.plan.plan import ClauseText
from rulesdsl.plan.relations import Relations
from rulesdsl.source.locate import cite
from rulesdsl.source.responsible import responsible_for
from rulesdsl.source.units import SourceText, Unit


def clause_text(rules: RuleSet, home: Home, found: Relations, text: SourceText | None, unit: Unit | None) -> ClauseText:
    """The texts of one clause; exceptions to it add their quotes.

    Args:
        unit: the item of the text that its measure stands for.
    """
    clause, measure = home.clause, home.measure
    grants, norms = clause.everywhere(Grant), clause.everywhere(Norm)
    units, origin = _responsible(text, unit, measure)
    own_funds = [line for line in clause.everywhere(FundLine) if not line.applies_to]
    funds = tuple(fund.text for line in (*own_funds, *found.funds.get(home.id, ())) for fund in line.funds)
    return ClauseText(
        clause.name.text,
        f"{measure.document} {measure.locator}",
        quoted(home) + tuple(text for item in found.exceptions.get(home.id, ()) for text in quoted(item.home)),
        units,
        origin,
        tuple(dict.fromkeys(line.name.text for line in clause.everywhere(Beneficiary))),
        "、".join(norm.content.text for norm in norms),
        tuple(dict.fromkeys(funds)),
        next((item.amount.elsewhere for item in grants if item.amount is not None and item.amount.elsewhere), ""),
        (),
        _restored(rules, home),
    )


def quoted(home: Home) -> tuple[str, ...]:
    """The primary quotes of a clause in written order."""
    own = tuple(line.quote.text for line in home.clause.all(Quoted) if not line.borrowed)
    return own + tuple(quote.text for line in home.clause.all(Said) for quote in line.quotes)


def _responsible(text: SourceText | None, unit: Unit | None, measure: Measure) -> tuple[str, str]:
    """The responsible bodies, and where the line that names them stands: one line may speak for several items."""
    if not measure.responsible:
        return "未规定", ""
    names = "；".join(quote.text for quote in measure.responsible)
    line = responsible_for(text, unit) if text is not None and unit is not None else None
    if text is None or line is None or line.own:
        return names, "本条目责任单位"
    return names, f"{cite(text, text.by_id[line.unit])}的责任单位"


def _restored(rules: RuleSet, home: Home) -> bool:
    document = rules.documents.get(home.measure.document)
    if document is None:
        return False
    # The old name of an agency or fund is restored wherever the notice renames it; marking every such clause would say nothing.
    passages = [item.quote.text for item in document.restored if item.quote.text not in rules.body_words]
    return any(passage in text or text in passage for passage in passages for text in quoted(home))
