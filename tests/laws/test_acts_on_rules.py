"""Random acts on a document with rules: rules follow or are reported, nothing raises, and the engines agree on what comes of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from laws.acts import Draw
from laws.little import examples
from support.little_policy import NUMBER, compiled, errors, judged, text_of

BODY = (
    "支持企业。对规模以上、独立核算的高新企业，经省经信委认定后按产值的5%给予奖励，最高不超过100万元，"
    "由省财政、市财政分别承担60%、40%。未受过处罚的，奖励比例为8%。对规模以上企业给予补助20万元，由省经信委安排。"
    "奖励和补助不重复享受。"
)
RULES = """\
条款 甲款
原文 「对规模以上、独立核算的高新企业，经省经信委认定后按产值的5%给予奖励，最高不超过100万元，由省财政、市财政分别承担60%、40%」
对象 企业
条件
    企业.规模以上 「规模以上」
    并且 （企业.独立核算 「独立核算的」 或者 企业.高新企业 「高新企业」）
    并且 经 省经信委 认定 企业.高新企业 「经省经信委认定」
奖励 企业.产值 的 5% 「按产值的5%给予奖励」
限额 每项 100万元 「最高不超过100万元」
承担 省财政 60%、市财政 40% 「由省财政、市财政分别承担60%、40%」

条款 乙款
原文 「未受过处罚的，奖励比例为8%」
对象 企业
例外于 甲款
当 非 企业.受过处罚 「未受过处罚的」
奖励 企业.产值 的 8% 「奖励比例为8%」

条款 丙款
原文 「对规模以上企业给予补助20万元，由省经信委安排」
对象 企业
条件 企业.规模以上 「规模以上企业」
补助 20万元 「给予补助20万元」
承担 省经信委 「由省经信委安排」

条款 丁款
原文 「奖励和补助不重复享受」
互斥 甲款、丙款 同一 企业
"""
TEXT = text_of(BODY, "其他。")
CASE = "企业 “企” 规模以上 是，独立核算 是，高新企业 是，受过处罚 否，产值 1000万元"
NEW = ("", "", "给予补助30万元", "规上", "企业", "省工信厅", "高新企业", "10%", "，或者", "200万元")


@st.composite
def sentences(draw: Draw) -> str:
    """A stretch of the item struck or replaced, a name changed everywhere, the item rewritten or ended."""
    start = draw(st.integers(5, len(BODY) - 2))
    quote = BODY[start : start + draw(st.integers(3, 40))]
    new = draw(st.sampled_from(NEW))
    local = f"将第一项中的“{quote}”修改为“{new}”。" if new else f"删除第一项中的“{quote}”。"
    return draw(
        st.sampled_from(
            (
                local,
                local,
                local,
                local,
                "将全文中的“经信委”修改为“工信厅”。",
                f"将第一项修改为：“{quote}。”",
                f"第一项末尾增加“{quote}。”",
                "删去第一项。",
                "第一项不再适用。",
                "废止《关于支持企业的通知》。",
            )
        )
    )


def test_the_document_itself_is_right() -> None:
    assert errors(compiled(TEXT, RULES)) == []


@examples(150)
@given(st.lists(sentences(), min_size=1, max_size=3))
def test_rules_follow_an_act_or_are_reported(lines: list[str]) -> None:
    numbered = [f"（{'一二三'[place]}）{line}" for place, line in enumerate(lines)]
    found = compiled(TEXT, RULES, *numbered)
    ended = found.history.amended
    for day in ("2020年12月3日", "2020年12月4日"):
        judged(found, f"申报日期 {day}\n{CASE}")
    if not ended:
        # Nothing was executed, and something says why.
        assert errors(found) != []
        return
    (amended,) = ended
    stale = {item.rule for item in amended.effects if item.kind == "stale"}
    assert (("RD568" in errors(found)) and bool(stale)) or not stale
    known = {home.id for home in found.history.versions[-1].rules.homes}
    struck = {item.rule for item in amended.effects if item.kind in ("struck", "ended")}
    assert not known & struck
    if not amended.repealed:
        assert known | struck == {f"{NUMBER}/第一项/{name}" for name in ("甲款", "乙款", "丙款", "丁款")}
