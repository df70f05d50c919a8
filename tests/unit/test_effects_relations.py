"""Clauses that act on a struck one, sentences that end a clause without touching its words, and what is written anew."""

from __future__ import annotations

import pytest

from rulesdsl.pipeline import Compiled
from rulesdsl.plan.versions import compile_rules
from support.acts import underlined
from support.little_policy import NUMBER, compiled, effects, errors, files, only, text_of

STRIKE = "（一）删除第一项中的“给予补助20万元”。"
TWO = """\
条款 甲款
原文 「对企业给予奖励10万元」
对象 企业
条件 企业.规模以上
奖励 10万元 「给予奖励10万元」

条款 乙款
原文 「给予补助20万元」
对象 企业
条件 企业.高新企业
补助 20万元 「给予补助20万元」

"""


def policy(third: str, clause: str, *sentences: str, restated: str = "") -> Compiled:
    """Two clauses and a third one that acts on them."""
    body = f"支持企业。对企业给予奖励10万元。给予补助20万元。{third}。"
    return compiled(text_of(body), f"{TWO}条款 丙款\n{clause}\n", *sentences, restated=restated)


def acting(third: str, clause: str, *sentences: str) -> Compiled:
    """The same; the third clause quotes its sentence."""
    return policy(third, f"原文 「{third}」\n{clause}", *sentences)


def other(*sentences: str, restated: str = "") -> Compiled:
    """The same; the third clause asks for nothing."""
    return policy("其他事项另定", "倡导 「其他事项另定」", *sentences, restated=restated)


def clauses(found: Compiled) -> list[str]:
    """What can still be judged in the last version."""
    return [clause.id.rpartition("/")[2] for clause in compile_rules(found.history.versions[-1].rules).clauses]


def test_an_exception_to_a_struck_clause_is_struck() -> None:
    clause = "对象 企业\n例外于 乙款\n当 企业.独立核算 「独立核算的」\n补助 30万元 「补助30万元」"
    found = acting("独立核算的补助30万元", clause, STRIKE)
    assert effects(found) == [("struck", "乙款", ""), ("struck", "丙款", "")]
    assert clauses(found) == ["甲款"]


def test_what_excepts_from_a_struck_exception_is_struck_in_turn() -> None:
    second = "条款 丁款\n原文 「规上的再加5万元」\n对象 企业\n例外于 丙款\n当 企业.规模以上 「规上的」\n补助 35万元"
    clause = "对象 企业\n例外于 乙款\n当 企业.独立核算 「独立核算的」\n补助 30万元 「补助30万元」"
    found = acting("独立核算的补助30万元", f"{clause}\n\n{second}", STRIKE)
    assert effects(found) == [("struck", "乙款", ""), ("struck", "丙款", ""), ("struck", "丁款", "")]
    assert {item.sentences for item in only(found).effects} == {(0,)}


@pytest.mark.parametrize(
    ("third", "clause", "wrong"),
    [
        # What is left is right: one clause is limited, paid for.
        ("单个企业每年最高25万元", "限额 每个 企业 每年 25万元 适用于 甲款、乙款 「最高25万元」", []),
        ("由省财政承担", "承担 省财政 适用于 甲款、乙款 「由省财政承担」", []),
        # Nothing is left of the line, but the text still says it: the drafter is asked.
        ("补助最高15万元", "限额 每项 15万元 适用于 乙款 「最高15万元」", ["RD505"]),
        ("奖励和补助不重复享受", "互斥 甲款、乙款 同一 企业", ["RD508"]),
        ("独立核算的视同高新企业", "对象 企业\n条件 企业.独立核算\n视同 企业.高新企业 适用于 乙款", ["RD508"]),
    ],
)
def test_a_line_that_names_a_struck_clause_no_longer_does(third: str, clause: str, wrong: list[str]) -> None:
    assert errors(acting(third, clause)) == []
    found = acting(third, clause, STRIKE)
    assert effects(found) == [("struck", "乙款", ""), ("line", "丙款", "")]
    assert errors(found) == wrong
    assert "乙款" not in clauses(found)


def test_a_condition_on_a_struck_clause_is_an_error() -> None:
    # Whether those who had it before still count is not for the program to say.
    clause = "对象 企业\n条件 已享受 乙款 同一 企业 据 企业.受过处罚 「已享受补助的」\n资助 5万元 「资助5万元」"
    assert errors(acting("已享受补助的资助5万元", clause)) == []
    assert errors(acting("已享受补助的资助5万元", clause, STRIKE)) == ["RD203"]


@pytest.mark.parametrize("words", ["不再适用", "停止执行", "暂停执行"])
def test_a_unit_that_no_longer_applies_keeps_its_words(words: str) -> None:
    found = other(f"（一）第一项{words}。")
    amended = only(found)
    assert amended.execution.text.text == amended.execution.before.text
    assert {effect.kind for effect in amended.effects} == {"ended"}
    assert clauses(found) == []


def test_a_unit_that_is_not_there_can_t_be_ended() -> None:
    sentence = "（一）第九项不再适用。"
    found = other(sentence)
    assert errors(found) == ["RD550"]
    assert found.history.amended == ()


RAISE = "（一）将第一项中的“给予补助20万元”修改为“给予补助30万元”。"
RESTATED = """\
改写 第一项/乙款
原文 「给予补助30万元」
对象 企业
条件 企业.高新企业
补助 30万元 「给予补助30万元」
"""


def test_a_clause_is_restated_in_the_new_words() -> None:
    assert errors(other(RAISE)) == ["RD568"]
    found = other(RAISE, restated=RESTATED)
    assert errors(found) == []
    assert effects(found) == [("restated", "乙款", "")]


def test_a_clause_may_be_added_for_new_words() -> None:
    sentence = "（一）第一项末尾增加“给予资助5万元。”"
    added = "改写 第一项/丁款\n原文 「给予资助5万元」\n对象 企业\n条件 企业.独立核算\n资助 5万元 「给予资助5万元」\n"
    # Every sentence belongs to a clause, new ones too.
    assert "RD404" in [item.code for item in other(sentence).diagnostics]
    found = other(sentence, restated=added)
    assert errors(found) == []
    assert effects(found) == [("restated", "丁款", "")]
    assert clauses(found) == ["甲款", "乙款", "丁款"]


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        # in the old words
        ("原文 「给予补助30万元」", "原文 「给予补助20万元」", "RD501", "「给予补助20万元」"),
        # another number than the words have
        ("补助 30万元 「", "补助 40万元 「", "RD504", "40万元"),
        # a place without rules
        ("第一项/乙款", "第五项/乙款", "RD569", "第五项/乙款"),
    ],
)
def test_a_wrong_restatement_is_reported_at_its_place(old: str, new: str, code: str, words: str) -> None:
    restated = RESTATED.replace(old, new)
    found = other(RAISE, restated=restated)
    source = files("", "", RAISE, restated=restated)["amend.rule"]
    (problem,) = [item for item in found.diagnostics if item.code == code]
    assert words in underlined(problem, source) or underlined(problem, source) in words


def test_a_repeal_ends_every_clause_and_leaves_the_text() -> None:
    found = other("废止《关于支持企业的通知》。")
    assert errors(found) == []
    assert only(found).repealed
    assert only(found).execution.text.text == only(found).execution.before.text
    assert clauses(found) == []
    assert {clause.force.end.cause for clause in found.plan.clauses if clause.force.end} == {"repealed"}


def test_an_extension_moves_the_last_day() -> None:
    found = other("《关于支持企业的通知》有效期延长至2025年12月31日。")
    assert errors(found) == []
    ends = {clause.force.end.days[2] for clause in found.plan.clauses if clause.force.end is not None}
    assert ends == {"2025年12月31日"}
    assert only(found).effects == ()


def test_an_act_that_fails_changes_neither_text_nor_rules() -> None:
    found = other(RAISE, "（二）删除第一项中的“没有的话”。")
    assert errors(found) == ["RD560"]
    assert len(found.history.versions) == 1
    assert NUMBER in found.history.versions[0].texts
