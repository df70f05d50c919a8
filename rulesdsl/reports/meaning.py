"""What acts mean for each clause of a document: struck, looser, stricter, renamed, restated; with a case that shows it."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.amendments.between import Between
from rulesdsl.amendments.effects.effect import WORDS, Effect
from rulesdsl.amendments.lineage import By
from rulesdsl.reports.examples import Example, Examples
from rulesdsl.source.locate import Unresolved, resolve

NO_EXAMPLE, NO_RESULT = "没有用例显示差别", "不影响结果"


class Meaning(NamedTuple):
    """One clause with all that changes in it; or (`name` "") the heads of several items that change alike."""

    items: tuple[str, ...]
    name: str
    effects: tuple[Effect, ...]
    by: tuple[By, ...]
    example: Example | None


def meanings(between: Between, examples: Examples) -> tuple[Meaning, ...]:
    """The clauses that the acts between two versions change, in the order of the text; then the heads of items."""
    found: dict[str, list[tuple[int, Effect]]] = {}
    for number, act in enumerate(between.acts):
        for effect in act.effects:
            found.setdefault(effect.rule, []).append((number, effect))
    rules = sorted(found, key=lambda rule: _place(between, rule))
    clauses = [rule for rule in rules if _name(rule)]
    heads: dict[tuple[tuple[int, Effect], ...], list[str]] = {}
    for rule in rules:
        if not _name(rule):
            alike = tuple((number, effect._replace(rule="")) for number, effect in found[rule])
            heads.setdefault(alike, []).append(rule)
    return (
        *(_meaning((rule,), found[rule], examples.of(rule)) for rule in clauses),
        *(_meaning(tuple(together), found[together[0]], None) for together in heads.values()),
    )


def _meaning(rules: tuple[str, ...], effects: list[tuple[int, Effect]], example: Example | None) -> Meaning:
    by = sorted({By(act, sentence) for act, effect in effects for sentence in effect.sentences})
    items = tuple(rule.split("/")[1] for rule in rules)
    return Meaning(items, _name(rules[0]), tuple(effect for _, effect in effects), tuple(by), example)


def _name(rule: str) -> str:
    """The clause in `文号/条目/条款`; "" of an item's head."""
    return "/".join(rule.split("/")[2:])


def _place(between: Between, rule: str) -> int:
    """Where the item stands in the text; at the end if it doesn't."""
    unit = resolve(between.before.text, rule.split("/")[1])
    return len(between.before.text.text) if isinstance(unit, Unresolved) else unit.span.start


def effect_text(effect: Effect) -> str:
    """`放宽：条件「企业.获奖」删去`, `机构改名：省经信委 → 省工信厅`, `整条删去「…」`."""
    if effect.direction:
        return f"{effect.direction}：{effect.text}"
    word = WORDS[effect.kind]
    return effect.text if effect.text.startswith(word) else f"{word}：{effect.text}"


def example_text(meaning: Meaning) -> str:
    """`「省外中标」（浙江项目）：符合 500万元，省经信委 500万元 → 符合 500万元，省工信厅 500万元`."""
    if meaning.example is None:
        return NO_EXAMPLE if meaning.name else NO_RESULT
    case, instance, before, after = meaning.example
    return f"用例“{case}”（{instance}）：{before} → {after}"
