"""What is not in a script, and why: said on standard error, at the script's head, and by a view of the script itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import Plan


class LeftOut(NamedTuple):
    """A clause plan; or, with `clause` −1, the totals of a subject, "" for those of all.

    `reason` stands alone, `help` is what the reader can do; `code` is that of the diagnostic.
    """

    clause: int
    subject: str
    code: str
    reason: str
    help: str


def diagnostics(plan: Plan, items: Iterable[LeftOut]) -> tuple[Diagnostic, ...]:
    """One for each thing left out: versions of a clause that are for the same reason are said once."""
    found = (Diagnostic(item.code, _said(plan, item), help=item.help) for item in items)
    return tuple(dict.fromkeys(found))


def head(plan: Plan, items: Iterable[LeftOut]) -> tuple[str, ...]:
    """The same as lines of SQL comment. A line break in a name would end a comment: there is none in it."""
    said = dict.fromkeys(" ".join(_said(plan, item).split()) for item in items)
    return tuple(f"-- {line}" for line in said)


def subjects_left_out(plan: Plan, items: Iterable[LeftOut], totalled: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """("结果" or "合计", subject) of each view that lacks something. `totalled`: the subjects that "" stands for."""
    for item in items:
        if item.clause >= 0:
            yield "结果", plan.clauses[item.clause].subject
        else:
            for subject in (item.subject,) if item.subject else totalled:
                yield "合计", subject


def _said(plan: Plan, item: LeftOut) -> str:
    return f"{_name(plan, item)}没有打印：{item.reason}"


def _name(plan: Plan, item: LeftOut) -> str:
    if item.clause >= 0:
        return f"「{plan.clauses[item.clause].id}」"
    return f"「{item.subject}」的合计" if item.subject else "合计"
