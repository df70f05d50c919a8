"""One version of the rules → clauses, limits and exclusions over shared nodes; `versions.py` joins the versions to the plan.

Clauses are lowered after those whose payments they ask for; order in files changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from attrs import evolve, frozen

from rulesdsl.memo import Memo
from rulesdsl.model.condition import Condition, Not
from rulesdsl.model.expression import NameUse
from rulesdsl.model.facts import subject_of
from rulesdsl.model.grant import CASH, Grant, Schedule
from rulesdsl.model.kinds import is_executable
from rulesdsl.model.measure import Clause
from rulesdsl.model.norm import Norm
from rulesdsl.model.reach import reach
from rulesdsl.model.relation import CarveOut, SubjectDeeming
from rulesdsl.model.relation import Mapping as Taken
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.model.stipulation import Define
from rulesdsl.plan import lower_clause as lowering
from rulesdsl.plan.fragment import ClauseFragment, join, renumbered_clause
from rulesdsl.plan.lower_condition import truth
from rulesdsl.plan.lower_expression import UnplannableError, number
from rulesdsl.plan.lower_payment import exclusions, limits
from rulesdsl.plan.nodes import Builder, Node
from rulesdsl.plan.plan import ALWAYS, ClausePlan, ClauseText, ExclusionPlan, Gate, LimitPlan, Reason
from rulesdsl.plan.reasons import reason_of
from rulesdsl.plan.relations import Relations, Standing, needs_first, relations, targets
from rulesdsl.plan.scope import DeemedAs, Scope
from rulesdsl.plan.texts import clause_text
from rulesdsl.plan.variants import adopted, point_id, vary
from rulesdsl.reading.places import known_unit
from rulesdsl.source.units import SourceText


class Compiler:
    """Holds what the lowering of one clause shares: the rule set, its relations, the node builder."""

    def __init__(self, rules: RuleSet, found: Relations) -> None:
        self.rules = rules
        self.relations = found
        self.builder = Builder()

    def scope(self, home: Home, rows: str, deemed: DeemedAs | None = None) -> Scope:
        """The scope of a clause on some rows."""
        defines = {
            (line.field.subject, line.field.name): line.condition
            for clause in home.measure.clauses
            for line in clause.all(Define)
        }
        scope = Scope(self.rules, self.builder, home.measure.id, rows, {}, defines, deemed)
        facts = {}
        for source, line, standing in self.relations.fact_deemings.get(home.id, ()):
            holds = lowering.own_condition(self.scope(source, rows), source)
            where = lowering.stands(scope, source, standing)
            facts[line.field.subject, line.field.name] = self.builder.all_of((where, holds), rows)
        return evolve(scope, deemed_facts=facts)


@frozen
class LoweredRules:
    """One version of the rules. Clauses have no dates yet; limits and exclusions name clauses by their place in the list.

    `nodes` are those of this version and of all before it.
    """

    nodes: tuple[Node, ...]
    clauses: tuple[ClausePlan, ...]
    texts: tuple[ClauseText, ...]
    limits: tuple[LimitPlan, ...]
    exclusions: tuple[ExclusionPlan, ...]


def lower_rules(
    rules: RuleSet, texts: Mapping[str, SourceText], memo: Memo, before: tuple[Node, ...] = ()
) -> LoweredRules:
    """Lower a checked rule set. A clause that can't be lowered (an error of `check`) is left out, never guessed.

    Args:
        before: the nodes of the versions before, which come first.
    """
    grounds = (*reach(rules, memo).whole, *rules.documents.values(), *texts.values(), before)
    return memo.recall(lower_rules, grounds, lambda: _lower(rules, texts, memo, Builder(before)))


def _lower(rules: RuleSet, texts: Mapping[str, SourceText], memo: Memo, builder: Builder) -> LoweredRules:
    found, ground = relations(rules), reach(rules, memo)
    clauses: list[ClausePlan] = []
    said: list[ClauseText] = []
    for home in _in_order(rules, found):
        if is_executable(home.clause):
            grounds, key = ground.of(home.measure), (home.measure.file, home.id)
            lowered = memo.recall((lower_clause, *key), grounds, partial(lower_clause, rules, found, home))
            numbers = join(builder, lowered.nodes)
            clauses += (renumbered_clause(clause, numbers)._replace(text=len(said)) for clause in lowered.clauses)
            if lowered.clauses:
                text, document = texts.get(home.measure.document), rules.documents.get(home.measure.document)
                words = partial(clause_text, rules, home, found, text, known_unit(memo, text, home.measure))
                said.append(memo.recall((clause_text, *key), (*grounds, text, document), words))
    found_limits = limits(rules, found.exceptions, clauses, builder, memo)
    return LoweredRules(
        tuple(builder.nodes),
        tuple(clauses),
        tuple(said),
        found_limits,
        exclusions(rules, rules.homes, clauses),
    )


def _in_order(rules: RuleSet, found: Relations) -> tuple[Home, ...]:
    """Every clause once, after the clauses it asks for; a cycle (reported by `check`) is cut."""
    done: dict[str, Home] = {}

    def visit(home: Home, above: tuple[str, ...]) -> None:
        if home.id in done or home.id in above:
            return
        for target in needs_first(rules, found, home):
            visit(rules.by_id[target], (*above, home.id))
        done[home.id] = home

    for home in rules.homes:
        visit(home, ())
    return tuple(done.values())


def lower_clause(rules: RuleSet, found: Relations, home: Home) -> ClauseFragment:
    """Lower one clause by itself; of the rules only what its measure reaches is read."""
    compiler = Compiler(rules, found)
    rows = subject_of(rules, home)
    if rows is None:
        return ClauseFragment((), ())
    try:
        clauses = _by_year(compiler, home, rows)
        clauses += [_deemed(compiler, home, *deeming) for deeming in found.subject_deemings.get(home.id, ())]
    except (UnplannableError, RecursionError):  # a ring of 视同, 记 or 界定 has no end; `check` reports it
        return ClauseFragment((), ())
    return ClauseFragment(tuple(compiler.builder.nodes), tuple(clauses))


def _by_year(compiler: Compiler, home: Home, rows: str) -> list[ClausePlan]:
    """The clause once, or once a year of its schedule (逐年), 本年 being that year."""
    scope = compiler.scope(home, rows)
    schedule = home.clause.one(Schedule)
    if schedule is None:
        return [_plain(compiler, home, scope)]
    first = number(lowering.scoped(scope, adopted(home.clause)), NameUse(schedule.start, schedule.span))
    years = (evolve(scope, year=first, year_shift=shift) for shift in range(schedule.years))
    return [_plain(compiler, home, year) for year in years]


def _plain(compiler: Compiler, home: Home, scope: Scope) -> ClausePlan:
    exceptions = compiler.relations.exceptions.get(home.id, ())
    condition = lowering.condition(scope, home, exceptions)
    amount = lowering.grant_amount(scope, home, exceptions)
    reasons = lowering.reasons(scope, adopted(home.clause))
    return _finish(compiler, home, scope, Lowered(condition, amount, reasons), "")


def _deemed(compiler: Compiler, home: Home, source: Home, line: SubjectDeeming, standing: Standing) -> ClausePlan:
    """The clause for instances that only count as its subject (视同): `g and …`, fields through 取."""
    rows = line.subject.text
    holds = lowering.own_condition(compiler.scope(source, rows), source)
    guard = compiler.builder.all_of((lowering.stands(compiler.scope(source, rows), source, standing), holds), rows)
    exceptions = compiler.relations.exceptions.get(home.id, ())

    def scope_under(clause: Clause) -> Scope:
        values = {
            item.field.name: item.value for item in clause.all(Taken) if item.field.subject == line.as_subject.text
        }
        return compiler.scope(home, rows, DeemedAs(rows, line.as_subject.text, values))

    def under_readings(lower: Callable[[Scope], int]) -> int:
        return vary(compiler.builder, source.id, source.clause, (Taken,), lambda clause: lower(scope_under(clause)))

    inner = under_readings(lambda scope: lowering.condition(scope, home, exceptions))
    amount = under_readings(lambda scope: lowering.grant_amount(scope, home, exceptions))
    shown = scope_under(adopted(source.clause))
    reasons = lowering.reasons(compiler.scope(source, rows), adopted(source.clause)) + lowering.reasons(
        shown, adopted(home.clause)
    )
    condition = compiler.builder.all_of((guard, inner), rows)
    return _finish(compiler, home, shown, Lowered(condition, amount, reasons), source.id)


@frozen
class Lowered:
    """A clause's nodes and reasons before carve-outs."""

    condition: int
    amount: int
    reasons: tuple[Reason, ...]


def _finish(compiler: Compiler, home: Home, scope: Scope, lowered: Lowered, deemed: str) -> ClausePlan:
    """Add what every clause has: carve-outs, payers, dates, the kind."""
    clause = home.clause
    carved = [_carve_out(compiler, scope, home, source) for source in compiler.relations.carve_outs.get(home.id, ())]
    kept = tuple(node for node, _ in carved)
    exceptions = compiler.relations.exceptions.get(home.id, ())
    grants, norms = clause.everywhere(Grant), clause.everywhere(Norm)
    word = grants[0].word if grants else (norms[0].word if norms else "要求")
    condition = compiler.builder.all_of((lowered.condition, *kept), scope.rows)
    if word == "禁止":
        # Its conditions say what is forbidden: `eligible` means that it is complied with (semantics: outcomes).
        condition = compiler.builder.negation(condition)
    return ClausePlan(
        home.id,
        home.measure.document,
        word,
        scope.rows,
        ALWAYS,
        condition,
        (*lowered.reasons, *(reason for _, found in carved for reason in found)),
        lowered.amount,
        any(_is_up_to(item) for item in grants),
        word in CASH,
        _once(home),
        lowering.payers(scope, home, exceptions, compiler.relations.charges.get(home.id, ())),
        lowering.attribution(scope, home),
        scope.year,
        scope.year_shift,
        deemed,
        0,
    )


def _once(home: Home) -> tuple[Gate, ...]:
    """The readings under which 一次性 stands; an empty gate where the clause's own grant says it."""
    own = home.clause.one(Grant)
    gates = [Gate("", "")] if own is not None and own.once else []
    for reading in home.clause.readings:
        said = [
            option for option in reading.options if any(isinstance(line, Grant) and line.once for line in option.lines)
        ]
        gates += [Gate(point_id(home.id, reading), option.name) for option in said]
    return tuple(gates)


def _is_up_to(grant: Grant) -> bool:
    if grant.bands is not None:
        return any(row.amount.up_to for row in grant.bands.rows)
    return grant.amount is not None and grant.amount.up_to


def _carve_out(compiler: Compiler, scope: Scope, home: Home, source: Home) -> tuple[int, tuple[Reason, ...]]:
    """`not` of a 除外 that names this clause, under the readings of the clause it stands in; and how it is shown."""
    plain = evolve(scope, measure=source.measure.id)

    def conditions(clause: Clause) -> tuple[Condition, ...]:
        lines = clause.all(CarveOut)
        return tuple(line.condition for line in lines if home.id in targets(compiler.rules, source, line.applies_to))

    def lower(clause: Clause) -> int:
        parts = tuple(compiler.builder.negation(truth(plain, condition)) for condition in conditions(clause))
        return compiler.builder.all_of(parts, scope.rows)

    node = vary(compiler.builder, source.id, source.clause, (CarveOut,), lower)
    shown = tuple(
        reason_of(plain, Not(condition, (), condition.span)) for condition in conditions(adopted(source.clause))
    )
    return node, shown
