"""The tree of a case file → raw instances, and the parts of the frame for others to read.

Decides by name what each key is: a part of the frame, a subject, a fact, the name of an instance, its owners, or a list of
what belongs to it. Values stay text.
"""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.cases.names import Names, fold
from rulesdsl.cases.periods import Periods
from rulesdsl.cases.raw import RawCase, RawFact, RawInstance
from rulesdsl.cases.tree import Entry, Mapping, Scalar, Sequence, Tree
from rulesdsl.cases.typing import FIRST_YEAR, MAX_INSTANCES
from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.plan.plan import Plan

FRAME = ("案卷", "申报日期", "截至", "核算年度", "已兑现", "择一", "口径")
"""The keys at the top that are no subject."""

NAME, OWNERS, UNKNOWN = "名称", "属于", "未知"


class Outline(NamedTuple):
    """What a case file holds: entries of the frame by key, and the instances."""

    frame: dict[str, Entry]
    raw: RawCase


def outline(root: Mapping, plan: Plan) -> tuple[Outline, tuple[Diagnostic, ...]]:
    """Sort the entries of a case file.

    Diagnostics:
        RD701 unknown subject, RD702 unknown fact, RD707 a subject under one it doesn't belong to, RD727 another shape than
        asked for, RD729 two instances of one name, RD733 a list given under some owners only.
    """
    collector = _Collector(plan)
    frame = collector.top(root)
    collector.check_names()
    collector.check_lists()
    raw = RawCase(tuple(collector.instances), tuple(collector.listed))
    return Outline(frame, raw), tuple(collector.problems)


def is_missing(value: Tree) -> bool:
    """Whether nothing is given: no value, null, or 未知."""
    return isinstance(value, Scalar) and (value.text is None or value.text.strip() == UNKNOWN)


class _Known:
    """What may stand in an instance of one subject."""

    def __init__(self, plan: Plan, subject: str) -> None:
        self.facts = Names((*plan.subjects[subject].fields, FIRST_YEAR))
        self.children = tuple(name for name, item in plan.subjects.items() if subject in item.owners)
        self.all = Names((*self.facts.all, *self.children, NAME, OWNERS))
        self.names_itself = NAME in plan.subjects[subject].fields


class _Collector:
    """One pass over a tree: the instances in file order, and which lists were given where."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.problems: list[Diagnostic] = []
        self.instances: list[RawInstance] = []
        self.listed: dict[str, None] = {}
        self._subjects = Names(plan.subjects)
        self._known: dict[str, _Known] = {}
        self._periods = Periods(plan)
        self._at_top: set[str] = set()
        self._nested: dict[tuple[str, str], set[int]] = {}

    def known(self, subject: str) -> _Known:
        """What a subject may hold, worked out once."""
        if subject not in self._known:
            self._known[subject] = _Known(self.plan, subject)
        return self._known[subject]

    def report(self, code: str, message: str, span: Span | None, advice: str) -> None:
        """Add a diagnostic."""
        self.problems.append(Diagnostic(code, message, span, help=advice))

    def top(self, root: Mapping) -> dict[str, Entry]:
        """Read the entries at the top; returns those of the frame."""
        frame: dict[str, Entry] = {}
        names = Names((*FRAME, *self._subjects.all))
        for entry in root.entries:
            word = names.find(entry.key.text or "")
            if word in FRAME:
                frame[word] = entry
            elif word is not None:
                self._at_top.add(word)
                self.add_list(word, entry, None)
            else:
                self._unknown_at_top(entry, names)
        return frame

    def _unknown_at_top(self, entry: Entry, names: Names) -> None:
        text = entry.key.text or ""
        holders = [name for name, item in self.plan.subjects.items() if text in item.fields]
        if holders:
            advice = f"「{text}」是{'、'.join(holders[:3])}的事实，写在 {holders[0]}: 的下面并缩进"
        else:
            advice = names.advice(text, f"这里可以写：{'、'.join((*FRAME, *self._subjects.all)[:12])}")
        self.report("RD701", f"词汇里没有对象「{text}」", entry.key.span, advice)

    def add_list(self, subject: str, entry: Entry, parent: int | None) -> None:
        """Take the instances of a subject: a list of mappings, or one mapping; an empty list says that there are none."""
        value = entry.value
        if is_missing(value):
            return
        if isinstance(value, Scalar):
            self.report("RD727", f"「{subject}」下面应列出它的事实", value.span, f"另起一行缩进写 {NAME}: {value.text}")
            return
        self.listed[subject] = None
        if parent is not None:
            self._nested.setdefault((self.instances[parent].subject, subject), set()).add(parent)
        items = value.items if isinstance(value, Sequence) else [value]
        for number, item in enumerate(items, 1):
            if len(self.instances) > MAX_INSTANCES:  # `type_case` reports it
                return
            if isinstance(item, Mapping):
                self._add_instance(subject, item, entry, parent, f"第{number}个" if len(items) > 1 else "")
            else:
                self.report("RD727", f"「{subject}」的列表里应是一组事实", item.span, f"写成 - {NAME}: …，再逐行写事实")

    def _add_instance(self, subject: str, item: Mapping, above: Entry, parent: int | None, unnamed: str) -> None:
        known, place = self.known(subject), len(self.instances)
        key, span = self._name(item, unnamed, item.span if item.entries else above.key.span)
        owners: list[tuple[str, str | int]] = [(self.instances[parent].subject, parent)] if parent is not None else []
        facts: list[RawFact] = []
        self.instances.append(RawInstance(subject, key, (), (), span))
        for entry in item.entries:
            text = entry.key.text or ""
            if text == NAME and not known.names_itself:
                continue
            word = known.facts.find(text)
            if word is not None:
                facts += self._facts(subject, word, entry)
            elif fold(text) == OWNERS:
                owners += self._owners(entry)
            else:
                self._further(subject, entry, place)
        self.instances[place] = RawInstance(subject, key, tuple(owners), tuple(facts), span)

    def _name(self, item: Mapping, unnamed: str, span: Span) -> tuple[str, Span]:
        entry = next((entry for entry in item.entries if entry.key.text == NAME), None)
        if entry is None or is_missing(entry.value):
            return unnamed, span
        if not isinstance(entry.value, Scalar):
            self.report("RD727", "名称应是文字", entry.value.span, "写成 名称: 一号线")
            return unnamed, span
        return (entry.value.text or "").strip(), entry.value.span

    def _further(self, subject: str, entry: Entry, place: int) -> None:
        """A key that is no fact: a list of what belongs to the instance, or a mistake."""
        text, known = entry.key.text or "", self.known(subject)
        child = self._subjects.find(text)
        if child is not None and child in known.children:
            self.add_list(child, entry, place)
        elif child is not None:
            self.report("RD707", f"{child}不属于{subject}", entry.key.span, f"把 {child}: 移到最外层")
        else:
            listed = known.facts.all[:8]
            advice = known.all.advice(
                text, f"词汇里{subject}有：{'、'.join(listed)}" if listed else f"词汇里{subject}没有事实"
            )
            self.report("RD702", f"{subject}没有名为「{text}」的事实", entry.key.span, advice)

    def _facts(self, subject: str, name: str, entry: Entry) -> list[RawFact]:
        field = self.plan.subjects[subject].fields.get(name)
        value = entry.value
        if isinstance(value, Scalar):
            if is_missing(value) and field is not None and (field.each_year or field.hourly):
                return []
            return [RawFact(name, (), None if is_missing(value) else value.text, entry.key.span, value.span)]
        if isinstance(value, Sequence):
            advice = (
                f"写成 {name}: {{2016年: …, 2017年: …}}"
                if field is not None and field.each_year
                else f"写成 {name}: 值"
            )
            self.report("RD727", f"「{name}」不能是列表", value.span, advice)
            return []
        if field is None or not (field.each_year or field.hourly):
            self.report("RD727", f"「{name}」不分年度或时段，应是一个值", value.span, f"写成 {name}: 值")
            return []
        found = [self._in_period(subject, name, item) for item in value.entries]
        return [fact for fact in found if fact is not None]

    def _in_period(self, subject: str, name: str, item: Entry) -> RawFact | None:
        period = self._periods.read(subject, name, item.key, self.problems)
        if period is None:
            return None
        if not isinstance(item.value, Scalar):
            self.report(
                "RD727", f"「{name}」在 {item.key.text} 应是一个值", item.value.span, f"写成 {item.key.text}: 值"
            )
            return None
        return RawFact(
            name, period, None if is_missing(item.value) else item.value.text, item.key.span, item.value.span
        )

    def _owners(self, entry: Entry) -> list[tuple[str, str | int]]:
        """属于: {企业: 名称}."""
        if not isinstance(entry.value, Mapping):
            self.report("RD727", "属于 应写明对象和名称", entry.value.span, "写成 属于: {企业: 名称}")
            return []
        found: list[tuple[str, str | int]] = []
        for item in entry.value.entries:
            subject = self._subjects.find(item.key.text or "") or item.key.text or ""
            if isinstance(item.value, Scalar) and not is_missing(item.value):
                found.append((subject, (item.value.text or "").strip()))
            else:
                self.report(
                    "RD727", f"属于 的「{subject}」应是一个名称", item.value.span, f"写成 属于: {{{subject}: 名称}}"
                )
        return found

    def check_names(self) -> None:
        """RD729: two of one name under one owner can't be told apart in results, records or 属于."""
        seen: dict[tuple[object, ...], Span | None] = {}
        for item in self.instances:
            owners = sorted(
                (name, self.instances[who].key if isinstance(who, int) else who) for name, who in item.owners
            )
            place = (item.subject, fold(item.key), *owners)
            if place in seen:
                before = seen[place]
                also = (Label(before, "前面已经有一个"),) if before is not None else ()
                text = f"有两个{item.subject}都叫「{item.key}」" if item.key else f"有两个{item.subject}都没有名称"
                self.problems.append(Diagnostic("RD729", text, item.span, secondary=also, help="给它们不同的名称"))
            else:
                seen[place] = item.span

    def check_lists(self) -> None:
        """RD733: a list is complete only if it is given under each owner; silence there is no “none”."""
        for (owner, child), given in self._nested.items():
            if child in self._at_top:
                continue
            without = [n for n, item in enumerate(self.instances) if item.subject == owner and n not in given]
            if without:
                first, more = self.instances[without[0]], f"等 {len(without)} 个{owner}" if len(without) > 1 else ""
                text = f"有的{owner}写了{child}，「{first.key or owner}」{more}没有写"
                self.report("RD733", text, first.span, f"没有{child}的写 {child}: []")
