"""What a drafter may get wrong in an amendment file: each mistake at its place, all of them at once, and nothing executed."""

from __future__ import annotations

import pytest

from rulesdsl.diagnostics import severity_of
from rulesdsl.pipeline import Compiled, compile_files
from support.acts import underlined
from support.little_policy import AMENDMENT, DOCUMENT, compiled, files, text_of

BODY = "支持企业。对规模以上的企业给予奖励10万元，对高新企业给予奖励20万元。由省经信委负责。"
RULES = f"""\
条款 甲款
原文 「{BODY.split("。")[1]}」
对象 企业
条件 企业.规模以上 「规模以上的」
奖励 10万元 「给予奖励10万元」
免读 「20万元」 因 “例子”

条款 乙款
职责 省经信委 「由省经信委负责」
"""
TEXT = text_of(BODY, "省经信委另定。")


def policy(*sentences: str) -> Compiled:
    return compiled(TEXT, RULES, *sentences)


def wrong(*sentences: str) -> list[tuple[str, str]]:
    """The errors that the amendment adds: codes and underlined words."""
    known = {item.code for item in compiled(TEXT, RULES).diagnostics}
    source = files(TEXT, RULES, *sentences)["amend.rule"]
    found = [item for item in policy(*sentences).diagnostics if severity_of(item.code) == "error"]
    return [(item.code, underlined(item, source)) for item in found if item.code not in known]


@pytest.mark.parametrize(
    ("sentence", "code", "words"),
    [
        # a quote that is not there; what it is to become stands there, as part of other words
        ("（一）将第一项中的“规模以下的企业”修改为“企业”。", "RD560", "“规模以下的企业”"),
        ("（一）将第一项中的“规模以下”修改为“规上”。", "RD560", "“规模以下”"),
        ("（一）删除第一项中的“给予奖励30万元”。", "RD560", "“给予奖励30万元”"),
        # there twice
        ("（一）将第一项中的“企业”修改为“单位”。", "RD561", "“企业”"),
        ("（一）在第一项中的“给予奖励”后增加“一次性”。", "RD561", "“给予奖励”"),
        # a wrong place
        ("（一）将第五项中的“规模以上”修改为“规上”。", "RD550", "第五项"),
        # done already
        ("（一）将第一项中的“规上”修改为“规模以上”。", "RD564", "“规上”"),
        # changes that overlap
        ("（一）将第一项中的“规模以上的”修改为“规上”，“以上的企业”修改为“单位”。", "RD565", "“以上的企业”"),
        # labels that collide
        ("（一）增加一项，作为第二项：“另定。”", "RD566", "增加一项，作为第二项：“另定。”"),
        # a sentence of an unknown pattern, an open quote, counts that differ
        ("（一）第一项的奖励改成两倍。", "RD540", ""),
        ("（一）将第一项中的“规模以上修改为“规上”。", "RD541", "“"),
        ("（一）将第一项中的“甲”“乙”修改为“丙”“丁”“戊”。", "RD542", "“甲”“乙”修改为“丙”“丁”“戊”"),
        ("（一）删除“规模以上”。", "RD543", ""),
    ],
)
def test_a_mistake_is_reported_at_its_place(sentence: str, code: str, words: str) -> None:
    ((found, place),) = wrong(sentence)
    assert found == code
    assert words in place
    assert place in sentence


def test_the_nearest_words_are_shown_with_what_differs() -> None:
    found = policy("（一）将第一项中的“规模以下的企业”修改为“企业”。")
    (problem,) = [item for item in found.diagnostics if item.code == "RD560"]
    assert "规模以上的企业" in problem.help
    assert "文中是「上」，句中写「下」" in problem.help
    assert [item.text for item in problem.secondary] == ["第一项在这里"]


@pytest.mark.parametrize(
    ("sentences", "code", "words"),
    [
        (
            ("（一）删除第一项中的“由省经信委负责”。", "（二）将第一项中的“经信委”修改为“工信厅”。"),
            "RD560",
            "“经信委”",
        ),
        (("（一）删去第一项。", "（二）将第一项中的“规模以上”修改为“规上”。"), "RD560", "将第一项中的"),
        (
            ("（一）将全文中的“经信委”修改为“工信厅”。", "（二）将全文中的“工信厅”修改为“经信委”。"),
            "RD567",
            "将全文中的“工信厅”修改为“经信委”",
        ),
    ],
)
def test_sentences_that_contradict_each_other(sentences: tuple[str, ...], code: str, words: str) -> None:
    ((found, place),) = wrong(*sentences)
    assert found == code
    assert words in place


GOOD = "（一）将全文中的“经信委”修改为“工信厅”。"


@pytest.mark.parametrize(
    "bad",
    ["（二）第一项的奖励改成两倍。", "（二）删除第一项中的“没有的话”。", "（二）将第九项中的“甲”修改为“乙”。"],
)
def test_one_bad_sentence_among_good_ones_and_nothing_is_executed(bad: str) -> None:
    found = policy(GOOD, bad, "（三）删除第二项中的“另定”。")
    assert len(found.history.versions) == 1
    assert found.history.amended == ()
    assert {clause.force.end for clause in found.plan.clauses} == {None}


def test_every_mistake_is_reported_at_once() -> None:
    sentences = (
        GOOD,
        "（二）删除第一项中的“没有的话”。",
        "（三）将第九项中的“甲”修改为“乙”。",
        "（四）将第一项中的“企业”修改为“单位”。",
    )
    assert [code for code, _ in wrong(*sentences)] == ["RD560", "RD550", "RD561"]
    # Sentences that can't be read are reported together; none is then looked for in the text.
    unread = ("（一）第一项的奖励改成两倍。", "（二）删除“规模以上”。", "（三）删除第一项中的“没有的话”。")
    assert [code for code, _ in wrong(*unread)] == ["RD540", "RD543"]


def test_an_act_before_its_document_is_refused() -> None:
    later = DOCUMENT.replace("2018年3月1日", "2021年3月1日")
    found = compiled(TEXT, RULES, GOOD, document=later)
    source = files(TEXT, RULES, GOOD)["amend.rule"]
    (problem,) = [item for item in found.diagnostics if item.code == "RD570"]
    assert underlined(problem, source) == AMENDMENT.splitlines()[0]
    assert found.history.amended == ()


def test_an_act_on_another_document_is_refused() -> None:
    sentences = ("一、对《关于别的事情的通知》（试政〔2018〕9号）作出修改", GOOD)
    ((code, place),) = wrong(*sentences)
    assert (code, place) == ("RD549", GOOD.removeprefix("（一）"))


def test_the_same_act_pasted_twice_is_refused() -> None:
    given = files(TEXT, RULES, "（一）将第一项中的“规模以上的”修改为“规上”。")
    again = given["amend.rule"].replace("2020年12月4日", "2020年12月5日")
    found = compile_files(given | {"again.rule": again})
    (problem,) = [item for item in found.diagnostics if item.code == "RD564"]
    assert problem.span is not None
    assert problem.span.file == "again.rule"
    assert len(found.history.versions) == 2
