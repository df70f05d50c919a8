"""The frame of a case file: dates and years, payments made before (已兑现), choices (择一), readings (口径)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rulesdsl.cases.case import ChoiceRow, PaidRow
from rulesdsl.cases.clauses import ClauseNames
from rulesdsl.cases.names import Names, fold
from rulesdsl.cases.outline import is_missing
from rulesdsl.cases.raw import RawInstance
from rulesdsl.cases.tree import Entry, Mapping, Scalar, Sequence
from rulesdsl.cases.typing import bad_value
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.model.literals import LiteralError, read_as
from rulesdsl.plan.plan import Plan

CLAUSE, WHOM, DAY, YEAR, AMOUNT = "条款", "对象", "日期", "年度", "金额"
PAID_KEYS = (CLAUSE, WHOM, DAY, YEAR, AMOUNT)
CHOICE_KEYS = (CLAUSE, WHOM)

_PAID_FORM = "写成 - {条款: 第八项/…, 对象: 名称, 日期: 2017年3月1日, 金额: 85万元}"
_CHOICE_FORM = "写成 - {条款: 第八项/…, 对象: 企业/名称}"


def frame_value(frame: dict[str, Entry], key: str, kind: str, problems: list[Diagnostic]) -> int | None:
    """A date or year of the frame; None when it is not given, or wrong (RD703, RD727)."""
    entry = frame.get(key)
    if entry is None or is_missing(entry.value):
        return None
    if not isinstance(entry.value, Scalar):
        problems.append(Diagnostic("RD727", f"「{key}」应是一个值", entry.value.span, help=f"写成 {key}: 2018年5月1日"))
        return None
    return _typed(key, kind, entry.value, problems)


def _typed(name: str, kind: str, value: Scalar, problems: list[Diagnostic]) -> int | None:
    text = value.text or ""
    found = read_as(kind, "", text)
    if isinstance(found, LiteralError):
        problems.append(bad_value(name, text, value.span, found))
        return None
    return int(str(found))


def readings(frame: dict[str, Entry], problems: list[Diagnostic]) -> tuple[tuple[str, str], ...]:
    """口径: {分档方式: 超额累进}; whether they exist is for the caller to ask."""
    entry = frame.get("口径")
    if entry is None or is_missing(entry.value):
        return ()
    if not isinstance(entry.value, Mapping):
        problems.append(
            Diagnostic(
                "RD727", "「口径」应逐个写明口径和读法", entry.value.span, help="写成 口径: {分档方式: 超额累进}"
            )
        )
        return ()
    found = []
    for item in entry.value.entries:
        if isinstance(item.value, Scalar) and item.value.text:
            found.append(((item.key.text or "").strip(), item.value.text.strip()))
        else:
            text = f"口径「{item.key.text}」应是一种读法"
            problems.append(Diagnostic("RD727", text, item.value.span, help="rulesdsl show readings 列出全部口径"))
    return tuple(found)


class Records:
    """Reads the lists 已兑现 and 择一 against the clauses of a plan and the instances of a case."""

    def __init__(self, plan: Plan, instances: Iterable[RawInstance], problems: list[Diagnostic]) -> None:
        self._plan = plan
        self._clauses = ClauseNames(plan)
        self._problems = problems
        self._keys: dict[str, dict[str, str]] = {}
        for item in instances:
            self._keys.setdefault(item.subject, {}).setdefault(fold(item.key), item.key)
        self._subjects = Names(self._keys)

    def paid(self, entry: Entry | None) -> tuple[PaidRow, ...] | None:
        """The payments made before; None when the case has no record."""
        items = self._items(entry, PAID_KEYS, _PAID_FORM)
        if items is None:
            return None
        found = (self._paid(item) for item in items)
        return tuple(item for item in found if item is not None)

    def choices(self, entry: Entry | None) -> tuple[ChoiceRow, ...]:
        """The choices that owners made."""
        found = (self._choice(item) for item in self._items(entry, CHOICE_KEYS, _CHOICE_FORM) or ())
        return tuple(item for item in found if item is not None)

    def _report(self, code: str, message: str, span: Span, advice: str) -> None:
        self._problems.append(Diagnostic(code, message, span, help=advice))

    def _items(self, entry: Entry | None, keys: tuple[str, ...], form: str) -> list[dict[str, Entry]] | None:
        if entry is None or is_missing(entry.value):
            return None
        if isinstance(entry.value, Scalar):
            self._report("RD727", f"「{entry.key.text}」应是列表", entry.value.span, form + "，没有就写 []")
            return None
        found = []
        for item in entry.value.items if isinstance(entry.value, Sequence) else [entry.value]:
            if isinstance(item, Mapping):
                found.append(self._keyed(item, keys, form))
            else:
                self._report("RD727", f"「{entry.key.text}」的每一笔应逐项写明", item.span, form)
        return found

    def _keyed(self, item: Mapping, keys: tuple[str, ...], form: str) -> dict[str, Entry]:
        """The entries of one record by key, without those that are not given; CLAUSE stands for the whole if it is missing."""
        names, found = Names(keys), {}
        for entry in item.entries:
            word = names.find(entry.key.text or "")
            if word is None:
                self._report(
                    "RD728",
                    f"这里没有「{entry.key.text}」这一项",
                    entry.key.span,
                    names.advice(entry.key.text or "", form),
                )
            elif isinstance(entry.value, Scalar):
                found[word] = entry
            else:
                self._report("RD727", f"「{word}」应是一个值", entry.value.span, form)
        given = {word: entry for word, entry in found.items() if not is_missing(entry.value)}
        wanted = [key for key in keys if key in (CLAUSE, AMOUNT) and key not in given]
        if DAY in keys and DAY not in given and YEAR not in given:
            wanted.append("日期或年度")
        if wanted:
            self._report("RD735", f"这一笔没有写{'、'.join(wanted)}", item.span, form)
        return given

    def _paid(self, item: dict[str, Entry]) -> PaidRow | None:
        clause, whom = self._clause(item.get(CLAUSE)), self._whom(item.get(WHOM), "这笔已兑现记不到谁名下")
        day = self._number(item.get(DAY), DAY, "日期")
        year = self._number(item.get(YEAR), YEAR, "年度")
        amount = self._number(item.get(AMOUNT), AMOUNT, "金额")
        if day is not None and year is not None and date.fromordinal(day).year != year:
            text = f"日期在 {date.fromordinal(day).year}年，年度却写 {year}年"
            self._report("RD735", text, item[YEAR].value.span, "日期和年度写一个就够")
        if day is not None:
            year = date.fromordinal(day).year
        if clause is None or whom is None or year is None or amount is None:
            return None
        return PaidRow(clause, whom[1], year, day, amount)

    def _number(self, entry: Entry | None, name: str, kind: str) -> int | None:
        return (
            _typed(name, kind, entry.value, self._problems)
            if entry is not None and isinstance(entry.value, Scalar)
            else None
        )

    def _choice(self, item: dict[str, Entry]) -> ChoiceRow | None:
        entry = item.get(CLAUSE)
        clause, whom = self._clause(entry), self._whom(item.get(WHOM), "不知道是谁的选择")
        if clause is None or whom is None or entry is None:
            return None
        if clause not in self._exclusive():
            text = f"「{clause.rpartition('/')[2]}」不在任何互斥里，不需要择一"
            self._report("RD736", text, entry.value.span, "删去这一笔，或检查条款名")
            return None
        return ChoiceRow(clause, *whom)

    def _exclusive(self) -> set[str]:
        numbers = (number for item in self._plan.exclusions for member in item.members for number in member)
        return {self._plan.clauses[number].id for number in numbers}

    def _clause(self, entry: Entry | None) -> str | None:
        if entry is None or not isinstance(entry.value, Scalar):
            return None
        found = self._clauses.read(entry.value.text or "", entry.value.span)
        if isinstance(found, Diagnostic):
            self._problems.append(found)
            return None
        return found

    def _whom(self, entry: Entry | None, consequence: str) -> tuple[str, str] | None:
        """(subject or "", instance key or "") of `企业/名称`, `名称` or `企业`; RD731 when the case lists no such instance."""
        if entry is None or not isinstance(entry.value, Scalar):
            return "", ""
        text = (entry.value.text or "").strip()
        before, mark, key = text.partition("/")
        subject = self._subjects.find(before)
        if mark and subject is not None and fold(key) in self._keys[subject]:
            return subject, self._keys[subject][fold(key)]
        for keys in self._keys.values():
            if text and fold(text) in keys:
                return "", keys[fold(text)]
        if subject is not None and not mark:
            return subject, ""
        self._unknown(text, entry.value.span, consequence)
        return None

    def _unknown(self, text: str, span: Span, consequence: str) -> None:
        every = Names(key for keys in self._keys.values() for key in keys.values() if key)
        advice = every.advice(text.rpartition("/")[2], "写案卷里列出的名称；计入企业限额的可写企业的名称")
        self._report("RD731", f"案卷里没有名为「{text}」的对象，{consequence}", span, advice)
