"""The two values of an audit: what must be tried of a clause, and one trial of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rulesdsl.run.frame import Frame
from rulesdsl.run.results import ClauseResult

PLAIN, BOUNDARY, CAP = "平常", "界限", "上限"
MISSING_FACT, MISSING_DETERMINATION = "缺事实", "缺认定"
BEFORE, AFTER = "施行前", "期满后"

KINDS = (PLAIN, BOUNDARY, CAP, MISSING_FACT, MISSING_DETERMINATION, BEFORE, AFTER)
"""The kinds of 用例 that a clause can demand, in the order of the columns."""


class Trial(NamedTuple):
    """One 期望 on one instance, run: the evaluation, the result, and whether the 期望 says an amount."""

    frame: Frame
    result: ClauseResult
    says_amount: bool


class Demand(NamedTuple):
    """Something that one trial must show of a clause: its kind, its words, and whether a trial shows it."""

    kind: str
    text: str
    shown_by: Callable[[Trial], bool]
