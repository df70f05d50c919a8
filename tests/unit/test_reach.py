"""What the meaning of a measure can depend on: its own group of measures, the vocabulary, and nothing else."""

from __future__ import annotations

from rulesdsl.inputs import build
from rulesdsl.model.measure import Measure
from rulesdsl.model.reach import Reach
from rulesdsl.model.ruleset import RuleSet
from support.little_policy import DOCUMENT, NUMBER, VOCABULARY


def rules(**items: str) -> RuleSet:
    """第一项, 第二项 … with one clause each: the lines given for it."""
    files = {"document.rule": DOCUMENT, "vocabulary.rule": VOCABULARY}
    for name, lines in items.items():
        files[f"{name}.rule"] = f"措施 {NUMBER} {name}\n\n条款 {name}的奖励\n原文 「{name}」\n{lines}\n"
    found, problems = build(files)
    assert problems == ()
    return found


def measures_in(found: RuleSet, locator: str) -> set[str]:
    """The measures that one depends on."""
    (measure,) = (item for item in found.measures if item.locator == locator)
    return {item.locator for item in Reach(found).of(measure) if isinstance(item, Measure)}


def test_a_measure_that_names_nothing_stands_alone() -> None:
    assert measures_in(rules(第一项="奖励 1万元", 第二项="奖励 2万元"), "第一项") == {"第一项"}


def test_a_reference_ties_both_ways() -> None:
    found = rules(第一项="奖励 1万元", 第二项="例外于 第一项/第一项的奖励\n奖励 2万元", 第三项="奖励 3万元")
    assert measures_in(found, "第一项") == measures_in(found, "第二项") == {"第一项", "第二项"}


def test_ties_chain() -> None:
    found = rules(
        第一项="奖励 1万元",
        第二项="例外于 第一项/第一项的奖励\n奖励 2万元",
        第三项="先于 第二项/第二项的奖励\n奖励 3万元",
    )
    assert measures_in(found, "第一项") == {"第一项", "第二项", "第三项"}


def test_an_unknown_name_is_never_the_same_as_before() -> None:
    unknown = rules(第一项="例外于 第二项/没有的条款\n奖励 1万元")
    known = rules(第一项="例外于 第二项/第二项的奖励\n奖励 1万元", 第二项="奖励 2万元")
    assert Reach(unknown).of(unknown.measures[0]) != Reach(unknown).of(unknown.measures[0])
    assert Reach(known).of(known.measures[0]) == Reach(known).of(known.measures[0])
