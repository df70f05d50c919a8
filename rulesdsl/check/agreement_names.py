"""Does every agency and fund that a clause names stand in its quotes?

A body is in a quote when its name or one of its 表述 is, and not merely as a part of another body's (所在地政府 in
承租企业所在地政府). A ground 「…」 of the line must itself hold the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from rulesdsl.check.clause_lines import all_atoms, amounts, condition_of, parts_of
from rulesdsl.check.placement import PlacedClause, placed_in
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.model.condition import Determination
from rulesdsl.model.expression import Approval, Expression, Let, Window
from rulesdsl.model.grant import Grant
from rulesdsl.model.measure import Line, Measure, Stood
from rulesdsl.model.payment import Charge, FundLine, LimitLine
from rulesdsl.model.program import Appropriation, Said
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.model.tree import Name, Quote
from rulesdsl.reading.bodies import Bodies
from rulesdsl.source.fold import fold

_BY_WHOM = re.compile("[经由]([^,。;经由]{1,20}?)(认定|评定|审定|核定|选定)")
_BY_WHOM_ROLES = ("认定", "选定", "核定")
_VERBS = {"评定": "认定", "审定": "认定"}


@frozen
class NameUse:
    """A body named in a line: as what, and the grounds that must hold it (none: all quotes of the clause)."""

    name: Name
    role: str
    grounds: tuple[Quote, ...]


def check_names(matter: Matter, measure: Measure) -> tuple[Diagnostic, ...]:
    """RD507 for every body of a measure that no quote names, RD518 for one that a ground names and its line doesn't.

    Names that aren't declared are left to the check of names.
    """
    bodies = matter.memo.recall(Bodies, matter.rules.vocabularies, lambda: Bodies(matter.rules))
    found: list[Diagnostic] = []
    for clause in placed_in(matter, measure):
        here = frozenset(name for quote in clause.quotes for name in bodies.named_in(quote.folded.text))
        misnamed = False
        for use in (use for stood in clause.home.clause.stood for use in body_uses(stood)):
            if use.name.text not in matter.rules.bodies or use.name.text in _named(bodies, use, here):
                continue
            misnamed |= use.role in _BY_WHOM_ROLES
            found.append(_missing(matter.rules, clause, use, _named(bodies, use, frozenset())))
        found += (problem for stood in clause.home.clause.stood for problem in _left_out(bodies, stood))
        found += () if misnamed else _authorities_left_out(bodies, clause)
    return tuple(dict.fromkeys(found))


def _named(bodies: Bodies, use: NameUse, here: frozenset[str]) -> frozenset[str]:
    """The bodies that the grounds of a use name, or where they name none, those of all quotes."""
    under = frozenset(name for quote in use.grounds for name in bodies.named_in(fold(quote.text).text))
    return under or here


def _left_out(bodies: Bodies, stood: Stood) -> Iterator[Diagnostic]:
    """RD518: the ground of a 承担 or 资金来源 names a body that the line doesn't."""
    line = stood.line
    if not isinstance(line, Charge | FundLine):
        return
    names = [payer.name for payer in line.payers] if isinstance(line, Charge) else list(line.funds)
    written = {name.text for name in names}
    for quote in line.quotes:
        for options in bodies.each_in(fold(quote.text).text):
            if names and not options & written:
                word = "承担" if isinstance(line, Charge) else "资金来源"
                message = f"依据里的「{'、'.join(sorted(options))}」没有写进 {word}"
                help_text = "补上它，或者把依据缩短到只引付款的一方"
                yield Diagnostic("RD518", message, quote.span, help=help_text)


def _authorities_left_out(bodies: Bodies, clause: PlacedClause) -> Iterator[Diagnostic]:
    """RD518: the text says by whom (经省工信厅认定) and no determination, choice or approval of the clause names that body."""
    uses = [use for stood in clause.home.clause.stood for use in body_uses(stood)]
    written = {use.name.text for use in uses if use.role in _BY_WHOM_ROLES}
    for placed in clause.quotes:
        if placed.borrowed or placed.said:
            continue
        for found in _BY_WHOM.finditer(placed.folded.text):
            for options in bodies.each_in(found[1]):
                if options & written:
                    continue
                start, end = placed.folded.span(*found.span(1))
                at = placed.quote.span.start
                span = Span(placed.quote.span.file, at + start, at + end)
                names = "、".join(sorted(options))
                message = f"原文写明由「{names}」{found[2]}，规则没有写"
                yield Diagnostic("RD518", message, span, help=f"写 经 {names} {_VERBS.get(found[2], found[2])}")


def _missing(rules: RuleSet, clause: PlacedClause, use: NameUse, under: frozenset[str]) -> Diagnostic:
    """`under` are the bodies that the line's own ground names."""
    name = use.name.text
    message = f"{use.role}「{name}」在条款「{clause.home.clause.name.text}」的原文和参据里找不到"
    if under:
        names = "、".join(f"「{other}」" for other in sorted(under))
        return Diagnostic("RD507", message, use.name.span, help=f"它所据的引文里是{names}")
    phrases = "、".join(f"「{quote.text}」" for quote in rules.bodies[name].phrases)
    known = f"它的表述是{phrases}；" if phrases else ""
    return Diagnostic("RD507", message, use.name.span, help=f"{known}照原文改，或者加一行 参据 「…」，引写明它的那句话")


def body_uses(stood: Stood) -> Iterator[NameUse]:
    """The bodies that a line names: who pays, out of which fund, who has a duty, who determines or approves."""
    line = stood.line
    match line:
        case Charge():
            yield from (NameUse(payer.name, "承担", line.quotes) for payer in line.payers)
        case FundLine():
            yield from (NameUse(fund, "资金", line.quotes) for fund in line.funds)
        case Appropriation():
            yield NameUse(line.fund, "资金", line.quotes)
        case Said():
            yield from (NameUse(bearer, line.word, ()) for bearer in line.bearers)
        case _:
            pass
    condition = condition_of(line)
    for atom in all_atoms(condition) if condition is not None else ():
        if isinstance(atom, Determination):
            yield from (NameUse(name, atom.verb, atom.quotes) for name in atom.authorities)
    for value in _values(line):
        for part in parts_of(value):
            if isinstance(part, Approval):
                yield from (NameUse(name, "核定", ()) for name in part.authorities)


def _values(line: Line) -> Iterator[Expression]:
    """The amounts, bounds and named parts of a line."""
    if isinstance(line, Grant):
        for amount in amounts(line):
            yield from (side for side in (amount.low, amount.high) if side is not None)
    elif isinstance(line, LimitLine):
        yield from (item.bound for item in line.items)
    elif isinstance(line, Let) and not isinstance(line.value, Window):
        yield line.value
