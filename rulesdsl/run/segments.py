"""Which nodes can be written into one row function: runs of one subject in dependency order, and nodes that leave their row."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.plan.plan import Plan
from rulesdsl.run.generate import EMITTERS, Writer, stays_on_row


class Segment(NamedTuple):
    """Nodes of one subject evaluated together, row by row; a single node when it leaves its row (`apart`)."""

    subject: str
    nodes: tuple[int, ...]
    apart: bool


def segments(plan: Plan) -> tuple[Segment, ...]:
    """Cut the nodes into segments, each after all it reads, as few as a greedy choice finds."""
    done: set[int] = set()
    waiting = list(range(len(plan.nodes)))
    found: list[Segment] = []
    while waiting:
        best = max(
            (_ready(plan, waiting, done, subject) for subject in _subjects(plan, waiting)),
            key=lambda item: len(item.nodes),
        )
        if not best.nodes:
            best = Segment(plan.nodes[waiting[0]].subject, (waiting[0],), True)
        found.append(best)
        done.update(best.nodes)
        waiting = [index for index in waiting if index not in done]
    return tuple(found)


def _subjects(plan: Plan, waiting: list[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plan.nodes[index].subject for index in waiting))


def _ready(plan: Plan, waiting: list[int], done: set[int], subject: str) -> Segment:
    """The waiting nodes of a subject that need only what is done, its own nodes among them."""
    taken: dict[int, None] = {}
    for index in waiting:
        node = plan.nodes[index]
        if node.subject != subject or not stays_on_row(node) or (node.op == "owner" and node.args[0] not in done):
            continue
        if all(arg in done or arg in taken for arg in node.args):
            taken[index] = None
    return Segment(subject, tuple(taken), False)


def source_of(writer: Writer, number: int, segment: Segment) -> str:
    """The row function of a segment, and the places of its nodes."""
    plan = writer.plan
    inside = set(segment.nodes)
    own: dict[int, None] = {}
    owners: dict[int, str] = {}
    for index in segment.nodes:
        node = plan.nodes[index]
        if node.op == "owner":
            owners[writer.places[node.args[0]][0]] = node.data[0]
        else:
            own.update(dict.fromkeys(arg for arg in node.args if arg not in inside and plan.nodes[arg].op != "const"))
    lines = [
        f"def segment{number}(rows, S, K, Y):",
        "    out = []",
        "    for index, row in enumerate(rows):",
        "        get = row.facts.get",
    ]
    for place, subject in owners.items():
        lines.append(f"        i = row.owners.get({writer.constant(subject)})")
        lines.append(f"        o{place} = S[{place}][i] if i is not None else None")
    lines += [f"        n{arg} = S[{writer.places[arg][0]}][index][{writer.places[arg][1]}]" for arg in own]
    consts = {
        arg for index in segment.nodes for arg in plan.nodes[index].args if plan.nodes[arg].op == "const"
    } - inside
    lines += [f"        n{arg} = {EMITTERS['const'](writer, arg, plan.nodes[arg])}" for arg in sorted(consts)]
    lines += [
        f"        n{index} = {EMITTERS[plan.nodes[index].op](writer, index, plan.nodes[index])}"
        for index in segment.nodes
    ]
    lines += [f"        out.append(({', '.join(f'n{index}' for index in segment.nodes)},))", "    return out"]
    writer.places.update({index: (number, position) for position, index in enumerate(segment.nodes)})
    return "\n".join(lines) + "\n"
