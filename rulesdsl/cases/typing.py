"""Raw instances → typed rows: names against the vocabulary, values by declared type, owners resolved. Every mistake is reported."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rulesdsl.cases.case import Row
from rulesdsl.cases.raw import RawCase, RawFact, RawInstance
from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.diagnostics.suggest import nearest
from rulesdsl.model.literals import LiteralError, read_as
from rulesdsl.plan.nodes import RATIO_SCALE
from rulesdsl.plan.plan import FieldPlan, SubjectPlan

MAX_INSTANCES = 100_000
FIRST_YEAR = "起始年"

_PLAIN_TRUTHS = ("是", "否")


def type_case(
    raw: RawCase, subjects: dict[str, SubjectPlan], units: dict[str, str]
) -> tuple[dict[str, tuple[Row, ...]], tuple[Diagnostic, ...]]:
    """Type a raw case.

    Returns:
        Rows by subject in file order, without what was wrong.
    Diagnostics:
        RD701 unknown subject, RD702 unknown fact, RD703 a value of the wrong type, RD704 a fact given twice, RD707 an owner
        that is not listed, or not one only, RD708 too many instances, RD709 a value above its declared maximum.
    """
    if len(raw.instances) > MAX_INSTANCES:
        span = raw.instances[MAX_INSTANCES].span
        text = f"案卷超过 {MAX_INSTANCES} 个实例"
        return {}, (Diagnostic("RD708", text, span, help="用 rulesdsl batch 处理成批数据，或把案卷拆开"),)
    problems: list[Diagnostic] = []
    known = [item for item in raw.instances if _declared(item, subjects, problems)]
    places = _Places(raw, subjects)
    rows: dict[str, list[Row]] = {subject: [] for subject in raw.listed if subject in subjects}
    for item in known:
        owners = _owners(item, places, subjects, problems)
        facts, first_year = _facts(item, subjects[item.subject], units, problems)
        rows.setdefault(item.subject, []).append(Row(item.subject, item.key, owners, facts, first_year))
    return with_further_owners(rows), tuple(problems)


def _declared(item: RawInstance, subjects: dict[str, SubjectPlan], problems: list[Diagnostic]) -> bool:
    if item.subject in subjects:
        return True
    word = nearest(item.subject, list(subjects))
    problems.append(
        Diagnostic(
            "RD701",
            f"词汇里没有对象「{item.subject}」",
            item.span,
            help=f"是否要写「{word}」" if word else "先在词汇里声明它",
        )
    )
    return False


class _Places:
    """The row number of each instance: by its place in the file, and by subject and key."""

    def __init__(self, raw: RawCase, subjects: dict[str, SubjectPlan]) -> None:
        self.row: dict[int, int] = {}
        self.count: dict[str, int] = {}
        self.by_key: dict[str, dict[str, list[int]]] = {}
        self.named = {(item.subject, owner) for item in raw.instances for owner, _ in item.owners}
        for place, item in enumerate(raw.instances):
            if item.subject in subjects:
                row = self.row[place] = self.count.get(item.subject, 0)
                self.count[item.subject] = row + 1
                self.by_key.setdefault(item.subject, {}).setdefault(item.key, []).append(row)


def _owners(
    item: RawInstance, places: _Places, subjects: dict[str, SubjectPlan], problems: list[Diagnostic]
) -> dict[str, int]:
    """The direct owners' row numbers: those named, else the only instance listed.

    Where an owner is 可无 and some instances name theirs, one that names none has none.
    """
    found: dict[str, int] = {}
    named = dict(item.owners)
    for subject in subjects[item.subject].owners:
        count = places.count.get(subject, 0)
        if subject in named:
            row = _named_owner(item, subject, named[subject], places, problems)
            if row is not None:
                found[subject] = row
        elif subjects[item.subject].owner_optional and (item.subject, subject) in places.named:
            continue  # others say whose they are, so this one belongs to none
        elif count == 1:
            found[subject] = 0
        elif count > 1:
            text = f"案卷里有 {count} 个{subject}，没有写明「{item.key or item.subject}」属于哪一个"
            advice = _either(
                item.span, f"写明 属于 {subject} “名称”", f"写明 属于: {{{subject}: 名称}}，或写在这个{subject}的下面"
            )
            problems.append(Diagnostic("RD707", text, item.span, help=advice))
    problems += [
        Diagnostic("RD707", f"{item.subject}不属于{subject}", item.span, help="对照词汇里 属于 的声明")
        for subject in named
        if subject not in subjects[item.subject].owners
    ]
    return found


def _named_owner(
    item: RawInstance, subject: str, who: str | int, places: _Places, problems: list[Diagnostic]
) -> int | None:
    if isinstance(who, int):
        return places.row.get(who)
    keys = places.by_key.get(subject, {})
    matches = keys.get(who, [])
    if len(matches) == 1:
        return matches[0]
    if matches:
        text, advice = f"有 {len(matches)} 个{subject}都叫「{who}」", f"给这些{subject}不同的名称"
    else:
        word = nearest(who, keys)
        text, advice = f"没有名为「{who}」的{subject}", f"是否要写「{word}」" if word else f"先列出这个{subject}"
    problems.append(Diagnostic("RD707", text, item.span, help=advice))
    return None


def _either(span: Span | None, in_rules: str, in_case_file: str) -> str:
    """Advice in the form of the file the fact stands in: a 用例 or a case file."""
    return in_rules if span is None or span.file.endswith(".rule") else in_case_file


def with_further_owners(rows: dict[str, list[Row]]) -> dict[str, tuple[Row, ...]]:
    """Add the owners' owners, so that every row knows all it belongs to."""

    def climb(row: Row, above: tuple[str, ...] = ()) -> dict[str, int]:
        found = dict(row.owners)
        for subject, index in row.owners.items():
            if subject not in above and index < len(rows.get(subject, [])):
                for further, place in climb(rows[subject][index], (*above, subject)).items():
                    found.setdefault(further, place)
        return found

    return {
        subject: tuple(row._replace(owners=climb(row, (subject,))) for row in items) for subject, items in rows.items()
    }


def _facts(
    item: RawInstance, subject: SubjectPlan, units: dict[str, str], problems: list[Diagnostic]
) -> tuple[dict[tuple[str, Any], Any], int | None]:
    facts: dict[tuple[str, Any], Any] = {}
    seen: dict[tuple[str, Any], RawFact] = {}
    first_year = None
    for fact in item.facts:
        if fact.name == FIRST_YEAR:
            first_year = _first_year(fact, problems)
            continue
        field = _field(fact, item.subject, subject, problems)
        key = (fact.name, fact.period)
        if field is None or _given_twice(fact, seen.get(key), problems) or _period_is_wrong(fact, field, problems):
            continue
        seen[key] = fact
        value = value_of(fact, field, units, problems)
        if value is not None:
            facts[key] = value
    return facts, first_year


def _first_year(fact: RawFact, problems: list[Diagnostic]) -> int | None:
    value = read_as("年度", "", fact.text) if fact.text is not None else None
    if isinstance(value, LiteralError):
        problems.append(_wrong(fact, value))
        return None
    return value if isinstance(value, int) else None


def _field(fact: RawFact, subject: str, declared: SubjectPlan, problems: list[Diagnostic]) -> FieldPlan | None:
    field = declared.fields.get(fact.name)
    if field is None:
        word = nearest(fact.name, list(declared.fields))
        help_text = f"是否要写「{word}」" if word else f"词汇里{subject}有：{'、'.join(list(declared.fields)[:8])}"
        problems.append(Diagnostic("RD702", f"{subject}没有名为「{fact.name}」的事实", fact.span, help=help_text))
    return field


def _given_twice(fact: RawFact, before: RawFact | None, problems: list[Diagnostic]) -> bool:
    if before is None:
        return False
    also = (Label(before.span, "前面已经写过"),) if before.span is not None else ()
    problems.append(Diagnostic("RD704", f"「{fact.name}」写了两次", fact.span, secondary=also, help="删去其中一个"))
    return True


def _period_is_wrong(fact: RawFact, field: FieldPlan, problems: list[Diagnostic]) -> bool:
    """A yearly fact needs its year, an hourly one its window, others have neither."""
    kind = fact.period[0] if fact.period else ""
    if field.each_year and kind in ("fixed", "highest"):
        return False
    if field.hourly and kind == "window":
        return False
    if not field.each_year and not field.hourly and not kind:
        return False
    needed = "年度，例如 2017年" if field.each_year else ("时段" if field.hourly else "")
    text = f"「{fact.name}」要写明{needed}" if needed else f"「{fact.name}」不分年度或时段"
    advice = "对照词汇里的声明"
    if field.each_year:
        advice = _either(fact.span, f"写成 {fact.name}[2017年]", f"写成 {fact.name}: {{2017年: {fact.text or '…'}}}")
    problems.append(Diagnostic("RD703", text, fact.span, help=advice))
    return True


def value_of(fact: RawFact, field: FieldPlan, units: dict[str, str], problems: list[Diagnostic]) -> Any:
    """The stored value of a written one; None when it is 未知 or wrong (RD703, RD709)."""
    if fact.text is None or fact.text == "未知":
        return None
    if fact.text in _PLAIN_TRUTHS and field.kind == "是否":
        return fact.text == "是"
    value = read_as(
        field.kind, field.unit, fact.text, synonyms=units, choices=field.choices, allow_negative=field.may_be_negative
    )
    if isinstance(value, LiteralError):
        problems.append(_wrong(fact, value))
        return None
    stored = _stored(value, field, fact, problems)
    if isinstance(stored, int) and not isinstance(stored, bool) and field.maximum and abs(stored) > field.maximum:
        text = f"「{fact.name}」的数值 {fact.text} 超过所声明的最大值"
        problems.append(Diagnostic("RD709", text, fact.value_span, help="检查单位是否写错"))
        return None
    return stored


def _stored(value: Any, field: FieldPlan, fact: RawFact, problems: list[Diagnostic]) -> Any:
    if not isinstance(value, Fraction):
        return value
    millionths = value * RATIO_SCALE
    if millionths.denominator != 1:
        problems.append(
            Diagnostic("RD703", f"「{fact.name}」的比例最多写四位小数的百分数", fact.value_span, help="四舍五入后重写")
        )
        return None
    return int(millionths)


def _wrong(fact: RawFact, error: LiteralError) -> Diagnostic:
    return bad_value(fact.name, fact.text or "", fact.value_span, error)


def bad_value(name: str, text: str, span: Span | None, error: LiteralError) -> Diagnostic:
    """RD703 for a text that is no value of its type."""
    suggestion = error.suggestion
    advice = suggestion if not suggestion or "写" in suggestion or "例如" in suggestion else f"写成 {suggestion}"
    return Diagnostic("RD703", f"「{name}」的值「{text}」读不懂：{error.reason}", span, help=advice)
