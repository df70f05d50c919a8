"""The grammar: no conflicts, plain keywords, and a new kind of clause line that touches only its own parts."""

from __future__ import annotations

import logging
import re

import pytest
from attrs import frozen
from lark import Lark, Token, Tree
from lark.lexer import PatternStr
from lark.utils import TextSlice, logger

from rulesdsl.model.build import LINE_BUILDERS, clause
from rulesdsl.model.tree import Node, Source, quote, some, token
from rulesdsl.syntax.grammar import PARTS, grammar_text, parser
from rulesdsl.syntax.pieces import TOP_LEVEL


def lalr(text: str) -> Lark:
    return Lark(text, parser="lalr", start="piece", propagate_positions=True, maybe_placeholders=False, debug=True)


@pytest.fixture
def lark_log(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    """What lark says while it builds a parser."""
    monkeypatch.setattr(logger, "propagate", True)
    monkeypatch.setattr(logger, "handlers", [])
    caplog.set_level(logging.DEBUG, logger=logger.name)
    return caplog


def test_there_is_no_conflict(lark_log: pytest.LogCaptureFixture) -> None:
    lalr(grammar_text())
    assert [item.getMessage() for item in lark_log.records if "conflict" in item.getMessage().lower()] == []


def test_a_conflict_would_be_logged(lark_log: pytest.LogCaptureFixture) -> None:
    # `names` may end where another list goes on: whether to go on can't be seen from the next mark.
    lalr(grammar_text() + "\n%extend simple_line: KW_DUTY names (LIST_MARK NAME)+ -> duties\n")
    assert any("conflict" in item.getMessage().lower() for item in lark_log.records)


def test_every_keyword_is_a_plain_string_without_priority() -> None:
    keywords = [terminal for terminal in parser().terminals if terminal.name.startswith("KW_")]
    assert len(keywords) > 100
    assert [item.name for item in keywords if not isinstance(item.pattern, PatternStr) or item.priority != 0] == []
    assert [item.name for item in keywords if not re.fullmatch(r"[^\W\d_a-zA-Z]+", item.pattern.value)] == []


def test_no_keyword_is_declared_twice_and_none_stands_in_a_rule_as_a_string() -> None:
    text = grammar_text()
    words = re.findall(r'^KW_[A-Z_]+: "([^"]+)"$', text, re.MULTILINE)
    assert len(words) == len(set(words)) == text.count("\nKW_")
    rules = "\n".join(line for line in text.splitlines() if re.match(r"[?!]?[a-z_]+[:.]|\s+\|", line))
    assert '"' not in rules


def test_the_words_that_begin_a_piece_are_keywords_of_the_grammar() -> None:
    words = {terminal.pattern.value for terminal in parser().terminals if terminal.name.startswith("KW_")}
    assert set(TOP_LEVEL) <= words


def test_each_part_declares_the_keywords_that_it_is_the_first_to_use() -> None:
    from rulesdsl.syntax import grammar

    folder = grammar.resources.files("rulesdsl.grammar")
    declared: dict[str, str] = {}
    for part in PARTS:
        for name in re.findall(
            r"^(KW_[A-Z_]+):", folder.joinpath(f"{part}.lark").read_text(encoding="utf-8"), re.MULTILINE
        ):
            declared[name] = part
    for part in PARTS:
        used = set(re.findall(r"\bKW_[A-Z_]+\b", folder.joinpath(f"{part}.lark").read_text(encoding="utf-8")))
        assert used <= declared.keys(), part


# ---------- a new kind of clause line

NEW_PART = """
%extend simple_line: review_line
review_line: KW_REVIEWED NAME QUOTE
KW_REVIEWED: "复核"
"""


@frozen
class Review:
    """`复核 省经信委 「…」`: a line that the language does not have."""

    by: str
    quote: str


def build_review(source: Source, node: Node) -> Review:
    return Review(str(some(token(node, "NAME"))), quote(source, some(token(node, "QUOTE"))).text)


def test_a_new_clause_line_needs_only_a_grammar_part_a_builder_and_their_registration(
    lark_log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    extended = lalr(grammar_text() + NEW_PART)
    assert not any("conflict" in item.getMessage().lower() for item in lark_log.records)
    monkeypatch.setitem(LINE_BUILDERS, "review_line", build_review)

    text = "条款 复核款\n奖励 5万元\n复核 省经信委 「由省经信委复核」\n限额 每项 3万元\n"
    tree = extended.parse(TextSlice(text, 0, len(text)))
    node = tree.children[0]
    assert isinstance(node, Tree)
    built = clause(Source("item.rule", text, []), node)
    assert [type(line).__name__ for line in built.lines] == ["Grant", "Review", "LimitLine"]
    assert built.all(Review) == (Review("省经信委", "由省经信委复核"),)


def test_a_new_clause_line_changes_no_other_tree() -> None:
    extended = lalr(grammar_text() + NEW_PART)
    text = "条款 甲款\n对象 企业\n条件\n    企业.规上 并且 （企业.甲 或者 非 企业.乙）\n奖励 至多 企业.资产 的 5%   「给予奖励」\n"
    assert extended.parse(text) == parser().parse(text)


def test_a_name_may_hold_a_keyword_and_a_keyword_is_never_cut_out_of_a_name() -> None:
    tree = parser().parse("条款 标的物总额的补贴上限款\n奖励 5万元\n")
    assert [str(item) for item in tree.scan_values(lambda item: isinstance(item, Token) and item.type == "NAME")] == [
        "标的物总额的补贴上限款"
    ]
