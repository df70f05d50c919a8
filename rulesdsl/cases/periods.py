"""The keys under a fact that is told by year or by hours: `2016年`, `历年最高`, a window of the rules."""

from __future__ import annotations

from rulesdsl.cases.case import Period
from rulesdsl.cases.tree import Scalar
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.model.literals import LiteralError, read_as
from rulesdsl.plan.plan import Plan

HIGHEST = "历年最高"


class Periods:
    """Reads period keys against the windows that the rules ask for."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._windows = (
            windows(plan)
            if any(field.hourly for item in plan.subjects.values() for field in item.fields.values())
            else {}
        )

    def read(self, subject: str, name: str, key: Scalar, problems: list[Diagnostic]) -> Period | None:
        """The period of a key; RD703 when it is none."""
        text = (key.text or "").strip()
        if self._plan.subjects[subject].fields[name].hourly:
            return self._window(subject, name, key, text, problems)
        if text == HIGHEST:
            return ("highest",)
        year = read_as("年度", "", text)
        if not isinstance(year, LiteralError):
            return ("fixed", year)
        reason = "这里不写本年、上年，写明是哪一年" if text in ("本年", "上年") else f"「{text}」不是年度"
        problems.append(
            Diagnostic("RD703", f"「{name}」下面应是年度：{reason}", key.span, help=f"写成 2017年，或 {HIGHEST}")
        )
        return None

    def _window(self, subject: str, name: str, key: Scalar, text: str, problems: list[Diagnostic]) -> Period | None:
        asked = self._windows.get((subject, name), ())
        found = next((window for window in asked if _bare(window) == _bare(text)), None)
        if found is not None or not asked:
            return ("window", found or text)
        message = f"没有条款用到「{name}」的时段「{text}」"
        problems.append(Diagnostic("RD703", message, key.span, help=f"可写：{'；'.join(asked)}"))
        return None


def windows(plan: Plan) -> dict[tuple[str, str], tuple[str, ...]]:
    """The windows that the rules ask for, by subject and fact."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for node in plan.nodes:
        if node.op in ("fact", "determination") and node.data[1] and node.data[1][0] == "window":
            found.setdefault((node.subject, node.data[0]), {})[node.data[1][1]] = None
    return {place: tuple(texts) for place, texts in found.items()}


def _bare(text: str) -> str:
    return "".join(text.replace("：", ":").split())
