"""JSON Schema 2020-12 for case files in the words of a vocabulary, for completion in editors and for integrators.

It describes the form in which cases should be written. The reader accepts a little more (width variants, true and false in
JSON) and asks for things a schema can't say: that names fit together, that a year is given when several years are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from rulesdsl.cases.outline import NAME, OWNERS, UNKNOWN
from rulesdsl.cases.periods import HIGHEST, windows
from rulesdsl.cases.typing import FIRST_YEAR, MAX_INSTANCES
from rulesdsl.plan.plan import FieldPlan, Plan, SubjectPlan

Schema = dict[str, Any]

_NUMBER = r"[0-9][0-9,]*(\.[0-9]+)? *"
_MANY = "(万亿|千亿|百亿|千万|百万|亿|万|千|百)? *"
_DATE = r"[0-9]{4}(年 *[0-9]{1,2} *月 *[0-9]{1,2} *日|([-.][0-9]{1,2}){2})"
_YEAR = "[0-9]{4}年?"


def case_schema(plan: Plan) -> Schema:
    """The schema of case files for a plan: subjects at the top and nested by 属于, facts by declared type."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "案卷",
        "description": "申报日期、各对象的事实、以前的兑现记录。没有把握的事实写 未知，或不写。",
        "type": "object",
        "properties": {**_frame(plan), **{name: _list(name) for name in plan.subjects}},
        "additionalProperties": False,
        "anyOf": [{"required": ["申报日期"]}, {"required": ["截至"]}],
        "$defs": {name: _subject(plan, name, item) for name, item in plan.subjects.items()},
    }


def _frame(plan: Plan) -> Schema:
    return {
        "案卷": {"type": "string", "title": "案卷", "description": "案卷的名称；不写则用文件名"},
        "申报日期": _text("申报日期", "例如 2018年5月1日", _DATE),
        "截至": _text("截至", "按这一天有效的规定计算；不写则按申报日期", _DATE),
        "核算年度": _year("核算年度", "“本年”是哪一年；给出几个年度的数据时必须写"),
        "已兑现": _records("已兑现", "以前领过的；[] 是没有领过，不写是不知道", _paid()),
        "择一": _records("择一", "互斥的条款里所选的一项", _choice()),
        "口径": _readings(plan),
    }


def _text(title: str, description: str, pattern: str, *, missing: bool = False) -> Schema:
    """A text of a form; where it may be missing, also 未知 or null."""
    form = f"^ *({pattern}) *$" if not missing else f"^ *({pattern}|{UNKNOWN}) *$"
    return {
        "title": title,
        "description": description,
        "type": ["string", "null"] if missing else "string",
        "pattern": form,
    }


def _year(title: str, description: str) -> Schema:
    """YAML readers take 2017 for a number."""
    schema = _text(title, description, _YEAR, missing=True)
    return {**schema, "type": ["string", "integer", "null"], "minimum": 1900, "maximum": 2199}


def _records(title: str, description: str, item: Schema) -> Schema:
    return {"title": title, "description": description, "type": "array", "items": item}


def _paid() -> Schema:
    return {
        "type": "object",
        "properties": {
            "条款": _clause(),
            "对象": _whom(),
            "日期": _text("日期", "兑现的日期", _DATE),
            "年度": _year("年度", "兑现的年度；知道日期就不必写"),
            "金额": _text("金额", "例如 85万元", _NUMBER + _MANY + "元"),
        },
        "required": ["条款", "金额"],
        "anyOf": [{"required": ["日期"]}, {"required": ["年度"]}],
        "additionalProperties": False,
    }


def _choice() -> Schema:
    properties = {"条款": _clause(), "对象": _whom()}
    return {"type": "object", "properties": properties, "required": ["条款"], "additionalProperties": False}


def _clause() -> Schema:
    return {"title": "条款", "description": "例如 第八项/成长性企业技改补助", "type": "string", "minLength": 1}


def _whom() -> Schema:
    return {"title": "对象", "description": "案卷里的名称，可写 企业/名称", "type": "string", "minLength": 1}


def _readings(plan: Plan) -> Schema:
    """Each choice point by its own name, if that is unique, and by its whole id."""
    names: dict[str, list[str]] = {}
    for point in plan.points:
        names.setdefault(point.rpartition("/")[2], []).append(point)
    points = {
        name if len(found) == 1 else point: plan.points[point] for name, found in names.items() for point in found
    }
    return {
        "title": "口径",
        "description": "原文可作几种理解之处，按哪一种计算",
        "type": "object",
        "properties": {
            name: {"title": name, "description": point.reason or name, "enum": list(point.options)}
            for name, point in points.items()
        },
    }


def _list(name: str) -> Schema:
    """One instance, a list of them, or null: not given."""
    one = {"$ref": f"#/$defs/{name}"}
    many = {"type": "array", "items": one, "maxItems": MAX_INSTANCES}
    description = f"一个{name}，或{name}的列表；[] 是没有"
    return {"title": name, "description": description, "anyOf": [one, many, {"type": "null"}, {"const": UNKNOWN}]}


def _subject(plan: Plan, name: str, subject: SubjectPlan) -> Schema:
    children = [child for child, item in plan.subjects.items() if name in item.owners]
    asked = windows(plan)
    properties: Schema = {
        NAME: {"title": NAME, "description": f"{name}的名称，在案卷里用来区分", "type": ["string", "null"]},
        FIRST_YEAR: _year(FIRST_YEAR, "有数据的第一年"),
        **{field: _fact(plan, field, item, asked.get((name, field), ())) for field, item in subject.fields.items()},
        **{child: _list(child) for child in children if child not in subject.fields},
    }
    if subject.owners:
        owners = {owner: {"type": "string", "minLength": 1} for owner in subject.owners}
        properties[OWNERS] = {
            "title": OWNERS,
            "description": "没有写在所属对象下面时，写明属于谁",
            "type": "object",
            "properties": owners,
            "additionalProperties": False,
        }
    return {"title": name, "type": "object", "properties": properties, "additionalProperties": False}


def _fact(plan: Plan, name: str, field: FieldPlan, asked: Iterable[str]) -> Schema:
    if name == FIRST_YEAR:
        return _year(name, field.remark or "有数据的第一年")
    value = _value(plan, name, field)
    if field.each_year:
        periods: Schema = {
            "patternProperties": {f"^{_YEAR}$": value},
            "properties": {HIGHEST: value},
            "additionalProperties": False,
        }
        how = "按年度写：{2016年: …, 2017年: …}"
    elif field.hourly:
        known = dict.fromkeys(asked, value)
        periods = {"properties": known, "additionalProperties": False} if known else {"additionalProperties": value}
        how = "按时段写"
    else:
        return value
    description = f"{how}；{field.remark}" if field.remark else how
    return {
        "title": name,
        "description": description,
        "anyOf": [{"type": "object", **periods}, {"type": "null"}, {"const": UNKNOWN}],
    }


def _value(plan: Plan, name: str, field: FieldPlan) -> Schema:
    """One value of a declared type."""
    if field.kind == "是否":
        return {"title": name, "description": field.remark or "是、否或未知", "enum": ["是", "否", UNKNOWN, None]}
    if field.kind == "之一":
        return {"title": name, "description": field.remark or "所列之一", "enum": [*field.choices, UNKNOWN, None]}
    if field.kind == "年度":
        return _year(name, _described(field, "例如 2017年"))
    pattern, example = _form(plan, field)
    return _text(name, _described(field, example), pattern, missing=True)


def _described(field: FieldPlan, example: str) -> str:
    return f"{example}；{field.remark}" if field.remark else example


def _form(plan: Plan, field: FieldPlan) -> tuple[str, str]:
    sign = "-?" if field.may_be_negative else ""
    match field.kind:
        case "金额":
            return sign + _NUMBER + _MANY + "元", "例如 6000万元"
        case "数量":
            return sign + _NUMBER + _MANY + _units(plan, field.unit), f"例如 10{field.unit}"
        case "单价":
            return sign + _NUMBER + _MANY + "元/" + _units(plan, field.unit), f"例如 0.2元/{field.unit}"
        case "比例":
            return sign + _NUMBER + "[%‰]", "例如 5%"
        case "日期":
            return _DATE, "例如 2017年1月1日"
        case "时段":
            return "[0-9]{1,2}:[0-9]{2}", "例如 7:00"
    return r"\S(.*\S)?", "文字"


def _units(plan: Plan, unit: str) -> str:
    words = [unit, *(other for other, declared in plan.units.items() if declared == unit and other != unit)]
    return "(" + "|".join(re.escape(word) for word in words) + ")(（[^（）]+）)?"
