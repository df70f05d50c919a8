"""Did every agency and fund that a document's rules name exist on a given day?

The vocabulary says until when a predecessor had its place. A body without a predecessor has no known beginning, one that is
nobody's predecessor no known end. Dates may be known by their year or month only: what can have been is not reported.
"""

from __future__ import annotations

from functools import partial

from rulesdsl.check.agreement_names import NameUse, body_uses
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Label
from rulesdsl.model.document import Document
from rulesdsl.model.force import PartialDate
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.model.vocabulary import Body


def check_bodies_in_time(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD412 for every body that did not exist when its document was issued."""
    rules = matter.rules
    found: list[Diagnostic] = []
    for number, document in rules.documents.items():
        day = issue_day(document)
        if day is not None:
            measures = (measure for measure in rules.measures if measure.document == number)
            out = partial(bodies_out_of_time, rules, number, day)
            found += matter.memo.recall((check_bodies_in_time, number), (document, *rules.vocabularies, *measures), out)
    return tuple(found)


def issue_day(document: Document) -> PartialDate | None:
    """成文, else 公布, else the stated 施行; None where the sources give none of them."""
    in_force = document.in_force.date if document.in_force is not None else None
    return document.signed or document.published or in_force


def bodies_out_of_time(rules: RuleSet, number: str, day: PartialDate) -> tuple[Diagnostic, ...]:
    """RD412 for every body named in a document's rules that surely did not exist on a day."""
    after = _successors(rules)
    found: list[Diagnostic | None] = []
    for home in rules.homes:
        if home.measure.document == number:
            uses = (use for stood in home.clause.stood for use in body_uses(stood))
            found += (_out_of_time(rules, after, use, number, day) for use in uses)
    return tuple(problem for problem in found if problem is not None)


def _successors(rules: RuleSet) -> dict[str, list[Body]]:
    found: dict[str, list[Body]] = {}
    for body in rules.bodies.values():
        for before in body.predecessors:
            found.setdefault(before.text, []).append(body)
    return found


def _out_of_time(
    rules: RuleSet, after: dict[str, list[Body]], use: NameUse, number: str, day: PartialDate
) -> Diagnostic | None:
    body, successors = rules.bodies.get(use.name.text), after.get(use.name.text, [])
    ended = [other.since.last for other in successors if other.since is not None]
    if ended and day.first > max(ended):
        return _problem(
            use, f"在 {number} 的{day.text}已经不在", "此后是", [other.name.text for other in successors], successors[0]
        )
    if body is not None and body.since is not None and day.last < body.since.first:
        return _problem(
            use, f"在 {number} 的{day.text}还没有", "当时是", [before.text for before in body.predecessors], body
        )
    return None


def _problem(use: NameUse, state: str, lead: str, names: list[str], dated: Body) -> Diagnostic:
    """`dated` is the declaration that gives the day."""
    instead = "、".join(f"「{name}」" for name in names)
    return Diagnostic(
        "RD412",
        f"{use.role}「{use.name.text}」{state}",
        use.name.span,
        secondary=(Label(dated.span, "前身到什么时候为止，写在这里"),),
        help=f"{lead}{instead}；照原文核对名称，或者更正词汇里的日子",
    )
