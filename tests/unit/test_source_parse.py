"""Decoding and parsing, the worst input included."""

from __future__ import annotations

import pytest

from rulesdsl.source.parse import parse, read
from rulesdsl.source.text import LARGEST_FILE, decode
from rulesdsl.source.units import SourceText

TWO_POINTS = "一、总体要求\n到2020年完成。\n二、扶持\n（一）奖励。给予奖励。\n（二）补助。给予补助。\n"


def ids(text: str) -> list[str]:
    return [unit.id for unit in parse("t", text)[0].units]


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in read("t", data)[1]]


@pytest.mark.parametrize("data", [b"", b" \n", "\ufeff\n　".encode()])
def test_file_without_words_is_refused(data: bytes) -> None:
    assert (read("t", data)[0], codes(data)) == (None, ["RD005"])


def test_byte_order_mark_is_removed_and_crlf_kept() -> None:
    source, problems = read("t", ("\ufeff" + TWO_POINTS.replace("\n", "\r\n")).encode())
    assert problems == ()
    assert source is not None
    assert source.text.startswith("一、总体要求\r\n")
    assert ids(TWO_POINTS) == [unit.id for unit in source.units]
    assert [source.units[0].title, source.slice(source.units[0].body[0])] == ["总体要求", "到2020年完成。"]


def test_gbk_bytes_are_named_as_such() -> None:
    text, problems = decode("t", "一、总体要求".encode("gbk"))
    assert text is None
    assert problems[0].code == "RD002"
    assert "GBK" in problems[0].message


def test_place_of_the_first_bad_byte_counts_code_points() -> None:
    _, problems = decode("t", "一、总".encode() + b"\xff\xfe\xff")
    assert problems[0].span is not None
    assert problems[0].span.start == 3


@pytest.mark.parametrize("mark", ["\u202e", "\u200b", "\x00", "\u2028", "\x85"])
def test_invisible_mark_is_reported_where_it_stands(mark: str) -> None:
    _, problems = decode("t", f"一、奖励{mark}企业{mark}".encode())
    assert [problem.code for problem in problems] == ["RD003"]
    assert problems[0].span is not None
    assert (problems[0].span.start, len(problems[0].secondary)) == (4, 1)


def test_file_above_the_limit_is_refused_unread() -> None:
    assert codes(b"\xff" * (LARGEST_FILE + 1)) == ["RD001"]


def test_text_without_labels_has_a_preamble_only_and_a_warning() -> None:
    source, problems = parse("t", "关于奖励的通知\n各市人民政府：\n现决定给予奖励。")
    assert [unit.id for unit in source.units] == ["标题", "主送", "前言"]
    assert [problem.code for problem in problems] == ["RD012"]


def test_repeated_label_is_reported_and_kept_apart() -> None:
    source, problems = parse("t", "一、甲\n给予奖励。\n一、乙\n给予补助。")
    assert [unit.id for unit in source.units] == ["点:1", "点:1~2"]
    assert [problem.code for problem in problems] == ["RD010"]


def test_missing_number_is_noted() -> None:
    assert [problem.code for problem in parse("t", "一、甲\n给予奖励。\n三、乙\n给予补助。")[1]] == ["RD011"]


def test_inserted_number_follows_its_base() -> None:
    text = "一、甲\n给予奖励。\n一之一、乙\n给予补助。\n一之二、丙\n给予补贴。\n二、丁\n给予贴息。"
    source, problems = parse("t", text)
    assert [unit.id for unit in source.units] == ["点:1", "点:1之1", "点:1之2", "点:2"]
    assert problems == ()


def test_series_that_restarts_belongs_to_its_points() -> None:
    text = "一、甲\n（一）给予奖励。\n二、乙\n（一）给予补助。"
    assert ids(text) == ["点:1", "点:1/项:1", "点:2", "点:2/项:1"]


def test_series_that_goes_on_runs_through_the_points() -> None:
    assert ids("一、甲\n（一）给予奖励。\n二、乙\n（二）给予补助。") == ["点:1", "项:1", "点:2", "项:2"]


def test_four_levels_nest() -> None:
    assert ids("一、甲\n（一）乙\n1.丙\n（1）给予奖励。\n（2）给予补助。")[-1] == "点:1/项:1/目:1/小目:2"


def test_number_at_the_start_of_a_continued_line_is_no_label() -> None:
    assert ids("一、甲\n投资额超过\n3.5亿元的，依照第\n（一）项给予奖励。") == ["点:1"]


def test_full_width_space_and_blank_lines_mean_nothing() -> None:
    assert ids(TWO_POINTS) == ids("\n　　" + TWO_POINTS.replace("\n", "\n　　\n　　　"))


def test_signature_is_cut_off_the_end() -> None:
    text = "一、甲\n给予奖励。\n以上措施自发布之日起执行。\n福建省人民政府\n2015年7月1日"
    assert ids(text) == ["点:1", "结尾段", "落款"]


def test_document_number_and_day_are_imprint() -> None:
    text = "关于奖励的\n若干意见\n发布日期:2020-12-16\n各市人民政府:\n为奖励企业，提出如下意见：\n一、甲\n给予奖励。"
    source: SourceText = parse("t", text)[0]
    assert [unit.id for unit in source.units] == ["标题", "版头", "主送", "前言", "点:1"]


def test_paragraph_after_a_responsibility_line_inside_a_point_closes_the_point() -> None:
    text = "一、甲\n（一）给予奖励。\n责任单位：省财政厅\n以上资金统筹安排。\n二、乙\n给予补助。"
    assert ids(text) == ["点:1", "点:1/项:1", "点:1/结尾段", "点:2"]


def test_unclosed_bracket_swallows_nothing() -> None:
    assert ids("一、甲\n给予（奖励。\n二、乙\n给予补助。") == ["点:1", "点:2"]


@pytest.mark.parametrize("text", ["　" * 1_000_000, "一、甲\n" + "给\n" * 60_000, "（" * 1_000_000, "一、\n" * 20_000])
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    # The test would run for minutes if any step were quadratic.
    assert parse("t", text)[0].text == text
