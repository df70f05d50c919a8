"""Characters take the cells a terminal gives them, and none stays hidden."""

import doctest

import pytest
from wcwidth import wcswidth

from rulesdsl.diagnostics import cells, excerpt, positions, suggest
from rulesdsl.diagnostics.cells import show_line, visible


@pytest.mark.parametrize(
    "text", ["措施", "「5％」", "10台（套）", "“含”—…①", "ａｂ", "e\u0301", "𠮷", "　", "≥0.2元/千瓦时"]
)
def test_widths_are_those_of_wcwidth(text: str) -> None:
    assert cells.cells(text) == wcswidth(text)


def test_ambiguous_characters_take_two_cells_where_the_terminal_draws_them_so() -> None:
    assert cells.cells("“含”", ambiguous=2) == 6


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("省\u202e经", "省<U+202E>经"),
        ("零\u200b宽", "零<U+200B>宽"),
        ("\x7f", "␡"),
        ("\x85", "<U+0085>"),
        ("\ud800", "<U+D800>"),
        ("一\n二", "一␊二"),
        ("全角　空格", "全角　空格"),
    ],
)
def test_what_can_not_be_seen_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_tab_reaches_the_next_stop_whatever_stands_before_it() -> None:
    assert [char.cells for char in show_line("a\t条\t")] == [1, 3, 2, 2]


@pytest.mark.parametrize("module", [cells, excerpt, positions, suggest])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    failed, tried = doctest.testmod(module)  # type: ignore[arg-type]
    assert tried
    assert not failed
