"""The explanation for programs. Its shape is published as `docs/schema/result.schema.json`, and `result_schema` returns it.

Money is a decimal string in yuan with two places; an amount without upper end has `"high": null, "high_open": true`. Outcomes
are in English with their Chinese word beside them. The order of keys and of clauses is stable.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from rulesdsl.cases.case import Case
from rulesdsl.model.literals import decimal_yuan
from rulesdsl.plan.nodes import FALSE, TRUE, UNKNOWN_FACT
from rulesdsl.plan.plan import Plan
from rulesdsl.reports.overview import total_notes
from rulesdsl.reports.phrases import item_of, outcome_text, text_of, title_of, verb_of
from rulesdsl.reports.schemas import schema_of
from rulesdsl.reports.working import Workings
from rulesdsl.run.results import Cap, CaseResult, ClauseResult, Interval, Missing, ReasonResult

RESULTS = {TRUE: "true", FALSE: "false", UNKNOWN_FACT: "needs_fact", 2: "needs_determination"}


def render_json(plan: Plan, result: CaseResult, items: Sequence[ClauseResult], case: Case | None = None) -> str:
    """The chosen results as JSON text that ends with a line feed."""
    return json.dumps(result_data(plan, result, items, case), ensure_ascii=False, indent=2) + "\n"


def result_data(
    plan: Plan, result: CaseResult, items: Sequence[ClauseResult], case: Case | None = None
) -> dict[str, Any]:
    """The chosen results as plain data; `totals` are those of the whole case. Without the case, `working` is null."""
    workings = Workings(plan, case)
    return {
        "as_of": date.fromordinal(result.as_of).isoformat(),
        "known_on": date.fromordinal(plan.known_on).isoformat() if plan.known_on is not None else None,
        "case": result.case,
        "year": result.year,
        "readings": [_reading(plan, point, option) for point, option in result.readings],
        "clauses": [_clause(plan, item, workings) for item in items],
        "totals": {
            "amount": _amount(result.total),
            "payers": [{"payer": name, **_ends(amount)} for name, amount in result.payers],
            "clauses": [{"id": name, **_ends(amount)} for name, amount in result.clause_totals.items()],
            "notes": list(total_notes(plan, result)),
        },
    }


def result_schema() -> dict[str, Any]:
    """The JSON Schema of `result_data`."""
    return schema_of("result")


def _clause(plan: Plan, item: ClauseResult, workings: Workings) -> dict[str, Any]:
    clause, text = plan.clauses[item.clause], text_of(plan, item)
    return {
        "id": item.id,
        "citation": text.citation,
        "item": item_of(item),
        "title": text.title,
        "kind": clause.kind,
        "subject": item.subject,
        "instance": item.key,
        "outcome": item.outcome,
        "outcome_text": outcome_text(item),
        "in_force": item.in_force,
        "content": text.content,
        "cash": clause.cash,
        "amount": _amount(item.amount),
        "if_eligible": _amount(item.if_eligible),
        "working": workings.of(item) or None,
        "amount_missing": [_missing(item, leaf) for leaf in item.amount_missing],
        "capped_by": [_cap(cap) for cap in item.capped_by],
        "payers": [{"payer": name, **_ends(amount)} for name, amount in item.payers],
        "payer_missing": [_missing(item, leaf) for leaf in workings.open_payers(item)],
        "reasons": [_reason(item, reason, index == item.deciding) for index, reason in enumerate(item.reasons)],
        "missing": [_missing(item, leaf) for leaf in item.missing],
        "to_qualify": [_missing(item, leaf) for leaf in item.to_qualify],
        "to_qualify_approximate": item.approximate,
        "assumes": list(item.assumes),
        "readings": [_reading(plan, point, option) for point, option in item.readings],
        "notes": [*text.notes, *item.notes],
        "quotes": list(text.quotes),
        "restored": text.restored,
        "units": text.responsible,
        "units_from": text.responsible_from,
        "beneficiary": list(text.beneficiary),
        "funds": list(text.funds),
        "elsewhere": text.elsewhere or None,
        "deemed_by": clause.deemed or None,
    }


def _amount(amount: Interval | None) -> dict[str, Any] | None:
    return None if amount is None else _ends(amount)


def _ends(amount: Interval) -> dict[str, Any]:
    high = amount.high
    return {
        "low": decimal_yuan(amount.low),
        "high": None if high is None else decimal_yuan(high),
        "high_open": high is None,
    }


def _cap(cap: Cap) -> dict[str, Any]:
    changed = {"before": _ends(cap.before), "after": _ends(cap.after)}
    return {"id": cap.id, "kind": cap.kind, "text": cap.text, "quote": cap.quote, **changed}


def _missing(item: ClauseResult, leaf: Missing) -> dict[str, Any]:
    return {
        "kind": leaf.kind,
        "name": leaf.name,
        "instance": leaf.key,
        "authorities": list(leaf.authorities),
        "verb": verb_of(item.reasons, leaf) if leaf.kind == "determination" else None,
    }


def _reason(item: ClauseResult, reason: ReasonResult, deciding: bool) -> dict[str, Any]:
    return {
        "condition": reason.condition,
        "quotes": list(reason.quotes),
        "value": [{"fact": fact.name, "value": fact.value} for fact in reason.facts],
        "result": RESULTS[reason.truth],
        "deciding": deciding,
        "missing": [_missing(item, leaf) for leaf in reason.missing],
        "gap": reason.gap or None,
        "parts": [_reason(item, part, False) for part in reason.parts],
    }


def _reading(plan: Plan, point: str, option: str) -> dict[str, Any]:
    known = plan.points.get(point)
    return {
        "point": point,
        "name": title_of(point),
        "reading": option or None,
        "options": list(known.options) if known else [],
    }
