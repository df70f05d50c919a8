"""The layout, shown: what a drafter writes on the left, what the formatter makes of it."""

import doctest
import re
from pathlib import Path
from textwrap import dedent

import pytest

from rulesdsl.diagnostics.cells import cells
from rulesdsl.syntax import format as format_module
from rulesdsl.syntax import format_tokens
from rulesdsl.syntax.format import format_text

PAGE = Path(__file__).parents[2] / "docs" / "language" / "formatting.md"

UGLY = """\
#文件头的注释


 措施   闽政[2015]36号   第十四项
标题「支持智能制造企业开拓市场」
责任单位    「省经信委、商务厅」
# 超过100台（套）的不在三档之内。
  条款   采购省产装备补贴  # 见第二句
原文 「购买10台（套）以内,11～50台（套）的，#不是注释」
对象   采购
条件 采购 . 产地 是 本省「本省生产的」 并且
    # 两项合用一段原文
  采购.用途 是 改造生产线   并且 企业.规模以上 「规模以上」「改造生产线」
      并且(企业.甲 或者
企业.乙)「甲或乙」
补贴 按 采购.台数 分档   10台以内   采购.总价 的20%   「20%」
 11台 至 50台  采购.总价 的 15％
承担 企业所在地财政 50%、省级财政　50% 适用于 第八项/甲、 乙   「各承担50%」 # 尾注
口径 分档方式「分别按」 理由“后文另有规定”   采用 整批 : 分档方式 全额
  备选 连跨 : 条件 企业.甲 或者

  企业.乙 「乙」


    # 备选 待定
用例「37台」
申报日期 2018年5月1日


采购 “一”属于 企业“甲” , 产地 本省,台数 ３７台
期望 采购省产装备补贴 “一” 符合 222万元
# 完
"""

PRETTY = """\
#文件头的注释

措施 闽政〔2015〕36号 第十四项
标题 「支持智能制造企业开拓市场」
责任单位 「省经信委、商务厅」

# 超过100台（套）的不在三档之内。
条款 采购省产装备补贴  # 见第二句
原文 「购买10台（套）以内,11～50台（套）的，#不是注释」
对象 采购
条件
    采购.产地 是 本省                                       「本省生产的」
    # 两项合用一段原文
    并且 采购.用途 是 改造生产线 并且 企业.规模以上         「规模以上」「改造生产线」
    并且 （企业.甲
        或者 企业.乙）                                      「甲或乙」
补贴 按 采购.台数 分档
    10台 以内       采购.总价 的 20%                        「20%」
    11台 至 50台    采购.总价 的 15%
承担 企业所在地财政 50%、省级财政 50% 适用于 第八项/甲、乙  「各承担50%」  # 尾注
口径 分档方式 「分别按」
    理由 “后文另有规定”
    采用 整批：分档方式 全额
    备选 连跨：条件
        企业.甲
        或者 企业.乙                                        「乙」

# 备选 待定
用例 「37台」
申报日期 2018年5月1日
采购 “一” 属于 企业 “甲”，产地 本省，台数 37台
期望 采购省产装备补贴 “一” 符合 222万元
# 完
"""


def formatted(text: str) -> str:
    result, problems = format_text("a.rule", dedent(text))
    assert problems == ()
    assert format_text("a.rule", result) == (result, ())
    return result


def unchanged(text: str) -> bool:
    return formatted(text) == dedent(text)


def test_an_ugly_file_becomes_the_one_layout() -> None:
    assert formatted(UGLY) == PRETTY


def test_one_atom_stays_on_the_line_of_its_keyword() -> None:
    assert formatted("条款 甲\n条件\n    企业.产值\n  达到 5万元\n  「五万」\n").splitlines()[1].split() == [
        "条件", "企业.产值", "达到", "5万元", "「五万」",
    ]  # fmt: skip


def test_atoms_that_share_a_quote_stay_on_one_line() -> None:
    assert unchanged("条款 甲\n条件 企业.甲 并且 企业.乙                       「甲乙」\n")


def test_atoms_on_two_lines_stay_on_two_lines() -> None:
    assert formatted("条款 甲\n条件 企业.甲 并且\n企业.乙 「乙」\n") == (
        "条款 甲\n条件\n    企业.甲\n    并且 企业.乙                                「乙」\n"
    )


def test_what_applies_to_a_broken_condition_gets_its_own_line() -> None:
    assert unchanged("条款 甲\n除外\n    企业.甲\n    或者 企业.乙\n    适用于 丙、丁\n")


def test_a_quote_before_the_end_of_a_target_is_its_anchor() -> None:
    assert unchanged("条款 甲\n目标 全省.家数 达到 20家                        「达到20家」 到 2020年\n")


def test_a_band_that_asks_for_a_choice_aligns_its_amounts() -> None:
    assert unchanged("条款 甲\n补助 按 并购.地 分档\n    海外      未规定\n    我省外    至多 5万元\n")


def test_anchors_of_a_clause_begin_at_one_column_that_its_longest_line_sets() -> None:
    longer = "条款 甲\n条件 企业.一二三四五六七八九十一二三四五六七八九十 「一」\n承担 省 「省」\n"
    anchors = [line.index("「") for line in formatted(longer).splitlines()[1:]]
    columns = {cells(line[:at]) for line, at in zip(formatted(longer).splitlines()[1:], anchors, strict=True)}
    assert columns == {52}


def test_vocabulary_fields_stand_in_columns() -> None:
    assert unchanged(
        """\
        词汇 甲

        # ---------- 对象
        对象 企业 属于 集团 可无
            规模以上                是否            表述 「规模以上」「规上」 释义 “见统计制度”
            用电量                  数量 度 逐时    表述 「用电量」

            产值                    金额 每年 可为负
        对象 集团

        单位 台 又称 套、台（套）
        机构 省工信厅 省级 前身 省经信委 止于 2018年
        """
    )


def test_amending_sentences_are_left_alone() -> None:
    text = """\
        修改 闽政〔2015〕36号
        依据 「关于修改四份文件的通知」 第一条
        施行 未规定
        口径 施行日
            采用 成文日
            备选 公布日

        一、对《措施》(闽政〔2015〕36号)作出修改
        （一）删除第十四项中“甲,  乙”的表述。 # 这里属于语句
        (二)将“甲”修改为“乙”。

        改写 第十四项/甲
        承担 省级财政
        """
    assert unchanged(text)
    assert formatted(text.replace("备选 公布日\n\n", "备选 公布日\n").replace("乙”。\n", "乙”。  \n")) == dedent(text)


def test_quotes_keep_their_line_breaks() -> None:
    assert (
        formatted("条款 甲\n原文 「一\r\n  二」\n对象 企业 「三\n四」\n")
        == "条款 甲\n原文 「一\n  二」\n对象 企业                                       「三\n四」\n"
    )


def test_numbers_lose_their_width() -> None:
    assert formatted("用例 「甲」\n企业 甲 １，２００．５万元,乙 ５％，丙 0.2元／千瓦时\n") == (
        "用例 「甲」\n企业 甲 1,200.5万元，乙 5%，丙 0.2元/千瓦时\n"
    )


@pytest.mark.parametrize("text", ["", "\n", " \r\n\t"])
def test_an_empty_file_stays_empty(text: str) -> None:
    assert format_text("a.rule", text)[0] == ""


def test_a_file_of_comments_keeps_them() -> None:
    assert format_text("a.rule", "\ufeff  # 一\r\n\r\n\r\n# 二")[0] == "# 一\n\n# 二\n"


def test_a_piece_that_does_not_parse_is_left_as_it_is() -> None:
    broken = "条款   乙\r\n条件   ，\r\n\r\n\r\n   # 注\r\n"
    text, problems = format_text("a.rule", f"条款   甲\r\n对象 企业\r\n{broken}条款   丙\r\n对象 企业\r\n")
    assert text == f"条款 甲\n对象 企业\n\n{broken}条款 丙\n对象 企业\n"
    assert [problem.code for problem in problems] == ["RD101"]


def test_an_unclosed_quote_leaves_the_rest_of_its_piece() -> None:
    broken = "条款  甲\n原文 「没有收尾\n对象  企业\n\n"
    text, problems = format_text("a.rule", f"{broken}条款  乙\n对象  企业\n")
    assert text == f"{broken}条款 乙\n对象 企业\n"
    assert [problem.code for problem in problems] == ["RD102"]


def test_a_name_that_would_begin_a_piece_is_not_moved_to_the_start_of_a_line() -> None:
    text = "用例 「甲」\n企业 甲 是 条款   乙 是\n"
    assert format_text("a.rule", text)[0] == text


def test_comments_at_the_end_of_a_clause_stay_with_it_when_a_blank_line_follows() -> None:
    assert unchanged(
        """\
        条款 甲
        口径 乙
            采用 丙：无
            # 备选 丁：无

        # 另一条
        条款 戊
        对象 企业
        """
    )


@pytest.mark.parametrize(
    "example", re.findall(r"^```rule\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
)
def test_the_examples_on_the_page_are_laid_out_as_it_says(example: str) -> None:
    assert unchanged(example)


@pytest.mark.parametrize("module", [format_module, format_tokens])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    failed, tried = doctest.testmod(module)  # type: ignore[arg-type]
    assert tried
    assert not failed


def test_a_number_apart_from_its_unit_is_left_for_its_diagnostic() -> None:
    text = "条款   甲\n条件 企业.产值   达到 500 万元\n"
    laid_out, problems = format_text("a.rule", text)
    assert laid_out == text
    assert [problem.code for problem in problems] == ["RD101"]
