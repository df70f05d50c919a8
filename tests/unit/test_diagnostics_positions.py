"""Offsets become lines and columns as editors count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulesdsl.diagnostics import Span
from rulesdsl.diagnostics.positions import Index, Lines, Position


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_line_end_starts_a_line(line_end: str) -> None:
    lines = Lines(f"措施{line_end}条款")
    assert lines.at(2 + len(line_end)) == Position(2, 1)
    assert [lines.text(1), lines.text(2)] == ["措施", "条款"]


def test_an_offset_inside_a_line_end_is_the_end_of_its_line() -> None:
    lines = Lines("措施\r\n条款")
    assert lines.at(2) == lines.at(3) == Position(1, 3)


def test_an_offset_past_the_text_is_its_end() -> None:
    assert Lines("措施").at(99) == Position(1, 3)
    assert Lines("").at(0) == Position(1, 1)


def test_characters_beyond_the_basic_plane_are_one_column() -> None:
    assert Lines("𠮷企业").at(1) == Position(1, 2)


def test_a_span_that_ends_with_its_line_stays_on_it() -> None:
    lines = Lines("措施\n条款\n")
    assert lines.last(0, 3) == Position(1, 3)
    assert lines.last(3, 3) == Position(2, 1)


def test_a_file_that_was_not_read_has_no_lines() -> None:
    index = Index({})
    assert index.of("没有.rule") is None
    assert index.cut(Span("没有.rule", 0, 3)) == ""


@given(st.text(alphabet="企a\r\n\t“", max_size=30))
def test_positions_lead_back_to_the_character(text: str) -> None:
    lines = Lines(text)
    for offset, char in enumerate(text):
        at = lines.at(offset)
        if char not in "\r\n":
            assert lines.text(at.line)[at.column - 1] == char
    assert sum(len(lines.text(number + 1)) for number in range(len(lines))) == len(text.translate({10: None, 13: None}))
