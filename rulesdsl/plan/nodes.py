"""Plan nodes and the builder that shares equal ones.

A node has a sort (`bool` or `number`), a subject (its row space) and, for numbers, a static scale: the value is the stored
integer divided by it. Dates are numbers (ordinals), choices are keys. Nothing divides before `round`.
"""

from __future__ import annotations

from math import lcm
from typing import Any, NamedTuple

FALSE, UNKNOWN_FACT, UNKNOWN_DETERMINATION, TRUE = 0, 1, 2, 3
"""Truth values, in the order of `and`: F < Uf < Ud < T."""

RATIO_SCALE = 1_000_000
"""Facts of type 比例 are stored in millionths."""


class Node(NamedTuple):
    """One step. `args` are indices of earlier nodes; `data` holds the op's constants; see `OPS`."""

    op: str
    sort: str
    subject: str
    args: tuple[int, ...]
    data: tuple[Any, ...]
    scale: int


OPS = {
    "const": "data (value,): a truth value, or an integer over `scale`",
    "unstated": "a number of which the text gives no figure: [0, ∞)",
    "unlimited": "the bound of a limit that does not stand here: above every declared maximum",
    "fact": "data (field, period[, owner]): a stated fact, of the row's owner if named; args (year,) for a period ('shift', k)",
    "determination": "data (field, period, authorities): like a fact, missing only for want of a decision",
    "history": "data (field,): the highest value in any year before 本年",
    "history_ratio": "data (part, whole, relation, p, q): whether the ratio held in any year before 本年",
    "and": "all args",
    "or": "any arg",
    "not": "swap true and false",
    "compare": "data (relation,): two numbers",
    "ratio": "data (relation, p, q): args (part, whole): part·q relation whole·p",
    "one_of": "data (choice, …): args (key,)",
    "ite": "args (condition, then, else)",
    "reading": "data (point, (option, …)): one arg an option",
    "add": "sum of numbers",
    "minus_or_zero": "max(0, a − b)",
    "scale": "data (p[, unit price as written]): number times p; q is in the scale",
    "times": "product of two numbers",
    "at_most": "[0, high]",
    "span": "[low of the first, high of the second]",
    "round": "data (mode,): to whole units, 'half_up' or 'down'",
    "blend": "data ((low, high), …): args (quantity, amount, …): each amount weighted by the part of the quantity in its band, rounded",
    "year_of": "the year of a date",
    "owner": "an owner's value on the child's rows",
    "fold": "data (any|all|count|sum, child): over the child instances of each row; args (value[, filter])",
    "received": "data ((clause, …), owner): args (stated,): whether the owner has had one of the clauses",
}


def fact_subject(node: Node) -> str:
    """The subject that a leaf's fact is declared for: the row's own, or the owner it names."""
    return str(node.data[2]) if node.op == "fact" and len(node.data) > 2 else node.subject


class Builder:
    """Collects nodes; an equal node is the same node. The only mutable thing in this stage."""

    def __init__(self, nodes: tuple[Node, ...] = ()) -> None:
        self.nodes: list[Node] = list(nodes)
        self._known = {node: index for index, node in enumerate(nodes)}

    def add(
        self, op: str, sort: str, subject: str, args: tuple[int, ...] = (), data: tuple[Any, ...] = (), scale: int = 1
    ) -> int:
        """The index of this node, new or known."""
        node = Node(op, sort, subject, args, data, scale)
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = len(self.nodes)
            self.nodes.append(node)
        return found

    def truth(self, value: int, subject: str) -> int:
        """A constant truth value."""
        return self.add("const", "bool", subject, data=(value,))

    def number(self, value: int, subject: str, scale: int = 1) -> int:
        """A constant number: `value / scale`."""
        return self.add("const", "number", subject, data=(value,), scale=scale)

    def all_of(self, parts: tuple[int, ...], subject: str) -> int:
        """并且; no parts is true, one part is itself."""
        return self._joined("and", TRUE, parts, subject)

    def any_of(self, parts: tuple[int, ...], subject: str) -> int:
        """或者; no parts is false."""
        return self._joined("or", FALSE, parts, subject)

    def _joined(self, op: str, neutral: int, parts: tuple[int, ...], subject: str) -> int:
        kept = tuple(
            dict.fromkeys(
                part for part in parts if self.nodes[part] != Node("const", "bool", subject, (), (neutral,), 1)
            )
        )
        if not kept:
            return self.truth(neutral, subject)
        return kept[0] if len(kept) == 1 else self.add(op, "bool", subject, kept)

    def negation(self, part: int) -> int:
        """非."""
        return self.add("not", "bool", self.nodes[part].subject, (part,))

    def compare(self, relation: str, left: int, right: int) -> int:
        """Compare two numbers of one row space."""
        return self.add("compare", "bool", self.nodes[left].subject, (left, right), (relation,))

    def choose(self, condition: int, then: int, otherwise: int) -> int:
        """`ite`; both branches equal is that branch."""
        if then == otherwise:
            return then
        subject, sort = self.nodes[then].subject, self.nodes[then].sort
        scale = lcm(self.nodes[then].scale, self.nodes[otherwise].scale)
        return self.add("ite", sort, subject, (condition, then, otherwise), scale=scale)

    def plus(self, parts: tuple[int, ...]) -> int:
        """Sum over one common scale."""
        if len(parts) == 1:
            return parts[0]
        scale = lcm(*(self.nodes[part].scale for part in parts))
        return self.add("add", "number", self.nodes[parts[0]].subject, parts, scale=scale)

    def portion(self, base: int, p: int, q: int, price: str = "") -> int:
        """base × p/q; `price` is the unit price as written where that is what p/q stands for."""
        node = self.nodes[base]
        return self.add("scale", "number", node.subject, (base,), (p, price) if price else (p,), node.scale * q)

    def rounded(self, value: int, mode: str) -> int:
        """To whole units; a whole number stays itself."""
        node = self.nodes[value]
        if node.scale == 1 and node.op != "blend":
            return value
        return self.add("round", "number", node.subject, (value,), (mode,))

    def reading(self, point: str, options: tuple[str, ...], args: tuple[int, ...]) -> int:
        """A choice point; if all its options come to the same, there is no choice."""
        if len(set(args)) == 1:
            return args[0]
        scale = lcm(*(self.nodes[arg].scale for arg in args))
        node = self.nodes[args[0]]
        return self.add("reading", node.sort, node.subject, args, (point, options), scale)

    def lift(self, value: int, subject: str) -> int:
        """An owner's value on the rows of a subject that belongs to it."""
        node = self.nodes[value]
        if node.subject == subject:
            return value
        return self.add("owner", node.sort, subject, (value,), (node.subject,), node.scale)
