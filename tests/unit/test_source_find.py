"""Quotes, citations, sentences, coverage and numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulesdsl.diagnostics import Span
from rulesdsl.source.coverage import uncovered
from rulesdsl.source.find import Ambiguous, Found, NotFound, find_quote
from rulesdsl.source.fold import fold
from rulesdsl.source.locate import Unresolved, resolve
from rulesdsl.source.numerals import parse_number, to_chinese, to_int
from rulesdsl.source.parse import parse
from rulesdsl.source.sentences import sentences
from rulesdsl.source.units import SourceText, Unit

TEXT = """一、扶持
（一）技改。对高成长企
业按设备投资额的 5%予以补助，每日7︰00—8︰00用电每千瓦时奖励0.2元／千瓦时；最高不超过250万元。支持“先买。后补”。
责任单位：省财政厅
（二）贴息。对高成长企业给予贴息，最高不超过250万元。
"""


@pytest.fixture
def source() -> SourceText:
    return parse("t", TEXT)[0]


def quoted(source: SourceText, quote: str, nth: int | None = None) -> str:
    found = find_quote(source, None, quote, nth)
    assert isinstance(found, Found), found
    return source.slice(found.span)


def unit(source: SourceText, citation: str) -> Unit:
    found = resolve(source, citation)
    assert isinstance(found, Unit), found
    return found


def test_quote_is_found_over_a_line_break_and_spaces(source: SourceText) -> None:
    assert quoted(source, "高成长企业按设备投资额的5%予以补助") == "高成长企\n业按设备投资额的 5%予以补助"


@pytest.mark.parametrize("quote", ["7:00—8:00", "７：００－８：００", "0.2元/千瓦时", "“先买。后补”", '"先买。后补"'])
def test_width_variants_are_equal(source: SourceText, quote: str) -> None:
    assert fold(quote).text == fold(quoted(source, quote)).text


def test_quote_that_occurs_twice_must_say_which(source: SourceText) -> None:
    found = find_quote(source, None, "最高不超过250万元")
    assert isinstance(found, Ambiguous)
    assert len(found.spans) == 2
    second = find_quote(source, None, "最高不超过250万元", 2)
    assert isinstance(second, Found)
    assert (found.spans[1], 2) == (second.span, second.count)
    third = find_quote(source, None, "最高不超过250万元", 3)
    assert isinstance(third, Ambiguous)
    assert (third.spans, third.nth) == (found.spans, 3)


def test_scope_makes_a_quote_unique(source: SourceText) -> None:
    assert isinstance(find_quote(source, unit(source, "第二项"), "最高不超过250万元"), Found)


def test_empty_quote_is_not_found(source: SourceText) -> None:
    assert NotFound(None) == find_quote(source, None, " 　")


@pytest.mark.parametrize(
    ("quote", "standing"),
    [
        ("按設備投資額的5%予以補助", "按设备投资额的 5%予以补助"),
        ("按设备投资额的8%予以补助", "按设备投资额的 5%予以补助"),
        ("按设备总投资额的5%予以补助", "按设备投资额的 5%予以补助"),
        ("按投资额的5%予以补助", "按设备投资额的 5%予以补助"),
    ],
)
def test_missing_quote_names_the_nearest_passage(source: SourceText, quote: str, standing: str) -> None:
    found = find_quote(source, None, quote)
    assert isinstance(found, NotFound)
    assert found.nearest is not None
    assert standing == source.slice(found.nearest.span)
    assert found.nearest.differences


def test_difference_points_at_the_mark_that_differs(source: SourceText) -> None:
    found = find_quote(source, None, "按设备投资额的8%予以补助")
    assert isinstance(found, NotFound)
    assert found.nearest is not None
    assert [(one.quoted, source.slice(one.span)) for one in found.nearest.differences] == [("8", "5")]


def test_long_quote_with_slips_still_has_a_nearest_passage() -> None:
    long = "".join(f"第{n}家企业给予奖励；" for n in range(800))
    source = parse("t", "一、奖励\n" + long + "给予补助。")[0]
    found = find_quote(source, None, long.replace("第300家", "第三百家").replace("第500家", "第五百家"))
    assert isinstance(found, NotFound)
    assert found.nearest is not None
    assert [one.quoted for one in found.nearest.differences] == ["三百", "五百"]


def test_quote_with_nothing_alike_has_no_nearest(source: SourceText) -> None:
    assert NotFound(None) == find_quote(source, None, "zzzzqqqq")


@pytest.mark.parametrize("citation", ["第一点 第二项", "第二项", "第（二）项", "一、（二）", "第一点的第二项", "第2项"])
def test_citations_are_read_in_many_forms(source: SourceText, citation: str) -> None:
    assert unit(source, citation).id == "点:1/项:2"


@pytest.mark.parametrize(
    ("citation", "reason"),
    [
        ("胡说", "bad-citation"),
        ("", "bad-citation"),
        ("第", "bad-citation"),
        ("第九项", "unknown"),
        ("第二点", "unknown"),
        ("第一点“奖励”", "heading-mismatch"),
        ("第" * 10_000, "bad-citation"),
    ],
)
def test_citation_of_nothing_is_refused(source: SourceText, citation: str, reason: str) -> None:
    failure = resolve(source, citation)
    assert isinstance(failure, Unresolved)
    assert failure.reason == reason


def test_ambiguous_citation_lists_the_candidates() -> None:
    source = parse("t", "一、甲\n（一）给予奖励。\n二、乙\n（一）给予补助。")[0]
    failure = resolve(source, "第一项")
    assert isinstance(failure, Unresolved)
    assert (failure.reason, failure.near) == ("ambiguous", ("第一点 第一项", "第二点 第一项"))


def test_repeated_label_is_never_guessed() -> None:
    failure = resolve(parse("t", "一、甲\n给予奖励。\n一、乙\n给予补助。")[0], "第一点")
    assert isinstance(failure, Unresolved)
    assert failure.reason == "ambiguous"


def test_sentences_end_outside_quotation_marks_only(source: SourceText) -> None:
    found = sentences(source, unit(source, "第一项"))
    assert [one.id for one in found] == ["点:1/项:1/句:1", "点:1/项:1/句:2", "点:1/项:1/句:3"]
    assert source.slice(found[2].span) == "支持“先买。后补”。"


def test_uncovered_sentence_is_given_whole_and_phrase_in_part(source: SourceText) -> None:
    item = unit(source, "第一项")
    covered = find_quote(source, item, "按设备投资额的5%予以补助")
    assert isinstance(covered, Found)
    pieces = uncovered(source, item, [covered.span])
    assert [piece.whole for piece in pieces] == [False, False, True, True]
    assert source.slice(pieces[0].span) == "对高成长企\n业"
    assert uncovered(source, item, [item.span]) == ()
    assert len(uncovered(source, item, [])) == 3


@given(st.integers(1, 9999))
def test_numeral_and_number_are_inverse(number: int) -> None:
    assert number == to_int(to_chinese(number))


@given(st.text("零一二三四五六七八九十百", max_size=8))
def test_reading_a_numeral_never_fails_and_stays_in_range(numeral: str) -> None:
    value = to_int(numeral)
    assert value is None or 1 <= value <= 9999


@pytest.mark.parametrize("wrong", ["", "零", "百", "二三", "十十", "一百五", "10000", "0", "²", "9" * 100_000])
def test_what_is_no_numeral_has_no_value(wrong: str) -> None:
    assert to_int(wrong) is None


def test_insertions_are_part_of_a_number() -> None:
    assert (parse_number("二十五"), parse_number("十一之一"), parse_number("十一之")) == ((25,), (11, 1), None)


MARKS = st.text('企业，,：:︰（( 　\n\r—-“"1１%％aＡ')


@given(MARKS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(text).text == fold(fold(text).text).text


@given(MARKS)
def test_every_folded_mark_leads_back_to_its_origin(text: str) -> None:
    folded = fold(text)
    assert [fold(text[origin]).text for origin in folded.origins] == list(folded.text)
    assert list(folded.origins) == sorted(set(folded.origins))


@given(MARKS, st.integers(0, 30), st.integers(0, 30))
def test_any_piece_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    source = SourceText("t", text, (), Span("t", 0, len(text)))
    quote = text[start : start + length]
    found = find_quote(source, None, quote)
    if fold(quote).text:
        assert isinstance(found, Found | Ambiguous)
    else:
        assert NotFound(None) == found
