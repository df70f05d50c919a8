"""One measure in the next version of its document: each of its clauses, its head, and its place in the new text."""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_

from attrs import evolve, frozen

from rulesdsl.amendments.effects.anchors import anchor
from rulesdsl.amendments.effects.clauses import clause_after
from rulesdsl.amendments.effects.effect import Effect
from rulesdsl.amendments.effects.passages import Passages
from rulesdsl.amendments.effects.suspended import suspended
from rulesdsl.amendments.execution.outcome import Execution
from rulesdsl.diagnostics import Span
from rulesdsl.model.amendment import Restatement
from rulesdsl.model.measure import Clause, Measure
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.model.tree import Quote
from rulesdsl.reading.bodies import Bodies
from rulesdsl.reading.places import unit_of
from rulesdsl.source.fold import same
from rulesdsl.source.locate import cite, unit_at
from rulesdsl.source.units import Unit


@frozen
class MeasureAfter:
    """A measure after an act, what happened to its clauses in their order, and which of them which sentences struck."""

    measure: Measure
    effects: tuple[Effect, ...]
    struck: tuple[tuple[str, tuple[int, ...]], ...]


def measure_after(
    rules: RuleSet, bodies: Bodies, execution: Execution, measure: Measure, restated: tuple[Restatement, ...]
) -> MeasureAfter:
    """Amend one measure: of `rules` only the vocabulary is read.

    Args:
        bodies: those of the vocabulary.
        restated: what the act restates of this measure.
    """
    again = {item.clause.name: item for item in restated}
    unit = unit_of(execution.before, measure)
    off = suspended(execution, unit)
    kept: list[Clause] = []
    effects: list[Effect] = []
    struck: list[tuple[str, tuple[int, ...]]] = []
    for clause in measure.clauses:
        home = Home(measure, clause)
        if clause.name.text in again:
            kept.append(again[clause.name.text].lines)
            sentences = Passages(rules, execution, home, unit).sentences
            effects.append(Effect("restated", home.id, "按 改写 重写", sentences))
            continue
        if off:
            struck.append((home.id, off))
            effects.append(Effect("ended", home.id, "语句写明不再适用", off))
            continue
        found = clause_after(rules, bodies, Passages(rules, execution, home, unit))
        effects += found.effects
        if found.clause is None:
            struck.append((home.id, found.effects[-1].sentences))
        else:
            kept.append(found.clause)
    known = {clause.name.text for clause in measure.clauses}
    added = [item for item in again.values() if item.clause.name not in known]
    kept += [item.lines for item in added]
    effects += [Effect("restated", f"{measure.id}/{item.clause.name}", "新写的条款", ()) for item in added]
    after = measure if unchanged(kept, measure.clauses) else evolve(measure, clauses=tuple(kept))
    return MeasureAfter(_head(execution, after, unit, effects), tuple(effects), tuple(struck))


def unchanged(after: Sequence[object], before: Sequence[object]) -> bool:
    """Whether all are the very same objects: what an act leaves alone is handed on as it is."""
    return len(after) == len(before) and all(map(is_, after, before))


def _head(execution: Execution, measure: Measure, unit: Unit | None, effects: list[Effect]) -> Measure:
    """Title, 责任单位 and place of an item in the new text."""
    if unit is None:
        return measure
    title = measure.title
    titled = execution.before.by_id.get(unit.parent or "") if unit.kind == "lead" else unit
    if title is not None and titled is not None and titled.title_span is not None:
        found = anchor(execution, titled.title_span)
        title = (
            None if found.state == "gone" else title if same(title.text, found.text) else evolve(title, text=found.text)
        )
    responsible = tuple(
        quote
        for item in measure.responsible
        if (quote := _responsible(execution, measure, unit, item, effects)) is not None
    )
    standing = _standing(execution, measure, unit)
    if title is measure.title and unchanged(responsible, measure.responsible) and standing == measure.standing:
        return measure
    return evolve(measure, title=title, responsible=responsible, standing=standing)


def _standing(execution: Execution, measure: Measure, unit: Unit) -> str:
    """Where the item stands in the new text, as it is cited there; "" where nothing has changed."""
    start = unit.body[0] if unit.body else unit.label_span or unit.span
    found = anchor(execution, Span(start.file, start.start, unit.body[-1].end if unit.body else start.end))
    new = unit_at(execution.text, found.place.start) if found.place is not None else None
    if new is None:
        return measure.standing
    place = cite(execution.text, new)
    return "" if place == cite(execution.before, unit) and not measure.standing else place


def _responsible(
    execution: Execution, measure: Measure, unit: Unit, quote: Quote, effects: list[Effect]
) -> Quote | None:
    from rulesdsl.source.responsible import responsible_for

    found = responsible_for(execution.before, unit)
    lines = execution.before.by_id[found.unit].responsibility if found is not None else ()
    line = next(
        (item for item in lines if same(execution.before.slice(item.listed).strip("。 "), quote.text.strip("。 "))),
        None,
    )
    if line is None:
        return quote
    now = anchor(execution, line.listed)
    if now.state == "gone":
        effects.append(Effect("unit", measure.id, f"责任单位一行删去：{quote.text}", now.sentences))
        return None
    text = now.text.strip("。 ")
    if same(text, quote.text.strip("。 ")):
        return quote
    effects.append(Effect("unit", measure.id, f"责任单位：{_difference(quote.text, text)}", now.sentences))
    return evolve(quote, text=text)


def _difference(before: str, after: str) -> str:
    old, new = _members(before), _members(after)
    gone = [item for item in old if item not in new]
    come = [item for item in new if item not in old]
    said = [f"去掉{'、'.join(gone)}"] if gone else []
    return "，".join([*said, *([f"添上{'、'.join(come)}"] if come else [])])


def _members(listed: str) -> list[str]:
    from re import split

    return [item for item in split("[、，]", listed) if item]
