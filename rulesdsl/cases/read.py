"""A case file → the case: frame, facts and records, with every mistake at its place.

    >>> case, problems = read_case("甲.yaml", "申报日期: 2018年5月1日\\n".encode(), plan)
    >>> case.claim_date is not None, problems
    (True, ())

See docs/cases.md for the form.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from os.path import basename, splitext

from rulesdsl.cases.case import Case, Row
from rulesdsl.cases.json_words import json_problem
from rulesdsl.cases.outline import Outline, is_missing, outline
from rulesdsl.cases.records import Records, frame_value, readings
from rulesdsl.cases.text import decode_case
from rulesdsl.cases.tree import Mapping, Scalar, Tree, compose
from rulesdsl.cases.typing import type_case
from rulesdsl.diagnostics import Diagnostic, Span, severity_of
from rulesdsl.plan.plan import Plan

YAML_SUFFIXES = (".yaml", ".yml")
JSON_SUFFIX = ".json"
LATER_SUFFIXES = (".xlsx", ".xls", ".csv")


def read_case(
    file: str, data: bytes, plan: Plan, *, as_of: int | None = None, accounting_year: int | None = None
) -> tuple[Case | None, tuple[Diagnostic, ...]]:
    """Read a case file by its suffix.

    Args:
        file: the name that spans carry; its suffix decides between YAML and JSON.
        data: the bytes of the file.
        plan: whose vocabulary and clauses the case is written in.
        as_of: an ordinal that takes the place of 截至 (`--as-of`).
        accounting_year: a year that takes the place of 核算年度.
    Returns:
        The case, None if there is any error. Its readings are not checked here.
    Diagnostics:
        RD001–RD005 text, RD701–RD710 facts and owners, RD720–RD736 the file and its records.
    """
    with _without_collector(len(data)):
        return _read(file, data, plan, as_of, accounting_year)


@contextmanager
def _without_collector(size: int) -> Iterator[None]:
    """Pause the cycle collector for a large file: nothing made here is garbage, and looking for it doubles the time."""
    pause = size > 1_000_000 and gc.isenabled()
    if pause:
        gc.disable()
    try:
        yield
    finally:
        if pause:
            gc.enable()


def _read(
    file: str, data: bytes, plan: Plan, as_of: int | None, accounting_year: int | None
) -> tuple[Case | None, tuple[Diagnostic, ...]]:
    tree, problems = read_tree(file, data)
    if tree is None:
        return None, problems
    if not isinstance(tree, Mapping):
        advice = "写成 申报日期: 2018年5月1日 这样的行；冒号用半角，后面空一格"
        return None, (*problems, Diagnostic("RD727", "案卷应逐行写键和值", tree.span, help=advice))
    content, found = outline(tree, plan)
    case, more = _case(file, content, plan, as_of, accounting_year)
    every = (*problems, *found, *more)
    return (None if any(severity_of(item.code) == "error" for item in every) else case), every


def read_tree(file: str, data: bytes) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """Read the form only: the suffix, the text, YAML or JSON."""
    suffix = splitext(file)[1].lower()
    if suffix not in (*YAML_SUFFIXES, JSON_SUFFIX):
        what = f"还不能读 {suffix} 案卷" if suffix in LATER_SUFFIXES else f"不认得「{suffix or file}」格式的案卷"
        return None, (
            Diagnostic("RD721", what, Span(file, 0, 0), help="案卷写成 .yaml 或 .json；写法见 docs/cases.md"),
        )
    text, problems = decode_case(file, data)
    if text is None:
        return None, problems
    if suffix == JSON_SUFFIX:
        problem = json_problem(file, text)
        if problem is not None:
            return None, (problem,)
    tree, problems = compose(file, text, json=suffix == JSON_SUFFIX)
    if tree is None and not problems:
        return None, (Diagnostic("RD005", "文件没有内容", Span(file, 0, 0), help="写上申报日期和各个对象"),)
    return tree, problems


def _case(
    file: str, content: Outline, plan: Plan, as_of: int | None, accounting_year: int | None
) -> tuple[Case, tuple[Diagnostic, ...]]:
    frame, problems = content.frame, list[Diagnostic]()
    claim_date = frame_value(frame, "申报日期", "日期", problems)
    stated_as_of = frame_value(frame, "截至", "日期", problems)
    stated_year = frame_value(frame, "核算年度", "年度", problems)
    records = Records(plan, content.raw.instances, problems)
    rows, found = type_case(content.raw, plan.subjects, plan.units)
    case = Case(
        _title(file, content),
        claim_date,
        as_of if as_of is not None else stated_as_of,
        accounting_year if accounting_year is not None else stated_year,
        rows,
        records.paid(frame.get("已兑现")),
        records.choices(frame.get("择一")),
        readings(frame, problems),
    )
    start = Span(file, 0, 0)
    if case.judged_on is None and not any(item.code in ("RD703", "RD727") for item in problems):
        problems.append(
            Diagnostic("RD710", "案卷没有申报日期", start, help="加一行 申报日期: 2018年5月1日，或用 --as-of 指定")
        )
    problems += (
        _year_needed(case, plan, start) if case.accounting_year is None and "核算年度" not in _given(content) else ()
    )
    return case, (*found, *problems)


def _title(file: str, content: Outline) -> str:
    entry = content.frame.get("案卷")
    if entry is not None and isinstance(entry.value, Scalar) and entry.value.text:
        return entry.value.text.strip()
    return splitext(basename(file))[0]


def _given(content: Outline) -> set[str]:
    return {key for key, entry in content.frame.items() if not is_missing(entry.value)}


def _year_needed(case: Case, plan: Plan, span: Span) -> tuple[Diagnostic, ...]:
    """RD732: facts of several years and a clause that asks for 本年 (semantics: years); it is never guessed."""
    years = sorted(case.years)
    if len(years) < 2:
        return ()
    asked = next(iter(_facts_of_this_year(case.rows, plan)), None)
    if asked is None:
        return ()
    given = "、".join(f"{year}年" for year in years)
    text = f"案卷有 {given} 的数据而没有核算年度，不知道「{asked}」的本年是哪一年"
    return (Diagnostic("RD732", text, span, help=f"加一行 核算年度: {years[-1]}年"),)


def _facts_of_this_year(rows: dict[str, tuple[Row, ...]], plan: Plan) -> list[str]:
    """The facts that clauses ask for by 本年, of subjects the case lists."""
    found: list[str] = []
    for node in plan.nodes:
        if not rows.get(node.subject):
            continue
        this_year = node.op in ("fact", "determination") and node.data[1] and node.data[1][0] == "year"
        if this_year or node.op in ("history", "history_ratio"):
            found.append(str(node.data[0]))
    return found
