"""Bad rule text gets a clear error with a place, one a piece, and hides nothing that follows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulesdsl.diagnostics import Diagnostic, severity_of
from rulesdsl.diagnostics.render_text import render_text
from rulesdsl.inputs import build
from rulesdsl.pipeline import check_sources
from rulesdsl.plan.versions import compile_rules
from rulesdsl.source.text import decode

GOOD = "措施 试政〔2020〕1号 第一项\n\n条款 甲款\n条件 企业.规上\n奖励 5万元\n"
VOCABULARY = "词汇 小\n\n对象 企业\n    规上 是否\n    资产 金额\n"


def found_in(text: str) -> tuple[Diagnostic, ...]:
    """The diagnostics of one file, beside a vocabulary."""
    return build({"vocabulary.rule": VOCABULARY, "item.rule": text})[1]


def under(text: str, problem: Diagnostic) -> str:
    assert problem.span is not None
    return text[problem.span.start : problem.span.end]


BAD = [
    ("a mistyped keyword", GOOD.replace("奖励 5万元", "奖厉 5万元"), "RD101", "奖厉"),
    ("a keyword glued to a name", GOOD.replace("条件 企业.规上", "条件 企业.资产达到 5万元"), "RD101", ""),
    ("an ASCII quotation mark", GOOD.replace("5万元", '5万元 "给予奖励"'), "RD101", '"'),
    ("an unclosed quote", GOOD.replace("5万元", "5万元 「给予奖励"), "RD102", "「给予奖励"),
    ("an unclosed text", GOOD + "口径 甲\n    理由 “没有收尾\n    采用 乙：无\n", "RD102", "“没有收尾"),
    ("parentheses too deep", GOOD.replace("企业.规上", "（" * 65 + "企业.规上" + "）" * 65), "RD103", "（"),
    ("a number too long", GOOD.replace("5万元", "1234567890123456789元"), "RD105", "1234567890123456789"),
    ("并且 and 或者 mixed", GOOD.replace("企业.规上", "企业.规上 并且 企业.规上 或者 企业.规上"), "RD106", "或者"),
    ("Chinese numerals", GOOD.replace("5万元", "六千万"), "", "六千万"),
    ("a negative amount", GOOD.replace("5万元", "-5万元"), "RD107", "-5万元"),
    ("NaN", GOOD.replace("5万元", "NaN"), "", "NaN"),
    ("a day that is none", GOOD + "\n用例 「一」\n申报日期 2018年2月30日\n", "RD107", "2018年2月30日"),
    ("no line after 条件", GOOD.replace("条件 企业.规上", "条件"), "RD101", "5万元"),  # after 条件, 奖励 can be a name
    ("a clause without a 措施", GOOD.partition("\n\n")[2], "RD202", "甲款"),
    ("words before the first piece", "总则\n" + GOOD, "RD101", "总则"),
    ("an empty file", "", "RD005", ""),
    ("only comments", "# 还没有写\n\n", "RD005", ""),
    ("two steps of arithmetic in one", GOOD.replace("5万元", "企业.资产 加 企业.资产 的 5%"), "RD109", ""),
]


@pytest.mark.parametrize(("text", "code", "piece"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_text_is_reported_with_its_place(text: str, code: str, piece: str) -> None:
    problems = found_in(text)
    errors = [item for item in problems if severity_of(item.code) == "error"]
    if not code:  # a word in the place of a number is a name to the grammar; `check` tells that it means nothing
        checked = check_sources({"vocabulary.rule": VOCABULARY, "item.rule": text})
        assert any(piece in under(text, item) for item in checked if item.span and item.span.file == "item.rule")
        return
    assert [item.code for item in errors] == [code], render_text(problems, {"item.rule": text})
    assert errors[0].message
    if piece:
        assert piece in under(text, errors[0]) or under(text, errors[0]) in piece
    assert render_text(problems, {"item.rule": text, "vocabulary.rule": VOCABULARY})


@pytest.mark.parametrize(
    ("text", "code"), [case[1:3] for case in BAD if case[0] not in ("an empty file", "only comments")]
)
def test_a_mistake_hides_nothing_that_follows(text: str, code: str) -> None:
    rules, _ = build({"item.rule": text.rstrip("\n") + "\n\n措施 试政〔2020〕1号 第二项\n\n条款 乙款\n奖励 6万元\n"})
    assert [home.clause.name.text for home in rules.homes][-1] == "乙款"


def test_each_piece_tells_its_own_mistake() -> None:
    text = (
        "措施 试政〔2020〕1号 第一项\n\n条款 甲款\n奖厉 5万元\n\n条款 乙款\n奖励 5万元\n\n条款 丙款\n限额 每个 5万元\n"
    )
    problems = found_in(text)
    assert [item.code for item in problems] == ["RD101", "RD101"]
    assert [text[: item.span.start].count("\n") + 1 for item in problems if item.span] == [4, 10]


@pytest.mark.parametrize(
    ("half", "full"),
    [("(", "（"), (")", "）"), (",", "，"), (":", "："), (".", "．"), ("/", "／"), ("[", "［"), ("]", "］")],
)
def test_half_and_full_width_marks_are_the_same(half: str, full: str) -> None:
    text = GOOD.replace("企业.规上", "（企业.规上 并且 企业.规上）") + "口径 甲：乙\n".replace(
        "：乙", "\n    采用 乙：无"
    )
    swapped = text.replace(full, half) if full in text else text.replace(half, full)
    one, other = build({"a.rule": text}), build({"a.rule": swapped})
    assert (one[1], other[1]) == ((), ())
    assert len(one[0].homes) == len(other[0].homes) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(end: str) -> None:
    data = b"\xef\xbb\xbf" + GOOD.replace("\n", end).encode()
    text, problems = decode("item.rule", data)
    assert text is not None
    assert [item for item in problems if severity_of(item.code) == "error"] == []
    assert found_in(text) == ()


def test_bytes_that_are_no_utf_8_are_told() -> None:
    text, problems = decode("item.rule", GOOD.encode("gbk"))
    assert text is None
    assert [severity_of(item.code) for item in problems] == ["error"]


WORDS = st.sampled_from(
    (
        "条款",
        "措施",
        "奖励",
        "条件",
        "企业.规上",
        "并且",
        "或者",
        "（",
        "）",
        "「",
        "」",
        "“",
        "5万元",
        "的",
        "5%",
        "限额",
        "每个",
        "\n",
        " ",
        "#",
        "用例",
        "口径",
        "，",
        "[",
        "本年",
        "＊",
        "\u3000",
        "互斥",
        "一",
        "试政〔2020〕1号",
    )
)


@given(st.lists(WORDS, max_size=30))
def test_no_text_makes_the_reader_fail(words: list[str]) -> None:
    text = " ".join(words)
    rules, problems = build({"vocabulary.rule": VOCABULARY, "item.rule": text})
    compile_rules(rules)
    render_text(problems, {"item.rule": text, "vocabulary.rule": VOCABULARY})
    assert all(
        item.span is None or 0 <= item.span.start <= item.span.end <= len(text)
        for item in problems
        if item.span and item.span.file == "item.rule"
    )
