"""Case files that are wrong: each mistake under its code and at its place, and the limits of untrusted input."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rulesdsl.cases.tree import DEEPEST
from rulesdsl.model.literals import date_text, money_text, quantity_text, ratio_text
from support.case_files import DATE, found, good, read

VALUES = [
    ("设备投资额", "六千万", "写成 6000万元"),
    ("设备投资额", "NaN", ""),
    ("设备投资额", "-5万元", "写成 5万元"),
    ("设备投资额", "6000", "写明单位，例如 6000万元"),
    ("设备投资额", "10台", "例如 6000万元"),
    ("设备投资额", "1e5元", ""),
    ("设备投资额", "0.001元", ""),
    ("设备投资额", "1000000000000000000000元", ""),
    ("台数", "10千瓦时", "写成 10台"),
    ("台数", "10", "写明单位，例如 10台"),
    ("台数", "1.5台", ""),
    ("完工日", "2018年2月30日", "写成 2018年2月28日"),
    ("完工日", "2018年5月", "例如 2017年1月1日"),
    ("类型", "其他", ""),
    ("类型", "技改", "写成 技术改造"),
    ("类型", "技术改", "写成 技术改造"),
]


@pytest.mark.parametrize(("name", "value", "advice"), VALUES)
def test_a_value_of_the_wrong_type_is_reported_where_it_stands(name: str, value: str, advice: str) -> None:
    text = DATE + f"企业:\n  项目:\n    - {name}: {value}\n"
    assert found(text) == [("RD703", value)]
    assert read(text)[1][0].help == advice


@pytest.mark.parametrize("value", ["no", "yes", "true", "1", "√"])
def test_only_shi_and_fou_are_truths(value: str) -> None:
    text = DATE + f"企业: {{规模以上: {value}}}\n"
    assert found(text) == [("RD703", value)]
    assert read(text)[1][0].help in ("写成 是", "写成 否")


NAMES = [
    ("企业:\n  规模以土: 是\n", "RD702", "规模以土", "规模以上"),
    ("企业:\n  規模以上: 是\n", "RD702", "規模以上", "规模以上"),
    ("企业:\n  项木: []\n", "RD702", "项木", "项目"),
    ("项目: {設備投資額: 1元}\n", "RD702", "設備投資額", "设备投资额"),
    ("企業: {规模以上: 是}\n", "RD701", "企業", "企业"),
    ("申报日: 2018年\n", "RD701", "申报日", "申报日期"),
    ("企业: {名称: 甲公司}\n项目: {属于: {企业: 甲公詞}}\n", "RD707", "属于", "甲公司"),
    ("已兑现: [{条款: 甲獎, 年度: 2017, 金额: 1元}]\n", "RD730", "甲獎", "第一项/甲奖"),
    (
        "企业: {名称: 甲公司}\n已兑现: [{条款: 甲奖, 对象: 甲公詞, 年度: 2017, 金额: 1元}]\n",
        "RD731",
        "甲公詞",
        "甲公司",
    ),
]


@pytest.mark.parametrize(("text", "code", "written", "meant"), NAMES)
def test_a_name_that_is_nearly_right_gets_a_suggestion(text: str, code: str, written: str, meant: str) -> None:
    case, problems = read(DATE + text)
    assert case is None
    assert [(item.code, item.help) for item in problems] == [(code, f"是否要写「{meant}」")]


WRONG = [
    ("", "RD005", ""),
    ("# 只有说明\n", "RD005", ""),
    ("- 1\n", "RD727", "-"),
    ("企业: []\n", "RD710", ""),
    (DATE + "企业: 甲\n", "RD727", "甲"),
    (DATE + "企业: [甲]\n", "RD727", "甲"),
    (DATE + "企业: {规模以上: [是]}\n", "RD727", "["),
    (DATE + "企业: {规模以上: {2017年: 是}}\n", "RD727", "2017年"),
    (DATE + "企业: {产值: 1元}\n", "RD703", "产值"),
    (DATE + "企业: {产值: {本年: 1元}}\n", "RD703", "本年"),
    (DATE + "企业: {产值: {2017年: [1元]}}\n", "RD727", "["),
    (DATE + "企业: {产值: {2017年: 1元, 2017: 2元}}\n", "RD704", "2017"),
    (DATE + "企业: {产值: {2016年: 1元, 2017年: 2元}}\n", "RD732", ""),
    (DATE + "企业: {协会: []}\n", "RD707", "协会"),
    (DATE + "企业: {名称: [甲]}\n", "RD727", "["),
    (DATE + "企业: [{名称: 甲}, {名称: 甲}]\n", "RD729", "甲"),
    (DATE + "企业: [{名称: 甲, 项目: []}, {名称: 乙}]\n", "RD733", "乙"),
    (DATE + "企业: [{名称: 甲}, {名称: 乙}]\n项目: {名称: 一}\n", "RD707", "一"),
    (DATE + "项目: {名称: 一, 属于: 甲}\n", "RD727", "甲"),
    (DATE + "已兑现: 无\n", "RD727", "无"),
    (DATE + "已兑现: [{条款: 甲奖, 年度: 2017}]\n", "RD735", "条款"),
    (DATE + "已兑现: [{条款: 甲奖, 年度: 2016, 日期: 2017年1月1日, 金额: 1元}]\n", "RD735", "2016"),
    (DATE + "已兑现: [{条款: 甲奖, 年度: 2016, 数额: 1元, 金额: 1元}]\n", "RD728", "数额"),
    (DATE + "已兑现: [{条款: 丙奖, 年度: 2016, 金额: 1元}]\n", "RD730", "丙奖"),
    (DATE + "择一: [{条款: 第一项/丙奖}]\n", "RD736", "第一项/丙奖"),
    (DATE + "口径: 累计\n", "RD727", "累计"),
    (DATE + DATE, "RD725", "申报日期"),
    (DATE + "---\n" + DATE, "RD722", "---"),
    (DATE + "企业: &甲 {名称: 甲}\n", "RD724", "甲"),
    (DATE + "企业: &a {名称: 甲}\n", "RD724", "&a {"),
    (DATE + "企业: *a\n", "RD724", "*a"),
    (DATE + "企业: !!map {名称: 甲}\n", "RD724", "!!map {"),
    (DATE + "企业: {<<: {名称: 甲}}\n", "RD724", "<<"),
    (DATE + "企业: " + "[" * 40 + "]" * 40 + "\n", "RD726", "["),
    (DATE + "[甲]: 1\n", "RD727", "["),
    (DATE + '"": 1\n', "RD727", '""'),
    (DATE + '企业: {名称: "甲\\u202e"}\n', "RD003", '"甲\\u202e"'),
    (DATE + "企业: {名称: 甲\u200b}\n", "RD003", "\u200b"),
    (DATE + "企业：\n  名称: 甲\n", "RD722", ":"),
    (DATE + "企业:\n\t名称: 甲\n", "RD722", "\t"),
    (DATE + "企业: {名称: 甲\n", "RD722", "{"),
    (DATE + "企业: '甲\n", "RD722", "'"),
]


@pytest.mark.parametrize(("text", "code", "underlined"), WRONG)
def test_what_is_wrong_is_reported_where_it_is(text: str, code: str, underlined: str) -> None:
    assert found(text) == [(code, underlined)]
    assert all(item.help for item in read(text)[1])


JSON_WRONG = [
    ('{"申报日期": "2018年5月1日",}', "RD723", "}"),
    ('{"申报日期" "2018年5月1日"}', "RD723", '"'),
    ('{"申报日期": 2018年}', "RD723", "年"),
    ("{'申报日期': 1}", "RD723", "'"),
    ('{"申报日期": "2018年5月1日"} 1', "RD723", "1"),
    ('{"申报日期": "2018年5月1日", "申报日期": "2018年5月1日"}', "RD725", '"申报日期"'),
    ('{"申报日期": "2018年5月1日", "项目": {"设备投资额": NaN}}', "RD703", "NaN"),
    ('{"申报日期": "2018年5月1日", "项目": {"设备投资额": 60}}', "RD703", "60"),
    ("[" * 100_000, "RD726", "["),
]


@pytest.mark.parametrize(("text", "code", "underlined"), WRONG)
def test_the_same_without_libyaml(text: str, code: str, underlined: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("yaml.CLoader", raising=False)
    assert [kind for kind, _ in found(text)] == [code]


@pytest.mark.parametrize(("text", "code", "underlined"), JSON_WRONG, ids=range(len(JSON_WRONG)))
def test_json_is_strict(text: str, code: str, underlined: str) -> None:
    assert found(text, "case.json") == [(code, underlined)]


def test_other_encodings_and_formats_are_named() -> None:
    _, (problem,) = read(DATE.encode("gbk"))
    assert (problem.code, "GBK" in problem.message) == ("RD002", True)
    for file, words in (("a.xlsx", "还不能读"), ("a.doc", "不认得"), ("a", "不认得")):
        _, (problem,) = read(b"", file)
        assert (problem.code, words in problem.message) == ("RD721", True)


def test_all_mistakes_are_told_at_once() -> None:
    text = (
        DATE
        + "企页: {}\n企业:\n  规模以上: no\n  项目:\n    - {设备投资: 1元, 台数: 3}\n已兑现: [{条款: 丁奖, 年度: 2017, 金额: 3}]\n"
    )
    assert sorted(code for code, _ in found(text)) == ["RD701", "RD702", "RD703", "RD703", "RD703", "RD730"]


def test_a_bad_date_is_not_also_a_missing_one() -> None:
    assert found("申报日期: 2018年13月1日\n") == [("RD703", "2018年13月1日")]


# ---------- limits


@pytest.mark.parametrize(("count", "codes"), [(100_000, []), (100_001, ["RD708"])])
def test_a_hundred_thousand_projects_are_the_most(count: int, codes: list[str]) -> None:
    case, problems = read(DATE + "项目:\n" + "- 备注: 甲\n" * count)
    assert [item.code for item in problems] == codes
    assert (case is not None) == (not codes)
    assert case is None or len(case.rows["项目"]) == count


def test_fifty_megabytes_are_the_most() -> None:
    _, (problem,) = read(b" " * 50_000_001)
    assert problem.code == "RD720"


def test_large_files_are_decoded_as_small_ones() -> None:
    filler = "# 注\n" * 1_000_000
    assert good(filler + DATE).claim_date == date(2018, 5, 1).toordinal()
    _, (hidden,) = read(filler + DATE + "案卷: 甲\u202e\n")
    assert (hidden.code, hidden.span and hidden.span.start) == ("RD003", len(filler + DATE + "案卷: 甲"))
    assert read(filler.encode() + DATE.encode("gbk"))[1][0].code == "RD002"


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: ", "[{", "!a [", "&a [", "'", '"', "|\n", ": ", "*"])
def test_depth_ends_in_a_diagnostic(opening: str) -> None:
    for text in (opening * 50_000, DATE + "企业: " + opening * 50_000):
        case, problems = read(text)
        assert case is None
        assert problems


def test_the_deepest_that_is_read() -> None:
    inside = "{名称: " * (DEEPEST - 1)
    assert "RD726" not in [code for code, _ in found(DATE + "企业: " + inside + "}" * (DEEPEST - 1))]
    assert "RD726" in [code for code, _ in found(DATE + "企业: {名称: " + inside + "}" * DEEPEST)]


# ---------- properties

MARKS = [*"{}[]:,-&*!|>'\"#%@`?\n\t：，", "<<", ": ", "- ", "\n  ", "---\n", "\\u", "null", "\ud7ff", "\x00", "\u202e"]
WORDS = [
    "企业",
    "项目",
    "产值",
    "名称",
    "属于",
    "2017年",
    "1元",
    "是",
    "未知",
    "已兑现",
    "择一",
    "口径",
    "条款",
    "甲奖",
    DATE,
]
PIECES = st.sampled_from([*MARKS, *WORDS])


@given(st.binary(max_size=200), st.sampled_from(["a.yaml", "a.json", "a.xlsx"]))
@example(b"\xef\xbb\xbf\xef\xbb\xbf", "a.yaml")
@example(b"\\ud800", "a.json")
def test_no_bytes_raise(data: bytes, file: str) -> None:
    case, problems = read(data, file)
    assert (case is None) == bool(problems)


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["a.yaml", "a.json"]))
def test_no_text_raises_and_every_place_is_in_it(text: str, file: str) -> None:
    case, problems = read(text, file)
    assert (case is None) == bool(problems)
    for item in problems:
        assert item.span is None or 0 <= item.span.start <= item.span.end <= len(text)


@given(
    st.integers(0, 10**15),
    st.integers(-(10**15), 10**15),
    st.integers(0, 10**12),
    st.integers(date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal()),
    st.integers(0, 10**6),
    st.booleans(),
)
def test_what_is_printed_is_read_back(
    fen: int, balance: int, count: int, day: int, millionths: int, truth: bool
) -> None:
    ratio = ratio_text(Fraction(millionths, 10**6))
    text = (
        DATE
        + f"企业:\n  研发占比: {ratio}\n  规模以上: {'是' if truth else '否'}\n  项目:\n    设备投资额: {money_text(fen)}\n"
        f"    余额: {money_text(balance)}\n    台数: {quantity_text(count, '台')}\n    完工日: {date_text(day)}\n"
    )
    case = good(text)
    assert case.rows["企业"][0].facts == {("研发占比", ()): millionths, ("规模以上", ()): truth}
    expected = {"设备投资额": fen, "余额": balance, "台数": count, "完工日": day}
    assert case.rows["项目"][0].facts == {(name, ()): value for name, value in expected.items()}
