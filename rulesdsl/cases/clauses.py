"""Clause names in case files: a full id, or as much of its end as is unique."""

from __future__ import annotations

from rulesdsl.cases.names import Names, fold
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.plan.plan import Plan


class ClauseNames:
    """The clauses of a plan by each end of their ids: `成长性企业技改补助`, `第八项/成长性企业技改补助`, the whole."""

    def __init__(self, plan: Plan) -> None:
        self._ends: dict[str, dict[str, None]] = {}
        for clause in plan.clauses:
            parts = clause.id.split("/")
            for start in range(len(parts)):
                self._ends.setdefault(_folded("/".join(parts[start:])), {})[clause.id] = None
        self._names = Names(end for end in self._ends if "/" not in end)

    def read(self, text: str, span: Span) -> str | Diagnostic:
        """The id of the clause; RD730 when there is none, or several."""
        found = list(self._ends.get(_folded(text), ()))
        if len(found) == 1:
            return found[0]
        if found:
            return Diagnostic(
                "RD730", f"有 {len(found)} 个条款叫「{text}」", span, help=f"写明是哪一个：{'、'.join(found)}"
            )
        return Diagnostic("RD730", f"没有名为「{text}」的条款", span, help=self._advice(text))

    def _advice(self, text: str) -> str:
        """The clause that was meant: its own name counts first, then it is written with its item."""
        name = _folded(text).rpartition("/")[2]
        word = name if name in self._ends else self._names.suggest(name)
        if word is None:
            return "写条款的名称，例如 第八项/成长性企业技改补助"
        return f"是否要写「{'」「'.join(_short(id_) for id_ in self._ends[word])}」"


def _short(id_: str) -> str:
    return "/".join(id_.split("/")[-2:])


def _folded(text: str) -> str:
    """Width variants and the brackets of document numbers equal; spaces don't count."""
    return "".join(fold(text).split()).translate(_BRACKETS)


_BRACKETS = str.maketrans("[]【】", "〔〕〔〕")
