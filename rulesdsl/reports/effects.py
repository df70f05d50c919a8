"""What the sentences of an act change in the rules: one paragraph a sentence for people, every effect for programs.

（五）技改完工增量奖励：条件「企业.独立核算」删去（放宽）
（九）改名：省经信委 → 省工信厅（3 条）；责任单位 31 个条目
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from rulesdsl.reports.wrap import wrap

if TYPE_CHECKING:
    # What was checked before is shown again without the stages that found it.
    from rulesdsl.amendments.effects.effect import Effect
    from rulesdsl.amendments.history import Amended

_MOST_NAMED = 6


class SentenceEffects(NamedTuple):
    """One sentence of an act, by its label, with what it does: (kind, rule, words, direction) each."""

    label: str
    effects: tuple[tuple[str, str, str, str], ...]


class ActEffects(NamedTuple):
    """One act on one document."""

    document: str
    day: str
    sentences: tuple[SentenceEffects, ...]


def act_effects(amended: Iterable[Amended]) -> tuple[ActEffects, ...]:
    """The effects of acts, sentence by sentence; an effect of several sentences stands under each of them."""
    return tuple(_act(item) for item in amended)


def _act(item: Amended) -> ActEffects:
    from rulesdsl.model.first_day import first_day

    amendment = item.amendment
    day = first_day(amendment)
    sentences = tuple(
        SentenceEffects(
            sentence.label or f"第{number + 1}句",
            tuple(_row(effect) for effect in item.effects if number in effect.sentences),
        )
        for number, sentence in enumerate(item.execution.sentences)
    )
    added = tuple(_row(effect) for effect in item.effects if not effect.sentences)
    extra = (SentenceEffects("改写", added),) if added else ()
    return ActEffects(amendment.document, day.text if day is not None else "", sentences + extra)


def _row(effect: Effect) -> tuple[str, str, str, str]:
    return effect.kind, effect.rule, effect.text, effect.direction


def effects_to_json(acts: Iterable[ActEffects]) -> list[dict[str, Any]]:
    """The JSON form, also what is kept in the cache."""
    return [
        {
            "document": act.document,
            "day": act.day,
            "sentences": [
                {
                    "label": sentence.label,
                    "effects": [
                        {"kind": kind, "rule": rule, "text": text, **({"direction": way} if way else {})}
                        for kind, rule, text, way in sentence.effects
                    ],
                }
                for sentence in act.sentences
            ],
        }
        for act in acts
    ]


def effects_from_json(data: list[dict[str, Any]]) -> tuple[ActEffects, ...]:
    """The inverse."""
    return tuple(
        ActEffects(
            act["document"],
            act["day"],
            tuple(
                SentenceEffects(
                    item["label"],
                    tuple((one["kind"], one["rule"], one["text"], one.get("direction", "")) for one in item["effects"]),
                )
                for item in act["sentences"]
            ),
        )
        for act in data
    )


def effects_text(acts: Iterable[ActEffects], width: int) -> str:
    """For people: what each sentence does, in a few lines."""
    lines: list[str] = []
    for act in acts:
        lines += ["", f"修改 {act.document}（{act.day}起）对规则的影响"]
        for sentence in act.sentences:
            said = "；".join(_said(sentence.effects)) or "没有影响规则"
            first, *rest = wrap(said, width - 2 - 2 * len(sentence.label))
            lines.append(f"  {sentence.label}{first}")
            lines += [" " * (2 + 2 * len(sentence.label)) + line for line in rest]
    return "\n".join(lines[1:])


def _said(effects: tuple[tuple[str, str, str, str], ...]) -> list[str]:
    said = [f"删去{_names(rules)}" for rules in [_rules(effects, "struck")] if rules]
    said += [f"不再适用：{_names(rules)}" for rules in [_rules(effects, "ended")] if rules]
    for kind, rule, text, way in effects:
        if kind in ("condition", "line", "stale"):
            said.append(f"{_name(rule)}：{text}{f'（{way}）' if way else ''}")
    said += [f"改写{_names(rules)}" for rules in [_rules(effects, "restated")] if rules]
    said += _renames(effects)
    said += [f"文字改动：{_names(rules)}" for rules in [_rules(effects, "reworded")] if rules]
    units = _rules(effects, "unit")
    return [*said, *([f"责任单位 {len(units)} 个条目"] if units else [])]


def _renames(effects: tuple[tuple[str, str, str, str], ...]) -> list[str]:
    counted: dict[str, int] = {}
    for kind, _, text, _ in effects:
        if kind == "renamed":
            counted[text] = counted.get(text, 0) + 1
    return [f"{text}（{count} 条）" for text, count in counted.items()]


def _rules(effects: tuple[tuple[str, str, str, str], ...], kind: str) -> list[str]:
    return list(dict.fromkeys(rule for own, rule, _, _ in effects if own == kind))


def _name(rule: str) -> str:
    return rule.rpartition("/")[2]


def _names(rules: list[str]) -> str:
    shown = "、".join(_name(rule) for rule in rules[:_MOST_NAMED])
    return shown + (f" 等 {len(rules)} 条" if len(rules) > _MOST_NAMED else "")
