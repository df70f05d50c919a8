"""Is there an end to every chain of relations: 属于, 前身, 记, 界定, and what one clause needs of another?

A clause needs those that except from it, those that deem for it, and those whose payments it asks about (已享受).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.walk import target_homes
from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.model.condition import Received
from rulesdsl.model.expression import Field, Let, NameUse, Period
from rulesdsl.model.measure import Line, Measure
from rulesdsl.model.parts import inside
from rulesdsl.model.relation import CarveOut, ExceptionTo, FactDeeming, Precedes, SubjectDeeming
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.model.stipulation import Define


@frozen
class Edge:
    """One thing needs another: the place that says so and the word it uses."""

    source: str
    target: str
    span: Span
    word: str


def check_cycles(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD208, once a cycle, at the relation that closes it; the others are shown beside it."""
    rules = matter.rules
    owners = [
        Edge(subject.name.text, owner.text, owner.span, "属于")
        for subject in rules.subjects.values()
        for owner in subject.owners
    ]
    before = [
        Edge(body.name.text, other.text, other.span, "前身")
        for body in rules.bodies.values()
        for other in body.predecessors
    ]
    clauses = matter.in_each_measure(_needs)
    precedence = matter.in_each_measure(_precedes)
    named = (*matter.in_each_measure(_lets), *matter.in_each_measure(_defines))
    return tuple(
        _cycle(edges, advice)
        for graph, advice in (
            (owners, "删去其中一个 属于"),
            (before, "删去其中一个 前身"),
            (clauses, "删去其中一个关系，或者把共同的部分另立一个条款"),
            (precedence, "只留一个方向的 先于"),
            *((edges, "用别的事实说明其中一个") for edges in named if edges),
        )
        for edges in cycles(graph)
    )


def _needs(matter: Matter, measure: Measure) -> Iterator[Edge]:
    for clause in measure.clauses:
        for placed in clause.stood:
            yield from _needs_of(matter.rules, Home(measure, clause), placed.line)


def _needs_of(rules: RuleSet, home: Home, line: Line) -> Iterator[Edge]:
    match line:
        case ExceptionTo():
            for target in target_homes(rules, home, (line.clause,)):
                yield Edge(target.id, home.id, line.clause.span, "例外于")
        case SubjectDeeming() | FactDeeming():
            for ref in line.applies_to:
                yield from (Edge(target.id, home.id, ref.span, "视同") for target in target_homes(rules, home, (ref,)))
        case _:
            yield from _asks(rules, home, line)


def _asks(rules: RuleSet, home: Home, line: Line) -> Iterator[Edge]:
    asking = target_homes(rules, home, line.applies_to) if isinstance(line, CarveOut) else (home,)
    if not home.clause.parts(Received):
        return
    for atom in inside(line, Received):
        for target in target_homes(rules, home, atom.clauses):
            yield from (Edge(source.id, target.id, atom.span, "已享受") for source in asking)


def _precedes(matter: Matter, measure: Measure) -> Iterator[Edge]:
    for home in (Home(measure, clause) for clause in measure.clauses):
        for line in home.clause.everywhere(Precedes):
            for target in target_homes(matter.rules, home, (line.clause,)):
                yield Edge(home.id, target.id, line.clause.span, "先于")


def _lets(_: Matter, measure: Measure) -> Iterator[tuple[Edge, ...]]:
    """What 记 names need of each other: in the clause itself, and with each of its readings."""
    for clause in measure.clauses:
        if clause.parts(Let):
            options = [option.lines for reading in clause.readings for option in reading.options]
            for lines in [clause.lines, *((*clause.lines, *lines) for lines in options)]:
                lets = (line for line in lines if isinstance(line, Let))
                yield tuple(Edge(line.name, name, span, "记") for line in lets for name, span in _uses(line))


def _uses(line: Let) -> Iterator[tuple[str, Span]]:
    yield from ((use.name, use.span) for use in inside(line.value, NameUse))
    yield from ((period.name, period.span) for period in inside(line.value, Period) if period.kind == "named")


def _defines(_: Matter, measure: Measure) -> Iterator[tuple[Edge, ...]]:
    yield tuple(
        Edge(f"{line.field.subject}.{line.field.name}", f"{field.subject}.{field.name}", field.span, "界定")
        for clause in measure.clauses
        for line in clause.parts(Define)
        for field in inside(line.condition, Field)
    )


def cycles(edges: Iterable[Edge]) -> Iterator[tuple[Edge, ...]]:
    """Each cycle once, as the edges that make it; the one that closes it last. Linear in the number of edges."""
    graph: dict[str, list[Edge]] = {}
    for item in edges:
        graph.setdefault(item.source, []).append(item)
    done: set[str] = set()
    for start in graph:
        if start in done:
            continue
        path: list[Edge] = []
        waiting = [iter(graph[start])]
        on_path = {start: 0}
        while waiting:
            edge: Edge | None = next(waiting[-1], None)
            if edge is None:
                waiting.pop()
                done.add(on_path.popitem()[0])
                if path:
                    path.pop()
            elif edge.target in on_path:
                yield (*path[on_path[edge.target] :], edge)
            elif edge.target not in done:
                path.append(edge)
                on_path[edge.target] = len(on_path)
                waiting.append(iter(graph.get(edge.target, ())))


def _cycle(edges: tuple[Edge, ...], advice: str) -> Diagnostic:
    *others, last = edges
    names = [edge.source.rpartition("/")[2] for edge in edges]
    ring = " → ".join((*names, names[0]))
    message = f"「{names[0]}」经 {last.word} 回到它自己" if not others else f"{last.word} 成环：{ring}"
    labels = tuple(Label(edge.span, edge.word) for edge in others)
    return Diagnostic("RD208", message, last.span, label="环在这里合上", secondary=labels, help=advice)
