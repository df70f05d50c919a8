"""Rings are found once each; keywords are read from the grammar; the table of traditional characters is sound."""

from __future__ import annotations

from rulesdsl.check.cycles import Edge, cycles
from rulesdsl.check.declarations import keywords, may_stand_in_name
from rulesdsl.check.traditional import _SIMPLIFIED, _TRADITIONAL, likely, simplified
from rulesdsl.diagnostics import Span

HERE = Span("", 0, 0)


def edges(*pairs: str) -> list[Edge]:
    return [Edge(pair[0], pair[1], HERE, "") for pair in pairs]


def test_each_ring_is_found_once() -> None:
    rings = ["".join(edge.source for edge in ring) for ring in cycles(edges("ab", "bc", "cb", "dd", "ef"))]
    assert rings == ["bc", "d"]


def test_a_long_chain_is_no_ring() -> None:
    chain = [Edge(str(number), str(number + 1), HERE, "") for number in range(20_000)]
    assert list(cycles(chain)) == []


def test_keywords_are_read_from_the_grammar() -> None:
    assert {"措施", "条款", "达到", "核定"} <= keywords()
    assert "设备投资额" not in keywords()


def test_letters_that_look_like_others_are_told_apart() -> None:
    assert all(map(may_stand_in_name, "设备AaＡ9Ⅲμ（套）〇"))
    assert not any(map(may_stand_in_name, "\u0410\u03a1\u30ab\uf900"))


def test_the_table_pairs_every_traditional_character_with_one_simplified() -> None:
    assert len(_TRADITIONAL) == len(_SIMPLIFIED)
    pairs = set(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
    assert len(pairs) == len(set(_TRADITIONAL))
    assert simplified("省級財政補貼標準") == "省级财政补贴标准"


def test_a_name_in_traditional_characters_is_suggested() -> None:
    assert likely("設備投資額", ["设备投资额", "合同金额"]) == "设备投资额"
