"""What an act does to a rule, passage by passage; and the rule so made is the one that a drafter would write on the new text."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from rulesdsl.plan.plan import ALWAYS, Plan
from rulesdsl.plan.versions import compile_rules
from support.little_policy import NUMBER, compiled, effects, errors, only, text_of

LAST = f"""
措施 {NUMBER} 第二项
责任单位 未规定

条款 施行日期
说明 「本通知施行」
"""


class Case(NamedTuple):
    """A clause, a sentence, and what comes of it: effects, the passage and the rule afterwards."""

    body: str
    clause: str
    sentence: str
    effects: list[tuple[str, str, str]]
    after_body: str
    after: str


CASES = {
    "a condition of 并且 is gone: looser": Case(
        "对规模以上、独立核算的企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上」 并且 企业.独立核算 「独立核算」\n奖励 10万元 「给予奖励10万元」",
        "删除第一项中的“独立核算”。",
        [("condition", "甲款", "放宽")],
        "对规模以上的企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上」\n奖励 10万元 「给予奖励10万元」",
    ),
    "a condition of 或者 is gone: stricter": Case(
        "对规模以上企业或者高新企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上企业」 或者 企业.高新企业 「高新企业」\n奖励 10万元 「给予奖励10万元」",
        "删除第一项中的“或者高新企业”。",
        [("condition", "甲款", "收紧")],
        "对规模以上企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上企业」\n奖励 10万元 「给予奖励10万元」",
    ),
    "a condition under 非 is gone with it: looser": Case(
        "对规模以上、未受过处罚的企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上」 并且 非 企业.受过处罚 「未受过处罚」\n奖励 10万元 「给予奖励10万元」",
        "删除第一项中的“未受过处罚”。",
        [("condition", "甲款", "放宽")],
        "对规模以上的企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上」\n奖励 10万元 「给予奖励10万元」",
    ),
    "one of two under 非 … 或者 is gone: looser": Case(
        "对规模以上、未受过处罚也非高新的企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上」 并且 非 （企业.受过处罚 「未受过处罚」 或者 企业.高新企业 「也非高新」）\n"
        "奖励 10万元 「给予奖励10万元」",
        "删除第一项中的“也非高新”。",
        [("condition", "甲款", "放宽")],
        "对规模以上、未受过处罚的企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上」 并且 非 企业.受过处罚 「未受过处罚」\n奖励 10万元 「给予奖励10万元」",
    ),
    "one of two under 非 … 并且 is gone: stricter": Case(
        "对规模以上、并非独立核算的高新企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上」 并且 非 （企业.独立核算 「独立核算」 并且 企业.高新企业 「高新企业」）\n"
        "奖励 10万元 「给予奖励10万元」",
        "删除第一项中的“独立核算的”。",
        [("condition", "甲款", "收紧")],
        "对规模以上、并非高新企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上」 并且 非 企业.高新企业 「高新企业」\n奖励 10万元 「给予奖励10万元」",
    ),
    "both conditions of one phrase are gone": Case(
        # 13号 第四点第一项: 在福建省内注册实行独立核算
        "对高新、规模以上独立核算的企业给予奖励10万元。",
        "条件 企业.高新企业 「高新」\n"
        "条件 企业.规模以上 「规模以上」 并且 企业.独立核算 「独立核算」\n奖励 10万元 「给予奖励10万元」",
        "删除第一项中的“规模以上独立核算”。",
        [("condition", "甲款", "放宽"), ("condition", "甲款", "放宽")],
        "对高新的企业给予奖励10万元。",
        "条件 企业.高新企业 「高新」\n奖励 10万元 「给予奖励10万元」",
    ),
    "a body is renamed in condition and payer": Case(
        "对经省经信委认定的高新企业，由省经信委给予奖励10万元。",
        "条件 经 省经信委 认定 企业.高新企业 「经省经信委认定的高新企业」\n"
        "奖励 10万元 「给予奖励10万元」\n承担 省经信委 「由省经信委」",
        "将全文中的“经信委”修改为“工信厅”。",
        [("renamed", "甲款", "")],
        "对经省工信厅认定的高新企业，由省工信厅给予奖励10万元。",
        "条件 经 省工信厅 认定 企业.高新企业 「经省工信厅认定的高新企业」\n"
        "奖励 10万元 「给予奖励10万元」\n承担 省工信厅 「由省工信厅」",
    ),
    "a condition in other words with the same reading": Case(
        "对规模以上的企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上的」\n奖励 10万元 「给予奖励10万元」",
        "将第一项中的“规模以上的企业”修改为“规模以上工业企业”。",
        [("reworded", "甲款", "")],
        "对规模以上工业企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上工业」\n奖励 10万元 「给予奖励10万元」",
    ),
    "a payer without a share is gone": Case(
        "对规模以上企业给予奖励10万元，由省财政承担。",
        "条件 企业.规模以上 「规模以上企业」\n奖励 10万元 「给予奖励10万元」\n承担 省财政 「由省财政承担」",
        "删除第一项中的“由省财政承担”。",
        [("line", "甲款", "")],
        "对规模以上企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上企业」\n奖励 10万元 「给予奖励10万元」",
    ),
    "one of two payers without shares is gone": Case(
        "对规模以上企业，由省财政、市财政给予奖励10万元。",
        "条件 企业.规模以上 「规模以上企业」\n奖励 10万元 「给予奖励10万元」\n承担 省财政、市财政 比例未规定 「由省财政、市财政」",
        "删除第一项中的“市财政”。",
        [("renamed", "甲款", "")],
        "对规模以上企业，由省财政给予奖励10万元。",
        "条件 企业.规模以上 「规模以上企业」\n奖励 10万元 「给予奖励10万元」\n承担 省财政 「由省财政」",
    ),
    "a fund is gone": Case(
        "对规模以上企业给予奖励10万元，所需资金从技改资金中安排。",
        "条件 企业.规模以上 「规模以上企业」\n奖励 10万元 「给予奖励10万元」\n资金来源 技改资金 「所需资金从技改资金中安排」",
        "删除第一项中的“所需资金从技改资金中安排”。",
        [("line", "甲款", "")],
        "对规模以上企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上企业」\n奖励 10万元 「给予奖励10万元」",
    ),
    "优先 is gone": Case(
        "对规模以上企业给予奖励10万元，优先安排用地。",
        "条件 企业.规模以上 「规模以上企业」\n奖励 10万元 「给予奖励10万元」\n优先 安排用地 「优先安排用地」",
        "删除第一项中的“优先安排用地”。",
        [("line", "甲款", "")],
        "对规模以上企业给予奖励10万元。",
        "条件 企业.规模以上 「规模以上企业」\n奖励 10万元 「给予奖励10万元」",
    ),
}


def measure(body: str, clause: str) -> str:
    """A clause that quotes the whole of its item."""
    return f"条款 甲款\n原文 「{body.strip('。')}」\n对象 企业\n{clause}\n{LAST}"


def undated(plan: Plan) -> Plan:
    """A plan without the days of its clauses and the readings of acts."""
    points = {name: point for name, point in plan.points.items() if "/修改 " not in name}
    return plan._replace(clauses=tuple(clause._replace(force=ALWAYS) for clause in plan.clauses), points=points)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_effects_of_a_sentence(case: Case) -> None:
    found = compiled(text_of(case.body, "本通知施行。"), measure(case.body, case.clause), f"（一）{case.sentence}")
    assert errors(found) == []
    assert effects(found) == case.effects


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_text_amended_then_bound_is_rules_amended(case: Case) -> None:
    found = compiled(text_of(case.body, "本通知施行。"), measure(case.body, case.clause), f"（一）{case.sentence}")
    last = found.history.versions[-1]
    assert last.texts[NUMBER].text == text_of(case.after_body, "本通知施行。")
    by_hand = compiled(text_of(case.after_body, "本通知施行。"), measure(case.after_body, case.after))
    assert errors(by_hand) == []
    assert undated(compile_rules(last.rules)) == undated(by_hand.plan)


class Stale(NamedTuple):
    """A sentence after which the clause must be restated, and why."""

    body: str
    clause: str
    sentence: str
    reasons: list[str]


PERCENT = "对产值500万元以上的企业，按产值的5%给予奖励，最高不超过100万元，由省财政、市财政分别承担60%、40%。"
PERCENT_RULE = """\
条件 企业.产值 达到 500万元 「产值500万元以上」
奖励 企业.产值 的 5% 「按产值的5%给予奖励」
限额 每项 100万元 「最高不超过100万元」
承担 省财政 60%、市财政 40% 「由省财政、市财政分别承担60%、40%」"""
BANDS = "对采购10台以内的，奖励1万元；11台至20台的，奖励2万元。"
BANDS_RULE = "奖励 按 企业.台数 分档\n    10台 以内    1万元\n    11台 至 20台    2万元"
FIGURES = "里的数值或界限变了"
STALE = {
    "a threshold": Stale(PERCENT, PERCENT_RULE, "将第一项中的“产值500万元”修改为“产值800万元”。", [FIGURES]),
    "its bound": Stale(PERCENT, PERCENT_RULE, "将第一项中的“500万元以上”修改为“500万元以下”。", [FIGURES]),
    "a rate": Stale(PERCENT, PERCENT_RULE, "将第一项中的“产值的5%”修改为“产值的8%”。", [FIGURES]),
    "a limit": Stale(PERCENT, PERCENT_RULE, "将第一项中的“不超过100万元”修改为“不超过200万元”。", [FIGURES]),
    "a limit that is gone": Stale(
        PERCENT, PERCENT_RULE, "删除第一项中的“最高不超过100万元”。", ["限额的依据已删去", FIGURES]
    ),
    "an amount that is gone": Stale(
        PERCENT, PERCENT_RULE, "删除第一项中的“按产值的5%给予奖励”。", ["给予的依据已删去", FIGURES]
    ),
    "a payer with a share": Stale(
        PERCENT,
        PERCENT_RULE,
        "将第一项中的“由省财政、市财政分别承担60%、40%”修改为“由省财政承担”。",
        ["承担 市财政的比例无人承接", FIGURES],
    ),
    "all payers with shares": Stale(
        PERCENT,
        PERCENT_RULE,
        "将第一项修改为：“对企业给予服务。”",
        ["依据里不再有「企业.产值」", "承担 省财政、市财政的比例无人承接", FIGURES],
    ),
    "an amount of a band": Stale(BANDS, BANDS_RULE, "将第一项中的“奖励2万元”修改为“奖励3万元”。", [FIGURES]),
    "a band": Stale(BANDS, BANDS_RULE, "删除第一项中的“11台至20台的，奖励2万元”。", [FIGURES]),
    "a condition whose passage no longer says it": Stale(
        "对高新企业给予奖励10万元。",
        "条件 企业.高新企业 「高新企业」\n奖励 10万元 「给予奖励10万元」",
        "删除第一项中的“高新”。",
        ["依据里不再有「企业.高新企业」"],
    ),
    "the last condition": Stale(
        "对高新企业，给予奖励10万元。",
        "条件 企业.高新企业 「对高新企业」\n奖励 10万元 「给予奖励10万元」",
        "删除第一项中的“对高新企业”。",
        ["条款的条件都已删去"],
    ),
    "the guard of an exception": Stale(
        "高新企业加倍，奖励20万元。",
        "例外于 第二项/乙款\n当 企业.高新企业 「高新企业加倍」\n奖励 20万元 「奖励20万元」",
        "删除第一项中的“高新企业加倍”。",
        ["当 的依据已删去"],
    ),
}
TARGET = f"""
措施 {NUMBER} 第二项
责任单位 未规定

条款 乙款
原文 「给予奖励10万元」
对象 企业
条件 企业.规模以上
奖励 10万元 「给予奖励10万元」
"""


@pytest.mark.parametrize("case", STALE.values(), ids=STALE)
def test_what_the_program_can_t_tell_must_be_restated(case: Stale) -> None:
    second = "给予奖励10万元。" if "例外于" in case.clause else "本通知施行。"
    clause = f"条款 甲款\n原文 「{case.body.strip('。')}」\n对象 企业\n{case.clause}\n"
    found = compiled(
        text_of(case.body, second), clause + (TARGET if "例外于" in case.clause else LAST), f"（一）{case.sentence}"
    )
    stale = [item.text for item in only(found).effects if item.kind == "stale"]
    assert [reason in text for reason, text in zip(case.reasons, stale, strict=True)] == [True] * len(stale)
    # Nothing else is said of a clause that has to be written anew.
    assert errors(found) == ["RD568"]
