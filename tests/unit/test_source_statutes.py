"""Statutes: books, chapters, articles, their paragraphs and items, contents, preamble and annexes.

The statutes are made up. What holds for every text is also tried on the policies and on texts put together at random.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulesdsl.source.find import Found, find_quote
from rulesdsl.source.locate import Unresolved, cite, resolve
from rulesdsl.source.parse import parse
from rulesdsl.source.sentences import sentences
from rulesdsl.source.units import SourceText, Unit

CODE = """中华人民共和国示范法
（1993年10月31日第八届全国人民代表大会常务委员会第四次会议通过　根据2009年8月27日《关于修改部分法律的决定》第一次修正
根据2013年10月25日第二次修正）
目　录
序　言
第一编　总　则
第一章　一般规定
第二章　管理
第一节　登记
第二编　附则
序　言
示范是好的。
国家鼓励示范。
第一编　总　则
第一章　一般规定
第一条　为了示范，制定本法。
第二条【定义】本法所称示范，包括下列各项：
（一）公开的示范；
（二）内部的示范：
1．甲类；
2．乙类。
前款所列示范，由国务院规定。第三类除外。
违反第三条规定的，
不适用前款。
第二章　管理
第一节　登记
第三条（登记机关）国务院主管登记。
第三条之一　省级人民政府负责本行政区域的登记。
第二编　附则
第四条　（删去）
第五条　本法自公布之日起施行。
附件1
示范目录
一、甲类示范
（一）城市
（二）乡村
附表：示范收费标准
第一条　登记不收费。
"""

MEASURES = """某省示范管理办法
第一条　为了加强示范管理，制定本办法。
第二条　有下列情形之一的，给予警告：
（一）没有登记的；
（二）登记不实的。
第三条　本办法由省工信厅解释。
本办法自2020年1月1日起施行。
"""

INTERPRETATION = """某法院关于示范合同的解释
一、示范合同的认定
第一条　示范合同应当书面订立。
第二条　没有书面订立的，参照交易习惯。
二、示范合同的效力
第三条　示范合同依法成立的，受法律保护。
"""

POLICIES = sorted((Path(__file__).parents[2] / "policies").rglob("text.txt"))


def read(text: str) -> SourceText:
    source, problems = parse("t", text)
    assert problems == ()
    return source


def ids(text: str) -> list[str]:
    return [unit.id for unit in read(text).units]


def unit(source: SourceText, citation: str) -> Unit:
    found = resolve(source, citation)
    assert isinstance(found, Unit), found
    return found


def own_text(source: SourceText, citation: str) -> list[str]:
    return [source.slice(part) for part in unit(source, citation).body]


def test_a_code_has_all_its_units_and_no_more() -> None:
    assert ids(CODE) == [
        "标题",
        "版头",
        "目录",
        "前言",
        "编:1",
        "编:1/章:1",
        "条:1",
        "条:1/款:1",
        "条:2",
        "条:2/款:1",
        "条:2/款:1/项:1",
        "条:2/款:1/项:2",
        "条:2/款:1/项:2/文首段",
        "条:2/款:1/项:2/目:1",
        "条:2/款:1/项:2/目:2",
        "条:2/款:2",
        "条:2/款:3",
        "编:1/章:2",
        "编:1/章:2/节:1",
        "条:3",
        "条:3/款:1",
        "条:3之1",
        "条:3之1/款:1",
        "编:2",
        "条:4",
        "条:4/款:1",
        "条:5",
        "条:5/款:1",
        "附件:1",
        "附件:1/点:1",
        "附件:1/点:1/项:1",
        "附件:1/点:1/项:2",
        "附表",
        "附表/条:1",
        "附表/条:1/款:1",
    ]


def test_what_stands_before_the_articles_is_told_apart() -> None:
    source = read(CODE)
    assert own_text(source, "标题") == ["中华人民共和国示范法"]
    assert source.slice(unit(source, "版头").span).endswith("第二次修正）")
    assert own_text(source, "前言") == ["示范是好的。", "国家鼓励示范。"]
    assert unit(source, "前言").title == "序　言"
    assert own_text(source, "目录") == [
        "序　言",
        "第一编　总　则",
        "第一章　一般规定",
        "第二章　管理",
        "第一节　登记",
        "第二编　附则",
    ]


def test_contents_without_a_preamble_are_not_the_chapters() -> None:
    text = "某办法\n目录\n第一章　总则\n第二章　附则\n第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。\n"
    assert ids(text) == ["标题", "目录", "章:1", "条:1", "条:1/款:1", "章:2", "条:2", "条:2/款:1"]


def test_headings_of_chapters_and_in_brackets_are_titles() -> None:
    source = read(CODE)
    cited = ("第一编", "第一编 第二章", "第一编 第二章 第一节", "第二条", "第三条", "第四条", "附表")
    assert [unit(source, one).title for one in cited] == [
        "总　则",
        "管理",
        "登记",
        "定义",
        "登记机关",
        "",
        "示范收费标准",
    ]
    assert own_text(source, "第三条第一款") == ["国务院主管登记。"]
    assert own_text(source, "第四条第一款") == ["（删去）"]


def test_heading_may_stand_on_the_line_below_its_label() -> None:
    source = read("第一章\n总则\n第一条\n甲可以。\n第二条【乙】\n乙可以。\n")
    assert unit(source, "第一章").title == "总则"
    assert own_text(source, "第一条第一款") == ["甲可以。"]
    assert (unit(source, "第二条").title, own_text(source, "第二条第一款")) == ("乙", ["乙可以。"])


def test_text_behind_the_items_is_the_next_paragraph_of_the_article() -> None:
    source = read(CODE)
    assert own_text(source, "第二条第一款") == ["本法所称示范，包括下列各项："]
    assert own_text(source, "第二条第二款") == ["前款所列示范，由国务院规定。第三类除外。"]
    assert own_text(source, "第二条第三款") == ["违反第三条规定的，\n不适用前款。"]
    assert [one.id for one in sentences(source, unit(source, "第二条第二款"))] == [
        "条:2/款:2/句:1",
        "条:2/款:2/句:2",
    ]


def test_a_statute_without_chapters_has_articles_only() -> None:
    assert ids(MEASURES)[-3:] == ["条:3", "条:3/款:1", "条:3/款:2"]


def test_headings_over_articles_are_points() -> None:
    source = read(INTERPRETATION)
    assert (unit(source, "第二部分").id, unit(source, "第二部分").title) == ("点:2", "示范合同的效力")
    assert unit(source, "第三条").parent == "点:2"


def test_old_statutes_count_items_with_a_point() -> None:
    source = read("第一条　有下列情形的：\n一、没有登记的；\n二、登记不实的。\n第二条　本办法自公布之日起施行。\n")
    assert unit(source, "第一条第二项").id == "条:1/款:1/项:2"


def test_decimal_articles_are_counted_as_written() -> None:
    source = read("第27.571条　定义\n甲是甲。\n第27.573条　术语\n乙是乙。\n")
    assert unit(source, "第27.573条").id == "条:27.573"
    assert cite(source, source.by_id["条:27.573/款:1"]) == "第27.573条 第一款"


def test_articles_go_past_a_thousand() -> None:
    source = parse("t", "第一千二百五十九条　甲。\n第一千二百六十条　乙。\n")[0]
    assert unit(source, "第一千二百六十条").id == "条:1260"


def test_divisions_of_a_book_stand_above_its_chapters() -> None:
    text = "第一编　物权\n第一分编　通则\n第一章　一般规定\n第一条　甲。\n"
    assert ids(text)[:3] == ["编:1", "编:1/分编:1", "编:1/分编:1/章:1"]


def test_a_signature_is_no_paragraph() -> None:
    assert ids(MEASURES + "某省人民政府\n2019年12月1日\n")[-2:] == ["条:3/款:2", "落款"]


@pytest.mark.parametrize(
    "text",
    [
        "第一条规定的企业，给予奖励。",
        "一、甲\n给予奖励。\n二、乙\n依照\n第一条的规定办理。",
        "一、修改如下：\n第一条修改为：“甲。”",
        "一、甲\n给予奖励。\n附件\n某办法\n第一条　甲。\n",
    ],
)
def test_a_text_that_names_articles_is_no_statute(text: str) -> None:
    assert not any(one.kind == "article" for one in parse("t", text)[0].units)


def test_repeated_missing_and_inserted_articles_are_reported_as_in_other_texts() -> None:
    _, problems = parse("t", "第一章　总则\n第一条　甲。\n第二章　附则\n第三条　乙。\n第三条　丙。\n第三条之一　丁。\n")
    assert [(one.code, one.message) for one in problems] == [
        ("RD011", "「第一条」之后是「第三条」，编号不连续"),
        ("RD010", "编号「第三条」重复"),
    ]


@pytest.mark.parametrize(
    ("citation", "wanted"),
    [
        ("第二条", "条:2"),
        ("第2条第1款第（二）项", "条:2/款:1/项:2"),
        ("第二条 第二项", "条:2/款:1/项:2"),
        ("第二条第一款第二项第1目", "条:2/款:1/项:2/目:1"),
        ("第三条之一", "条:3之1"),
        ("第一编第二章第三条", "条:3"),
        ("第一条", "条:1"),
        ("附表第一条", "附表/条:1"),
        ("附件1第一点第二项", "附件:1/点:1/项:2"),
        ("第二条“定义”", "条:2"),
    ],
)
def test_citations_of_a_statute(citation: str, wanted: str) -> None:
    assert unit(read(CODE), citation).id == wanted


@pytest.mark.parametrize(
    ("citation", "reason", "near"),
    [
        ("第九条", "unknown", ("第三条之一", "第四条", "第五条")),
        ("第二条第四款", "unknown", ("第四条",)),
        ("第一章", "ambiguous", ()),
        ("第一项", "ambiguous", ("第二条 第一款 第一项", "附件1 第一点 第一项")),
        ("附件2", "unknown", ()),
    ],
)
def test_what_a_statute_does_not_have_is_never_guessed(citation: str, reason: str, near: tuple[str, ...]) -> None:
    text = CODE.replace("第二编　附则\n第四条", "第二编　附则\n第一章　其他\n第四条")
    failure = resolve(parse("t", text)[0], citation)
    assert isinstance(failure, Unresolved)
    assert failure.reason == reason
    if near:
        assert failure.near == near


def test_a_chapter_a_statute_lacks_is_not_taken_for_an_article() -> None:
    failure = resolve(read(MEASURES), "第二章")
    assert isinstance(failure, Unresolved)
    assert (failure.reason, failure.near) == ("unknown", ("第二条", "第二条 第一款 第二项", "第三条 第二款"))


def test_a_quote_is_looked_for_in_an_article_with_all_below_it() -> None:
    source = read(CODE)
    assert isinstance(find_quote(source, unit(source, "第二条"), "甲类"), Found)


TEXTS = {"code": CODE, "measures": MEASURES, "interpretation": INTERPRETATION} | {
    file.parent.name: file.read_text(encoding="utf-8") for file in POLICIES
}


@pytest.mark.parametrize("name", ["code", "measures", "interpretation"])
def test_every_unit_of_a_statute_is_found_again_by_its_citation(name: str) -> None:
    source = read(TEXTS[name])
    for one in source.units:
        assert resolve(source, cite(source, one)) is one


def assert_own_parts_are_contiguous(source: SourceText) -> None:
    ends = (*source.starts[1:], source.span.end) if source.units else ()
    assert all(before < after for before, after in pairwise(source.starts))
    assert len(source.by_id) == len(source.units)
    for one, end in zip(source.units, ends, strict=True):
        own = [one.label_span, one.title_span, *one.body, *(line.span for line in one.responsibility)]
        parts = [part for part in own if part]
        assert parts[0].start == one.span.start
        assert parts[-1].end <= min(end, one.span.end)
        assert all(part.start < part.end for part in parts)
        if one.parent is not None:
            upper = source.by_id[one.parent].span
            assert upper.start < one.span.start
            assert one.span.end <= upper.end


@pytest.mark.parametrize("name", TEXTS)
def test_own_parts_of_a_unit_end_before_the_next_unit_begins(name: str) -> None:
    assert_own_parts_are_contiguous(parse(name, TEXTS[name])[0])


LINES = st.lists(
    st.sampled_from(
        [
            "第一条　甲可以。",
            "第二条",
            "第三条【丙】",
            "第四条（丁）丁可以：",
            "第一章　总则",
            "第一节",
            "第一编 总则",
            "一、总体要求",
            "二、给予奖励。",
            "（一）甲；",
            "（二）",
            "1. 甲。",
            "责任单位：省财政厅",
            "目　录",
            "序　言",
            "示范是好的。",
            "示范，",
            "附件",
            "附表1 收费标准",
            "（2015年7月1日通过",
            "各市人民政府：",
            "闽政〔2015〕36号",
            "以上措施自发布之日起执行。",
            "某省人民政府",
        ]
    ),
    max_size=12,
)


@given(LINES)
def test_own_parts_are_contiguous_whatever_the_lines(lines: list[str]) -> None:
    source = parse("t", "\n".join(lines))[0]
    assert_own_parts_are_contiguous(source)


@given(LINES)
def test_no_line_is_lost(lines: list[str]) -> None:
    source = parse("t", "\n".join(lines))[0]
    held = {offset for one in source.units for offset in range(one.span.start, one.span.end)}
    assert all(offset in held for offset, mark in enumerate(source.text) if not mark.isspace())


@pytest.mark.parametrize(
    "text", ["第" * 300_000, "第一条\n" * 20_000, "第一条　\n" + "（一）" * 100_000, "第一章" * 100_000]
)
def test_hostile_statutes_are_read_in_linear_time(text: str) -> None:
    # The test would run for minutes if any step were quadratic.
    assert parse("t", text)[0].text == text
