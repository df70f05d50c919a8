"""Documents over time: for each act, in the order of its days, the texts and the rules before and after it.

An act that amends several documents on one day makes one step; a step that fails leaves text and rules as they were, and so do all
later ones of that document.
"""

from __future__ import annotations

from attrs import evolve, frozen

from rulesdsl.amendments.act import Act
from rulesdsl.amendments.effects.effect import Effect
from rulesdsl.amendments.effects.rules import DocumentAfter, document_after, with_document
from rulesdsl.amendments.execution.execute import execute
from rulesdsl.amendments.execution.outcome import Execution
from rulesdsl.amendments.operations import Extend, Repeal
from rulesdsl.amendments.pasted import read_amendment
from rulesdsl.diagnostics import Diagnostic, Span, severity_of
from rulesdsl.memo import Memo
from rulesdsl.model.amendment import Amendment
from rulesdsl.model.first_day import first_day
from rulesdsl.model.force import PartialDate
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.source.fold import same
from rulesdsl.source.units import SourceText


@frozen
class Amended:
    """One document amended by one act: what happened to its text and its rules; `repealed` where the act ends it."""

    amendment: Amendment
    execution: Execution
    effects: tuple[Effect, ...]
    repealed: bool


@frozen
class Version:
    """Texts and rules from the day of an act on; `amended` is empty for the documents as first issued."""

    rules: RuleSet
    texts: dict[str, SourceText]
    amended: tuple[Amended, ...] = ()


@frozen
class History:
    """All versions, first issue first."""

    versions: tuple[Version, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def amended(self) -> tuple[Amended, ...]:
        """Every amendment of every document, in order."""
        return tuple(item for version in self.versions for item in version.amended)

    def text_versions(self, document: str) -> tuple[SourceText, ...]:
        """The texts of one document that differ, first issue first."""
        first = self.versions[0].texts.get(document)
        later = [item.execution.text for item in self.amended if item.amendment.document == document]
        return (first, *later) if first is not None else ()


def history(rules: RuleSet, texts: dict[str, SourceText], memo: Memo | None = None) -> History:
    """Execute every amendment of the rule files.

    Diagnostics:
        those of `execute` and `document_after`; RD549 a sentence under a heading that names another document; RD570 an act that is dated
        before the document it amends.
    """
    memo = memo or Memo()
    versions = [Version(rules, texts)]
    problems: list[Diagnostic] = []
    broken: set[str] = set()
    for group in _groups(rules):
        before = versions[-1]
        now, new_texts = before.rules, dict(before.texts)
        amended: list[Amended] = []
        for amendment in group:
            if amendment.document in broken or amendment.document not in new_texts:
                continue
            found, after, said = _amend(memo, now, new_texts[amendment.document], amendment)
            problems += said
            if found is None:
                broken.add(amendment.document)
                continue
            amended.append(found)
            now, new_texts[amendment.document] = after, found.execution.text
        if amended:
            versions.append(Version(now, new_texts, tuple(amended)))
    return History(tuple(versions), tuple(problems))


def _groups(rules: RuleSet) -> list[list[Amendment]]:
    """The amendments by their day, earliest first; those of one day in file order."""
    groups: dict[int, list[Amendment]] = {}
    for amendment in rules.amendments:
        groups.setdefault(_day(amendment), []).append(amendment)
    return [groups[day] for day in sorted(groups)]


def _day(amendment: Amendment) -> int:
    found = first_day(amendment)
    return found.first if found is not None else 0


def _amend(
    memo: Memo, rules: RuleSet, text: SourceText, amendment: Amendment
) -> tuple[Amended | None, RuleSet, tuple[Diagnostic, ...]]:
    act = read_amendment(amendment, memo)
    problems = [*_dated(rules, amendment), *_headings(act, rules, amendment)]
    if any(severity_of(item.code) == "error" for item in (*act.diagnostics, *problems)):
        # The sentences that were not understood are reported by `check`; nothing of the act is executed.
        return None, rules, tuple(problems)
    key = amendment.span.file, amendment.span.start
    execution = memo.recall((execute, key), (text, amendment), lambda: execute(text, act.sentences))
    problems += execution.diagnostics
    if execution.failed:
        return None, rules, tuple(problems)
    restatements = tuple(item for item in rules.restatements if item.amendment == amendment.span)
    document = amendment.document
    after = _extended(document_after(memo, rules, execution, amendment, restatements), act.operations)
    repealed = any(isinstance(item, Repeal) and not item.locator.units for item in act.operations)
    new, effects = with_document(memo, rules, document, after)
    new = _without(new, document) if repealed else new
    return Amended(amendment, execution, (*after.effects, *effects), repealed), new, (*problems, *after.diagnostics)


def _without(rules: RuleSet, document: str) -> RuleSet:
    """The rules without the measures of a repealed document."""
    return RuleSet(
        tuple(evolve(file, measures=tuple(m for m in file.measures if m.document != document)) for file in rules.files)
    )


def _extended(after: DocumentAfter, operations: tuple[object, ...]) -> DocumentAfter:
    """The same with the document's new last day (有效期延长至 …)."""
    days = [item.date for item in operations if isinstance(item, Extend) and item.date]
    if not days:
        return after
    from datetime import date

    day = date.fromisoformat(days[-1]).toordinal()
    year, month, number = (int(part) for part in days[-1].split("-"))
    expires = PartialDate(day, day, f"{year}年{month}月{number}日")
    return evolve(after, documents=tuple(evolve(item, expires=expires) for item in after.documents))


def _dated(rules: RuleSet, amendment: Amendment) -> list[Diagnostic]:
    document = rules.documents.get(amendment.document)
    if document is None:
        return []
    issued = first_day(document)
    day = first_day(amendment)
    if issued is None or day is None or day.last >= issued.first:
        return []
    span = Span(
        amendment.span.file, amendment.span.start, amendment.span.start + len("修改 ") + len(amendment.document)
    )
    message = f"修改的日期 {day.text} 在 {amendment.document} 成文（{issued.text}）以前"
    return [Diagnostic("RD570", message, span, help="核对两份文件的日期")]


def _headings(act: Act, rules: RuleSet, amendment: Amendment) -> list[Diagnostic]:
    """The document that the pasted heading names must be the one that the piece says it amends."""
    document = rules.documents.get(amendment.document)
    found: list[Diagnostic] = []
    seen: set[str] = set()
    for sentence in act.sentences:
        for operation in sentence.operations:
            locator = operation.locator
            named = locator.number or locator.doc
            if not named or named in seen:
                continue
            seen.add(named)
            title = document.title.text if document is not None and document.title is not None else ""
            if (locator.number and locator.number != amendment.document) or (
                not locator.number and title and not same(locator.doc, title)
            ):
                message = f"语句修改的是《{locator.doc}》，不是 {amendment.document}"
                found.append(Diagnostic("RD549", message, sentence.span, help="为每份文件各写一段 修改"))
    return found
