"""The rule set in the next version of one document, and what the act does to each rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import is_

from attrs import evolve, frozen

from rulesdsl.amendments.effects.anchors import anchor
from rulesdsl.amendments.effects.clauses import clause_after
from rulesdsl.amendments.effects.effect import Effect
from rulesdsl.amendments.effects.passages import Passages
from rulesdsl.amendments.effects.references import Struck, without_references
from rulesdsl.amendments.effects.suspended import suspended
from rulesdsl.amendments.execution.outcome import Execution
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.memo import Memo
from rulesdsl.model.amendment import Amendment, Restatement
from rulesdsl.model.build import FileModel
from rulesdsl.model.document import Document
from rulesdsl.model.measure import Measure
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.model.tree import ClauseRef, Quote
from rulesdsl.reading.bodies import Bodies
from rulesdsl.reading.places import unit_of
from rulesdsl.source.fold import same
from rulesdsl.source.locate import cite, unit_at
from rulesdsl.source.units import Unit


@frozen
class DocumentAfter:
    """The rules of one document after an act: its measures and heads in step with those before, which clauses are struck by
    which sentences.

    `effects` are in the order of the rules; `diagnostics` say what the amendment file has yet to say.
    """

    measures: tuple[Measure, ...]
    documents: tuple[Document, ...]
    struck: dict[str, tuple[int, ...]]
    effects: tuple[Effect, ...]
    diagnostics: tuple[Diagnostic, ...]


def document_after(
    rules: RuleSet, bodies: Bodies, execution: Execution, amendment: Amendment, restatements: tuple[Restatement, ...]
) -> DocumentAfter:
    """Amend the rules of one document: of `rules` only its own measures and heads are read, and the vocabulary.

    Args:
        bodies: those of the vocabulary.
        restatements: those of this amendment.
    Diagnostics:
        RD568 a clause that an act leaves stale and no 改写 restates, RD569 a 改写 of an item that the document does not have.
    """
    effects: list[Effect] = []
    restated = {f"{amendment.document}/{item.clause.locator}/{item.clause.name}": item for item in restatements}
    struck: dict[str, tuple[int, ...]] = {}
    measures = tuple(
        _measure(rules, bodies, execution, measure, restated, effects, struck)
        for measure in measures_of(rules, amendment.document)
    )
    heads = tuple(_document(execution, item) for item in heads_of(rules, amendment.document))
    problems = (*_unrestated(amendment, execution, effects, restated), *_misplaced(rules, amendment, restated))
    return DocumentAfter(measures, heads, struck, tuple(effects), problems)


def measures_of(rules: RuleSet, document: str) -> tuple[Measure, ...]:
    """The measures of a document, in file order."""
    return tuple(measure for measure in rules.measures if measure.document == document)


def heads_of(rules: RuleSet, document: str) -> tuple[Document, ...]:
    """The declarations of a document: one, if the rules have no error."""
    return tuple(item for file in rules.files for item in file.documents if item.number == document)


def with_document(
    memo: Memo, rules: RuleSet, document: str, after: DocumentAfter
) -> tuple[RuleSet, tuple[Effect, ...]]:
    """The rules with one document amended, and what that does to clauses that name a struck one."""
    measures, heads = iter(after.measures), iter(after.documents)
    files = tuple(
        _with(
            file,
            tuple(next(measures) if item.document == document else item for item in file.measures),
            tuple(next(heads) if item.number == document else item for item in file.documents),
        )
        for file in rules.files
    )
    left, effects = _without_struck(memo, rules, files, after.struck)
    return RuleSet(left), effects


def _with(file: FileModel, measures: tuple[Measure, ...], documents: tuple[Document, ...]) -> FileModel:
    if _unchanged(measures, file.measures) and _unchanged(documents, file.documents):
        return file
    return evolve(file, measures=measures, documents=documents)


def _unchanged(after: Sequence[object], before: Sequence[object]) -> bool:
    """Whether all are the very same objects: what an act leaves alone is handed on as it is."""
    return len(after) == len(before) and all(map(is_, after, before))


def _measure(
    rules: RuleSet,
    bodies: Bodies,
    execution: Execution,
    measure: Measure,
    restated: dict[str, Restatement],
    effects: list[Effect],
    struck: dict[str, tuple[int, ...]],
) -> Measure:
    unit = unit_of(execution.before, measure)
    off = suspended(execution, unit)
    kept = []
    for clause in measure.clauses:
        home = Home(measure, clause)
        again = restated.get(home.id)
        if again is not None:
            kept.append(again.lines)
            effects.append(
                Effect("restated", home.id, "按 改写 重写", Passages(rules, execution, home, unit).sentences)
            )
            continue
        if off:
            struck[home.id] = off
            effects.append(Effect("ended", home.id, "语句写明不再适用", off))
            continue
        found = clause_after(rules, bodies, Passages(rules, execution, home, unit))
        effects += found.effects
        if found.clause is None:
            struck[home.id] = found.effects[-1].sentences
        else:
            kept.append(found.clause)
    known = {clause.name.text for clause in measure.clauses}
    added = [
        item for key, item in restated.items() if key.startswith(measure.id + "/") and item.clause.name not in known
    ]
    kept += [item.lines for item in added]
    effects += [Effect("restated", f"{measure.id}/{item.clause.name}", "新写的条款", ()) for item in added]
    return _head(
        execution, measure if _unchanged(kept, measure.clauses) else evolve(measure, clauses=tuple(kept)), unit, effects
    )


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
    if title is measure.title and _unchanged(responsible, measure.responsible) and standing == measure.standing:
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


def _document(execution: Execution, document: Document) -> Document:
    """The head in the new text: the title as it reads now, restored words as far as they still stand."""
    unit = next((item for item in execution.before.units if item.kind == "title"), None)
    title = document.title
    if unit is not None and title is not None:
        found = anchor(execution, unit.span)
        if found.state == "touched":
            title = evolve(title, text=found.text)
    restored = tuple(item for item in document.restored if item.quote.text in execution.text.text)
    if title is document.title and len(restored) == len(document.restored):
        return document
    return evolve(document, title=title, restored=restored)


def _without_struck(
    memo: Memo, rules: RuleSet, files: tuple[FileModel, ...], struck: dict[str, tuple[int, ...]]
) -> tuple[tuple[FileModel, ...], tuple[Effect, ...]]:
    """The files without references to struck clauses, and without measures of which nothing is left; and what that changes."""
    struck, effects = dict(struck), list[Effect]()

    def gone(ref: ClauseRef, measure: str) -> tuple[int, ...] | None:
        found = rules.resolve(ref, measure)
        return struck.get(found.id) if found is not None else None

    known = -1 if struck else 0
    while known < len(struck):
        # What excepts from a struck clause is struck in its turn.
        known = len(struck)
        found = [[_without_references(memo, known, measure, gone) for measure in file.measures] for file in files]
        said = [effect for measures in found for _, more in measures for effect in more]
        effects += said
        struck |= {effect.rule: effect.sentences for effect in said if effect.kind == "struck"}
        files = tuple(
            _with(file, tuple(left for left, _ in measures), file.documents)
            for file, measures in zip(files, found, strict=True)
        )
    written = {measure.id for measure in rules.measures if measure.clauses}
    left = (tuple(item for item in file.measures if item.clauses or item.id not in written) for file in files)
    return tuple(map(lambda file, kept: _with(file, kept, file.documents), files, left)), tuple(effects)


def _without_references(memo: Memo, turn: int, measure: Measure, gone: Struck) -> tuple[Measure, tuple[Effect, ...]]:
    refs = (ref for clause in measure.clauses for ref in clause.parts(ClauseRef))
    named = tuple(gone(ref, measure.id) for ref in refs)
    if not any(item is not None for item in named):
        return measure, ()
    key = without_references, measure.file, measure.id, turn
    return memo.recall(key, (measure, named), lambda: without_references(measure, gone))


def _unrestated(
    amendment: Amendment, execution: Execution, effects: list[Effect], restated: dict[str, Restatement]
) -> Iterator[Diagnostic]:
    stale: dict[str, list[Effect]] = {}
    for effect in effects:
        if effect.kind == "stale" and effect.rule not in restated:
            stale.setdefault(effect.rule, []).append(effect)
    for rule, found in stale.items():
        place, _, name = rule.rpartition("/")
        numbers = [number for effect in found for number in effect.sentences]
        span = execution.sentences[min(numbers)].span if numbers else amendment.span
        help_text = f"在语句之后写 改写 {place.partition('/')[2]}/{name}，用修改后的文字重写"
        why = "；".join(effect.text for effect in found)
        yield Diagnostic("RD568", f"条款「{name}」要改写：{why}", span, help=help_text)


def _misplaced(rules: RuleSet, amendment: Amendment, restated: dict[str, Restatement]) -> Iterator[Diagnostic]:
    known = {measure.id for measure in rules.measures if measure.document == amendment.document}
    for key, item in restated.items():
        if key.rpartition("/")[0] not in known:
            message = f"{amendment.document}没有为「{item.clause.locator}」写措施"
            yield Diagnostic(
                "RD569", message, item.clause.span, help="写 改写 条目/条款名，例如 改写 第十四项/省外中标奖励"
            )
