"""Formatting changes the look of real rule files and nothing else."""

from collections import Counter
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lark import Token

from rulesdsl.diagnostics import Span
from rulesdsl.model.build import build_file
from rulesdsl.syntax.format import format_text
from rulesdsl.syntax.format_comments import gap
from rulesdsl.syntax.format_tokens import MARKS, Node, all_tokens, canonical, end_of, start_of
from rulesdsl.syntax.parse import parse_file
from rulesdsl.syntax.pieces import TOP_LEVEL

POLICIES = Path(__file__).parents[2] / "policies"
FILES = sorted(POLICIES.rglob("*.rule"))
TEXTS = {str(path.relative_to(POLICIES)): path.read_text(encoding="utf-8") for path in FILES}


def tokens_of(text: str) -> list[tuple[str, str]]:
    pieces, _ = parse_file("a.rule", text)
    return [(token.type, canonical(token)) for piece in pieces for token in all_tokens(piece.tree)]


def model_of(text: str) -> Any:
    """The model without its places: `build_file` reads line breaks too, so this sees a moved quote."""
    pieces, _ = parse_file("a.rule", text)
    return bare(build_file("a.rule", text, pieces))


def bare(value: Any) -> Any:
    if isinstance(value, Span):
        return None
    if attrs.has(type(value)):
        return type(value).__name__, [bare(getattr(value, item.name)) for item in attrs.fields(type(value))]
    if isinstance(value, list | tuple):
        return [bare(item) for item in value]
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items()}
    return str(value)


def comments_of(text: str) -> Counter[str]:
    """Comments of a text that parses."""
    pieces, _ = parse_file("a.rule", text)
    tokens = [token for piece in pieces for token in all_tokens(piece.tree)]
    starts = [*(start_of(token) for token in tokens), len(text)]
    ends = [0, *(end_of(token) for token in tokens)]
    gaps = [gap(text, end, start) for end, start in zip(ends, starts, strict=True)]
    return Counter(text for found in gaps for text in (found.trailing, *(item.text for item in found.own)) if text)


@pytest.mark.parametrize("name", TEXTS)
def test_a_policy_keeps_its_tokens_its_model_and_its_comments(name: str) -> None:
    text = TEXTS[name]
    formatted, problems = format_text(name, text)
    assert problems == ()
    assert tokens_of(formatted) == tokens_of(text)
    assert model_of(formatted) == model_of(text)
    assert comments_of(formatted) == comments_of(text)


@pytest.mark.parametrize("name", TEXTS)
def test_formatting_twice_is_formatting_once(name: str) -> None:
    formatted, _ = format_text(name, TEXTS[name])
    assert format_text(name, formatted)[0] == formatted


@pytest.mark.parametrize("name", TEXTS)
def test_line_ends_and_bom_make_no_difference(name: str) -> None:
    text = TEXTS[name]
    assert format_text(name, "\ufeff" + text.replace("\n", "\r\n")) == format_text(name, text)


# ---------- the same tokens, spaced at random

PIECES = [
    (text, piece.tree)
    for name, text in TEXTS.items()
    for piece in parse_file(name, text)[0]
    if piece.kind != "vocabulary"
]
BLANKS = st.sampled_from([" ", "  ", "\t", "\u3000", " \u00a0"])
NEW_LINES = st.sampled_from(["\n", "\r\n", "\n    ", " \n\n\t", "\n\u3000\u3000"])
VARIANTS = {"：": "::：", "，": ",，", "（": "((（", "）": "))）", ".": ".．", "/": "/／", "[": "[［", "]": "]］"}
WIDE_NUMBERS = str.maketrans("0123456789.:%/", "０１２３４５６７８９．：％／")


def grouped(node: Node) -> set[int]:
    """Where the tokens of conditions begin: between those, a new line has meaning."""
    whole = node.data in ("all_of", "any_of")
    found = {start_of(token) for token in list(all_tokens(node))[1:]} if whole else set()
    return found.union(*(grouped(child) for child in node.children if not isinstance(child, Token)))


@st.composite
def respaced(draw: st.DrawFn) -> tuple[str, str]:
    """A real piece without its comments: with the drafter's lines, and with lines and blanks at random."""
    text, tree = draw(st.sampled_from(PIECES))
    held = grouped(tree)
    plain, changed = [], []
    before: Token | None = None
    for token in all_tokens(tree):
        between = gap_text(text, before, token)
        plain.append(between + str(token))
        changed.append(draw(spacing(between, before, token, held)) + draw(variant(token)))
        before = token
    return "".join(plain) + "\n", "".join(changed) + draw(st.sampled_from(["", "\n", " \n\n\n"]))


def gap_text(text: str, before: Token | None, token: Token) -> str:
    if before is None:
        return ""
    between = text[end_of(before) : start_of(token)]
    if before.type in ("SENTENCE", "FOLLOWING") or "\n" in between:
        return "\n"
    return " " if between else ""


def spacing(between: str, before: Token | None, token: Token, held: set[int]) -> st.SearchStrategy[str]:
    if before is None:
        return st.just("")
    if before.type in ("SENTENCE", "FOLLOWING"):
        return st.just("\n")
    tight = {before.type, token.type} & set(MARKS)
    free = BLANKS | st.just("") if tight or not between else BLANKS
    if start_of(token) in held:
        return NEW_LINES if "\n" in between else free
    return free if str(token) in TOP_LEVEL else free | NEW_LINES


def variant(token: Token) -> st.SearchStrategy[str]:
    if token.type in MARKS:
        return st.sampled_from(VARIANTS.get(str(token), str(token)))
    if token.type == "LITERAL":
        return st.sampled_from([str(token), str(token).translate(WIDE_NUMBERS)])
    if token.type == "DOCUMENT_NUMBER":
        return st.sampled_from([str(token), str(token).replace("〔", "[").replace("〕", "]")])
    return st.just(str(token))


@settings(max_examples=300)
@given(respaced())
def test_spacing_and_width_do_not_matter(pair: tuple[str, str]) -> None:
    plain, changed = pair
    expected, _ = format_text("a.rule", plain)
    formatted, problems = format_text("a.rule", changed)
    assert problems == ()
    assert formatted == expected


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A real piece with comments anywhere: each ends its line, so that the drafter's lines change too."""
    text, tree = draw(st.sampled_from(PIECES))
    places = draw(st.sets(st.integers(0, sum(1 for _ in all_tokens(tree))), max_size=4))
    parts: list[str] = []
    before: Token | None = None
    for index, token in enumerate(all_tokens(tree)):
        parts.append(gap_text(text, before, token))
        if index and index in places:
            parts.append(draw(st.sampled_from([" # 注\n", "\n# 注「一\n", "\n\n    #条款 二\n\n", "#三\n #四\n"])))
        parts.append(str(token))
        before = token
    return "".join(parts) + draw(st.sampled_from(["", " # 末", "\n    # 末", "\n\n# 末\n"]))


@settings(max_examples=300)
@given(commented())
@example("用例 「甲」\n期望 甲 待补充，缺 企业.产值[ # 注\n2016年]")
def test_comments_anywhere_are_kept(text: str) -> None:
    formatted, problems = format_text("a.rule", text)
    assert problems == ()
    assert comments_of(formatted) == comments_of(text)
    assert tokens_of(formatted) == tokens_of(text)
    assert model_of(formatted) == model_of(text)
    assert format_text("a.rule", formatted)[0] == formatted
