"""The rule set in the next version of one document, and what the act does to each rule."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attrs import evolve, frozen

from rulesdsl.amendments.effects.anchors import anchor
from rulesdsl.amendments.effects.effect import Effect
from rulesdsl.amendments.effects.measures import MeasureAfter, measure_after, unchanged
from rulesdsl.amendments.effects.references import Struck, without_references
from rulesdsl.amendments.execution.outcome import Execution
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.memo import Memo
from rulesdsl.model.amendment import Amendment, Restatement
from rulesdsl.model.build import FileModel
from rulesdsl.model.document import Document
from rulesdsl.model.measure import Measure
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.model.tree import ClauseRef
from rulesdsl.reading.bodies import Bodies


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
    memo: Memo, rules: RuleSet, execution: Execution, amendment: Amendment, restatements: tuple[Restatement, ...]
) -> DocumentAfter:
    """Amend the rules of one document.

    Args:
        restatements: those of this amendment.
    Diagnostics:
        RD568 a clause that an act leaves stale and no 改写 restates, RD569 a 改写 of an item that the document does not have.
    """
    act, vocabularies = (amendment.span.file, amendment.span.start), rules.vocabularies
    declared = (item for file in rules.files for item in file.documents)
    bodies = memo.recall(Bodies, vocabularies, lambda: Bodies(rules))
    restated = {f"{amendment.document}/{item.clause.locator}/{item.clause.name}": item for item in restatements}
    found: list[MeasureAfter] = []
    for measure in (item for item in rules.measures if item.document == amendment.document):
        again = tuple(item for key, item in restated.items() if key.startswith(measure.id + "/"))
        amend = partial(measure_after, rules, bodies, execution, measure, again)
        key = measure_after, *act, measure.file, measure.id
        found.append(memo.recall(key, (execution, measure, *again, *vocabularies), amend))
    effects = [effect for one in found for effect in one.effects]
    problems = (*_unrestated(amendment, execution, effects, restated), *_misplaced(rules, amendment, restated))
    heads = [_document(execution, item) for item in declared if item.number == amendment.document]
    return DocumentAfter(
        tuple(memo.settled((Measure, *act, one.measure.file, one.measure.id), one.measure) for one in found),
        tuple(memo.settled((Document, *act, item.file), item) for item in heads),
        dict(item for one in found for item in one.struck),
        tuple(effects),
        problems,
    )


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
    if unchanged(measures, file.measures) and unchanged(documents, file.documents):
        return file
    return evolve(file, measures=measures, documents=documents)


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
    names = {rule.rpartition("/")[2] for rule in struck}

    def gone(ref: ClauseRef, measure: str) -> tuple[int, ...] | None:
        found = rules.resolve(ref, measure) if ref.name in names else None
        return struck.get(found.id) if found is not None else None

    known = -1 if struck else 0
    while known < len(struck):
        # What excepts from a struck clause is struck in its turn.
        known = len(struck)
        found = [[_without_references(memo, known, measure, gone) for measure in file.measures] for file in files]
        said = [effect for measures in found for _, more in measures for effect in more]
        effects += said
        struck |= {effect.rule: effect.sentences for effect in said if effect.kind == "struck"}
        names |= {rule.rpartition("/")[2] for rule in struck}
        files = tuple(
            _with(file, tuple(left for left, _ in measures), file.documents)
            for file, measures in zip(files, found, strict=True)
        )
    written = {measure.id for measure in rules.measures if measure.clauses}
    left = (tuple(item for item in file.measures if item.clauses or item.id not in written) for file in files)
    return tuple(map(lambda file, kept: _with(file, kept, file.documents), files, left)), tuple(effects)


def _without_references(memo: Memo, turn: int, measure: Measure, gone: Struck) -> tuple[Measure, tuple[Effect, ...]]:
    named = tuple([gone(ref, measure.id) for ref in measure.refs])
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
