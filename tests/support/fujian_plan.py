"""The plan of the shipped policies, compiled once a test run."""

from __future__ import annotations

from functools import cache

from rulesdsl.pipeline import plan_of
from rulesdsl.plan.plan import Plan
from support.policies import FUJIAN


@cache
def fujian_plan() -> Plan:
    """All documents with their amendments."""
    paths = sorted(path for path in FUJIAN.rglob("*") if path.suffix in (".rule", ".txt"))
    return plan_of({str(path): path.read_text(encoding="utf-8") for path in paths})[1]
