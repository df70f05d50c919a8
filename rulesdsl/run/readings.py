"""Which reading of each choice point an evaluation runs: the one asked for, else the adopted one, else all of them."""

from __future__ import annotations

from rulesdsl.cases.case import Case
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.diagnostics.suggest import nearest
from rulesdsl.plan.plan import Plan


def chosen_readings(plan: Plan, case: Case) -> dict[str, str]:
    """Choice point → reading; a point without entry runs all its readings."""
    chosen = {name: point.adopted for name, point in plan.points.items() if point.adopted}
    for name, option in case.readings:
        for point in matching_points(plan, name):
            if option in plan.points[point].options:
                chosen[point] = option
    return chosen


def matching_points(plan: Plan, name: str) -> tuple[str, ...]:
    """The choice points a name means: a whole id or its last parts."""
    return tuple(point for point in plan.points if point == name or point.endswith("/" + name))


def reading_problems(plan: Plan, readings: tuple[tuple[str, str], ...]) -> tuple[Diagnostic, ...]:
    """RD705 for a choice point that does not exist, RD706 for a reading it does not have."""
    found = []
    for name, option in readings:
        points = matching_points(plan, name)
        options = [item for point in points for item in plan.points[point].options]
        if not points:
            names = [point.rpartition("/")[2] for point in plan.points]
            help_text = _suggest(nearest(name, names), "rulesdsl show readings 列出全部口径")
            found.append(Diagnostic("RD705", f"没有名为「{name}」的口径", help=help_text))
        elif option not in options:
            help_text = _suggest(nearest(option, options), f"可选：{'、'.join(options)}")
            found.append(Diagnostic("RD706", f"口径「{name}」没有「{option}」这种读法", help=help_text))
    return tuple(found)


def _suggest(word: str | None, otherwise: str) -> str:
    return f"是否要写「{word}」" if word else otherwise
