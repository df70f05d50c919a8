"""Every engine on every 用例 of the policies, under the adopted readings and under each other one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs
import pytest

from laws.engines import differences
from rulesdsl.cases.case import Case
from rulesdsl.cases.from_test_case import case_of
from rulesdsl.inputs import build
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.model.tree import ClauseRef
from rulesdsl.pipeline import plan_of
from rulesdsl.plan.plan import Plan
from rulesdsl.run.quick import Quick
from support.policies import FUJIAN

FILES = {
    path.relative_to(FUJIAN).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(FUJIAN.rglob("*"))
    if path.suffix in (".rule", ".txt")
}
ITEMS = [name for name, text in FILES.items() if "\n用例 " in text]


@cache
def all_rules() -> RuleSet:
    return build(FILES)[0]


def references(value: Any) -> Iterator[ClauseRef]:
    """Every clause named anywhere in a part of the model."""
    if isinstance(value, ClauseRef):
        yield value
    elif attrs.has(type(value)):
        for part in attrs.fields(type(value)):
            yield from references(getattr(value, part.name))
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from references(part)


@cache
def needed(item: str) -> frozenset[str]:
    """The files that an item's clauses and 用例 reach."""
    rules, found, waiting = all_rules(), {item}, [item]
    while waiting:
        file = waiting.pop()
        for model in rules.files:
            if model.file != file:
                continue
            parts = [(measure.id, measure) for measure in model.measures]
            tests = [(place, test) for place, test in model.test_cases if file == item]
            for place, part in (*parts, *tests):
                for ref in references(part):
                    home = rules.resolve(ref, place)
                    if home is not None and home.measure.file not in found:
                        found.add(home.measure.file)
                        waiting.append(home.measure.file)
    documents = {name for name in FILES if name.endswith(("vocabulary.rule", "document.rule", ".txt"))}
    return frozenset(found | documents | {name for name in FILES if "amend-" in name})


@cache
def built(item: str) -> tuple[RuleSet, Plan]:
    rules, plan, problems = plan_of({name: FILES[name] for name in sorted(needed(item))})
    assert problems == ()
    return rules, plan


@cache
def cases_of(item: str) -> tuple[Case, ...]:
    rules, plan = built(item)
    tests = next(model.test_cases for model in rules.files if model.file == item)
    return tuple(case_of(rules, plan, measure, test)[0] for measure, test in tests)


@pytest.mark.parametrize("item", ITEMS)
def test_engines_agree_on_the_worked_cases_of(item: str) -> None:
    _, plan = built(item)
    quick = Quick(plan)
    for case in cases_of(item):
        assert differences(plan, case, quick) == [], case.name


@pytest.mark.parametrize("item", ITEMS)
def test_engines_agree_under_every_reading_of(item: str) -> None:
    _, plan = built(item)
    for name, point in plan.points.items():
        for option in point.options:
            if option == point.adopted:
                continue
            readings = ((name, option),)
            quick = Quick(plan, readings)
            for case in cases_of(item):
                assert differences(plan, case._replace(readings=readings), quick) == [], (name, option, case.name)
