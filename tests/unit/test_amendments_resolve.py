"""Where the locators of sentences lead: in the four documents of the notice, in statutes, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulesdsl.amendments.act import Act, parse_act
from rulesdsl.amendments.locator import RANKS, Locator, Step
from rulesdsl.amendments.parts import resolve_part
from rulesdsl.amendments.place import Place
from rulesdsl.amendments.quotes import as_in_document
from rulesdsl.amendments.resolve import resolve_locator, resolve_path
from rulesdsl.amendments.words import WORDS
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.source.find import Found, find_quote
from rulesdsl.source.numerals import to_chinese
from rulesdsl.source.parse import parse
from rulesdsl.source.units import SourceText

POLICIES = Path(__file__).parents[2] / "policies" / "fujian"
DOCUMENTS = {
    "闽政〔2015〕36号": "mz-2015-36",
    "闽政〔2016〕60号": "mz-2016-60",
    "闽政办〔2017〕29号": "mzb-2017-29",
    "闽政〔2017〕13号": "mz-2017-13",
}
HERE = Span("notice", 3, 7)

STATUTE = """某省示范管理条例
（2010年1月1日通过）
目录
第一章　总则
第二章　罚则
第一章　总则
第一条　为了加强示范管理，制定本条例。
第二条　省工信厅履行下列职责：
（一）登记示范；
（二）监督示范：
1.现场的；
2.书面的。
省财政厅安排经费。经费不得挪用。
第三条【登记】申请登记的，提交申请。应当在三日内提交。
登记机关可以要求下列补正：
（一）材料；
（二）签名。
登记不收费。
第二章　罚则
第四条　有下列情形之一的，给予警告：
（一）没有登记的；
有下列情形之一的，处以罚款：
（一）拒不登记的；
附件1
收费标准
第一条　不收费。
"""

DOCUMENT = """关于奖励的意见
各市人民政府：
为奖励企业，提出如下意见：
一、总体要求
到2020年完成。完成以后总结。
第二阶段另行安排。
二、奖励办法
各地可以奖励企业。
责任单位：省财政厅
（一）奖励大企业。
（二）奖励小企业。
责任单位：省工信厅
"""


def texts(name: str) -> SourceText:
    text = {"statute": STATUTE, "document": DOCUMENT}.get(name)
    if text is None:
        text = (POLICIES / name / "text.txt").read_text(encoding="utf-8")
    source, problems = parse(name, text)
    assert problems == ()
    return source


def locator_of(sentence: str) -> Locator:
    act = parse_act(sentence)
    assert act.diagnostics == ()
    return act.operations[0].locator


def place(source: SourceText, sentence: str) -> Place:
    (found,), problems = resolve_locator(source, locator_of(sentence), HERE)
    assert problems == ()
    return found


def standing(source: SourceText, sentence: str) -> tuple[str, str]:
    found = place(source, sentence)
    return found.unit, source.slice(found.span)


def refusal(source: SourceText, sentence: str) -> Diagnostic:
    found, problems = resolve_locator(source, locator_of(sentence), HERE)
    assert found == ()
    assert problems[0].span == HERE
    return problems[0]


def notice() -> Act:
    return parse_act((POLICIES / "mzb-2020-notice" / "text.txt").read_text(encoding="utf-8"))


def test_every_locator_of_the_notice_leads_into_the_text_as_first_issued() -> None:
    shown: list[tuple[str, list[str]]] = []
    for sentence in notice().sentences[:-1]:
        first = sentence.operations[0].locator
        places, problems = resolve_locator(texts(DOCUMENTS[first.number]), first, HERE)
        assert problems == ()
        shown.append((DOCUMENTS[first.number], [found.unit for found in places]))
    assert shown == [
        ("mz-2015-36", ["项:14"]),
        ("mz-2015-36", ["项:9", "项:13", "项:15", "项:16"]),
        ("mz-2015-36", ["项:12"]),
        ("mz-2015-36", ["项:18"]),
        ("mz-2015-36", [""]),
        ("mz-2016-60", ["点:6"]),
        ("mz-2016-60", [""]),
        ("mzb-2017-29", ["点:4"]),
        ("mzb-2017-29", [""]),
        ("mz-2017-13", ["点:1/项:4"]),
        ("mz-2017-13", ["点:1/项:4"]),
        ("mz-2017-13", ["点:2/项:1"]),
        ("mz-2017-13", ["点:2/项:2"]),
        ("mz-2017-13", ["点:4/项:1"]),
        ("mz-2017-13", ["点:6"]),
        ("mz-2017-13", ["点:7/项:4"]),
        ("mz-2017-13", ["点:8/项:2"]),
        ("mz-2017-13", [""]),
    ]


def test_every_quote_of_the_notice_stands_at_its_place() -> None:
    for sentence in notice().sentences[:-1]:
        for operation in sentence.operations:
            quote = getattr(operation, "find", None)
            if not isinstance(quote, str) or operation.locator.refers:
                continue
            source = texts(DOCUMENTS[operation.locator.number])
            for found in resolve_locator(source, operation.locator, HERE)[0]:
                assert find_quote(source, found.span, as_in_document(quote), 1).__class__ is Found, quote


def test_the_responsible_bodies_of_struck_words_are_those_that_speak_for_them() -> None:
    source = texts("mzb-2017-29")
    (sentence,) = (one for one in notice().sentences if any(item.locator.refers for item in one.operations))
    struck = find_quote(source, None, sentence.operations[1].find)
    assert isinstance(struck, Found)
    found = resolve_part(source, Place("点:4", struck.span), "责任单位")
    assert isinstance(found, Place)
    assert source.slice(found.span).startswith("省财政厅、经信委")
    assert "地税局，省国税局" in source.slice(found.span)


@pytest.mark.parametrize(
    ("sentence", "unit", "text"),
    [
        ("删去第一条。", "条:1", "第一条　为了加强示范管理，制定本条例。"),
        ("删去第二条第二款。", "条:2/款:2", "省财政厅安排经费。经费不得挪用。"),
        ("删去第二条第（二）项第1目。", "条:2/款:1/项:2/目:1", "1.现场的；"),
        ("删去第二条第一款第一项。", "条:2/款:1/项:1", "（一）登记示范；"),
        ("删去第四条第二款第一项。", "条:4/款:2/项:1", "（一）拒不登记的；"),
        ("删去第二条第二款第二句。", "条:2/款:2", "经费不得挪用。"),
        ("删去第一条第一句。", "条:1/款:1", "为了加强示范管理，制定本条例。"),
        ("删去第三条第三自然段。", "条:3/款:3", "登记不收费。"),
        ("将附件1中的“不”修改为“要”。", "附件:1", "附件1\n收费标准\n第一条　不收费。"),
        ("将第二条引言修改为：“甲：”", "条:2/款:1", "省工信厅履行下列职责："),
        ("将第三条第二款条首部分修改为：“甲：”", "条:3/款:2", "登记机关可以要求下列补正："),
        ("将第三条标题修改为：“甲”。", "条:3", "登记"),
        ("将第二章章名修改为：“甲”。", "章:2", "罚则"),
        ("将名称修改为：“甲”。", "标题", "某省示范管理条例"),
        ("删去第二条第二款开始部分的“甲”。", "条:2/款:2", "省财政厅安排经费。经费不得挪用。"),
        ("删去第三条末尾的“甲”。", "条:3/款:3", "登记不收费。"),
        ("删去第三条第二款末尾的“甲”。", "条:3/款:2/项:2", "签名。"),
        ("将第二条“省工信厅履行下列职责”中的“省”修改为“市”。", "条:2", ""),
        ("将第三条“登记”中的“三日”修改为“五日”。", "条:3", ""),
        ("将第三条第二款“登记机关可以要求”中的“可以”修改为“应当”。", "条:3/款:2", ""),
        ("将全文中的“甲”修改为“乙”。", "", STATUTE),
        ("将有关条文中的“甲”修改为“乙”。", "", STATUTE),
    ],
)
def test_places_in_a_statute(sentence: str, unit: str, text: str) -> None:
    found = standing(texts("statute"), sentence)
    assert found == (unit, text or found[1])


@pytest.mark.parametrize(
    ("sentence", "unit", "text"),
    [
        ("删去第一点第二款。", "点:1", "第二阶段另行安排。"),
        ("删去第一点第二段。", "点:1", "第二阶段另行安排。"),
        ("删去第一点第二句。", "点:1", "完成以后总结。"),
        ("删去第一点第一款第二句。", "点:1", "完成以后总结。"),
        ("删去第一条第二自然段。", "点:1", "第二阶段另行安排。"),
        ("删去第二点第一款。", "点:2/文首段", "各地可以奖励企业。"),
        ("将第一部分标题修改为：“一、甲”。", "点:1", "总体要求"),
        ("将第二点引言修改为：“甲”。", "点:2/文首段", "各地可以奖励企业。"),
        ("将前言中的“企业”修改为“单位”。", "前言", "为奖励企业，提出如下意见："),
        ("删去第二点第一项责任单位中的“省工信厅”。", "点:2/项:2", "省工信厅"),
        ("删去第二点责任单位中的“省财政厅”。", "点:2/文首段", "省财政厅"),
    ],
)
def test_places_in_a_document(sentence: str, unit: str, text: str) -> None:
    assert standing(texts("document"), sentence) == (unit, text)


def test_a_paragraph_and_a_sentence_know_their_number() -> None:
    found = place(texts("document"), "删去第一点第一款第二句。")
    assert (found.paragraph, found.sentence, found.is_unit) == (1, 2, False)


def test_paragraphs_of_a_preamble_are_counted_without_its_heading() -> None:
    source, _ = parse("t", "某法\n（1982年12月4日通过）\n序　言\n示范是好的。\n国家鼓励示范。\n第一条　甲。\n")
    assert standing(source, "将序言第二自然段中的“国家”修改为“国务院”。") == ("前言", "国家鼓励示范。")


@pytest.mark.parametrize(
    ("name", "sentence", "code", "message", "advice"),
    [
        ("statute", "删去第九条。", "RD550", "文本里没有「第九条」", "相近的有「第二条」、「第三条」、「第四条」"),
        ("statute", "删去第一条第二款。", "RD550", "第一条里没有「第二款」", "「第二条 第二款」"),
        ("statute", "删去第一条第三句。", "RD550", "第一条里没有「第三句」", "这里有 1 句"),
        ("statute", "将附件2中的“甲”修改为“乙”。", "RD550", "文本里没有「附件2」", ""),
        ("statute", "将第三章章名修改为：“甲”。", "RD550", "文本里没有「第三章」", ""),
        ("document", "删去第一点第五款。", "RD550", "第一点里没有「第五款」", "第一点有 2 段"),
        ("document", "删去第九点。", "RD550", "文本里没有「第九点」", "相近的有「第一点」、「第二点」"),
        ("document", "将附件1中的“甲”修改为“乙”。", "RD550", "文本里没有「附件1」", "核对编号"),
        ("document", "将第一点第二行中的“甲”修改为“乙”。", "RD550", "第一点里没有「第二行」", "核对编号"),
        ("statute", "删去第四条第（一）项。", "RD551", "第四条里「第一项」不止一处", "「第四条 第二款 第一项」"),
        ("statute", "删去第三条第一句。", "RD551", "第三条里「第一句」不止一处", "「第三条 第三款」"),
        ("statute", "将第三条“罚则”中的“三日”修改为“五日”。", "RD552", "第三条的标题或开头不是「罚则」", "「登记」"),
        ("statute", "将第二条“市工信厅”中的“甲”修改为“乙”。", "RD552", "", "「省工信厅履行下列职责：」"),
        ("document", "将第二点“总体要求”中的“甲”修改为“乙”。", "RD552", "", "「奖励办法」"),
        ("document", "将第一点“到2020年完成”中的“甲”修改为“乙”。", "RD552", "", "「总体要求」"),
        ("document", "将第二点第一项标题修改为：“甲”。", "RD553", "第二点 第一项没有「标题」可改", ""),
        ("statute", "删去第一条责任单位中的“甲”。", "RD553", "第一条没有「责任单位」可改", ""),
        ("document", "将目录中的“甲”修改为“乙”。", "RD553", "文本没有「目录」可改", ""),
    ],
)
def test_what_is_refused_and_why(name: str, sentence: str, code: str, message: str, advice: str) -> None:
    problem = refusal(texts(name), sentence)
    assert problem.code == code
    assert message in problem.message
    assert advice in problem.help


def test_the_quote_behind_a_point_is_compared_with_inner_marks_as_in_the_document() -> None:
    source, _ = parse("t", "一、实施“首购首用”政策\n给予奖励。\n")
    assert place(source, "将第一点“实施‘首购首用’政策”中的“奖励”修改为“补助”。").unit == "点:1"


def test_an_article_of_an_annex_is_found_below_it_and_no_other() -> None:
    source = texts("statute")
    found = [resolve_path(source, path) for path in ((Step("条", "1"),), (Step("附件", "1"), Step("条", "1")))]
    assert [one.unit for one in found if isinstance(one, Place)] == ["条:1", "附件:1/条:1"]


def test_each_wrong_path_has_its_diagnostic_and_the_right_ones_their_place() -> None:
    found, problems = resolve_locator(texts("statute"), locator_of("删去第一条、第八条和第九条。"), HERE)
    assert [one.unit for one in found] == ["条:1"]
    assert [problem.message for problem in problems] == ["文本里没有「第八条」", "文本里没有「第九条」"]


def test_every_part_a_sentence_can_name_is_known() -> None:
    source = texts("statute")
    words = [*WORDS["PART"], *WORDS["HEADING"], "名称", "开始部分", "末尾"]
    expected = {"责任单位": None, "目录": "目录", "名称": "标题"}
    for word in words:
        found = resolve_part(source, place(source, "删去第三条。"), word)
        unit = found.unit if isinstance(found, Place) else None
        assert unit == expected.get(word, unit)
        assert isinstance(found, Place) == (word != "责任单位")


STEPS = st.builds(Step, st.sampled_from(sorted(RANKS)), st.sampled_from(["1", "2", "3之1", "27.5", "9999"]))


@given(st.lists(STEPS, max_size=5), st.sampled_from(["statute", "document", "mz-2015-36"]))
def test_any_path_has_a_place_or_a_reason(path: list[Step], name: str) -> None:
    source = SOURCES[name]
    found = resolve_path(source, tuple(path))
    if isinstance(found, Place):
        assert source.span.start <= found.span.start < found.span.end <= source.span.end
    else:
        assert found.code in ("RD550", "RD551")


SOURCES = {name: texts(name) for name in ("statute", "document", "mz-2015-36")}


def test_thousands_of_sentences_on_a_long_statute_take_no_time() -> None:
    # The test would run for minutes if a place were sought by walking through the text.
    body = "本省企业应当依法办理登记，" * 8
    articles = [f"第{to_chinese(n)}条　{body}：\n（一）甲；\n（二）乙。\n{body}。\n" for n in range(1, 5001)]
    source, problems = parse("t", "".join(articles))
    assert problems == ()
    for number in range(1, 5001):
        found = resolve_path(source, (Step("条", str(number)), Step("项", "2")))
        assert isinstance(found, Place)
        assert found.unit == f"条:{number}/款:1/项:2"
        assert isinstance(resolve_path(source, (Step("条", str(number)), Step("款", "7"))), Diagnostic)
