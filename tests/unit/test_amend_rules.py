"""`amend consolidate --rules`: the rule files of a document in a later version; they check against the consolidated text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rulesdsl.amendments.history import History, history
from rulesdsl.amendments.rewriting.rule_files import rule_files
from rulesdsl.cli.main import main
from rulesdsl.diagnostics import severity_of
from rulesdsl.diagnostics.render_concise import render_concise
from rulesdsl.inputs import build, link_texts
from rulesdsl.pipeline import compile_files
from rulesdsl.syntax.format import format_text
from support.amended import NUMBER, little, shipped_files

VOCABULARY = "policies/fujian/vocabulary.rule"
DOCUMENTS = ("闽政〔2015〕36号", "闽政〔2016〕60号", "闽政办〔2017〕29号", "闽政〔2017〕13号")


def whole(files: dict[str, str]) -> History:
    rules, problems = build(files)
    assert problems == ()
    return history(rules, link_texts(rules, files)[0])


@cache
def printed(number: str) -> dict[str, str]:
    """The files of a shipped document after the notice, by their names without folder."""
    past = whole(shipped_files())
    found = rule_files(past.versions[0], past.versions[-1], number, shipped_files())
    return {name.rpartition("/")[2]: text for name, text in found.items()}


def first(name: str) -> str:
    return shipped_files()[f"policies/fujian/{name}"]


# ---------- the real notice


def test_all_four_documents_check_against_their_amended_texts() -> None:
    past = whole(shipped_files())
    files = {VOCABULARY: shipped_files()[VOCABULARY]}
    for number in DOCUMENTS:
        files |= rule_files(past.versions[0], past.versions[-1], number, shipped_files())
    wrong = tuple(item for item in compile_files(files).diagnostics if severity_of(item.code) == "error")
    assert not wrong, render_concise(wrong, files)


def test_a_file_that_no_sentence_touches_keeps_its_words() -> None:
    untouched = first("mz-2016-60/item-3.rule").partition("\n用例")[0].rstrip() + "\n"
    assert printed("闽政〔2016〕60号")["item-3.rule"] == untouched


def test_quotes_payers_and_funds_are_renamed_in_their_places() -> None:
    text = printed("闽政〔2015〕36号")["item-14.rule"]
    assert "责任单位 「省工信厅、商务厅，各设区市人民政府、平潭综合实验区管委会」" in text
    assert "承担 省工信厅" in text
    # Names of readings and reasons are the drafter's own words and stay.
    assert "承担 省经信委" not in text


def test_struck_conditions_are_gone_with_what_joins_them() -> None:
    before, after = first("mz-2017-13/item-4-1.rule"), printed("闽政〔2017〕13号")["item-4-1.rule"]
    assert "企业.福建省内注册" in before.partition("用例")[0]
    assert "福建省内注册" not in after
    assert "独立核算" not in after


def test_an_item_that_goes_takes_its_file_along_and_the_next_one_moves() -> None:
    files = printed("闽政〔2016〕60号")
    assert "item-6-1.rule" not in files
    assert files["item-6-2.rule"].startswith("措施 闽政〔2016〕60号 第六点\n")
    fund = next(line for line in files["item-8.rule"].split("\n") if line.startswith("资金来源"))
    assert "第六点/软件省外中标奖励" in fund
    assert "首购首用" not in fund


def test_restored_words_that_are_gone_are_not_listed_any_more() -> None:
    assert "还原 「经信委」" in first("mz-2016-60/document.rule")
    assert "还原" not in printed("闽政〔2016〕60号")["document.rule"].partition("文件 ")[2]


@pytest.mark.parametrize("number", DOCUMENTS)
def test_files_are_formatted(number: str) -> None:
    for name, text in printed(number).items():
        if name.endswith(".rule"):
            assert format_text(name, text) == (text, ())


# ---------- each kind of change, on the little document

RULES = {
    "vocabulary.rule": """词汇 示例

机构 省经信委 省级 表述 「省经信委」「经信委」
机构 省工信厅 省级 前身 省经信委 止于 2018年 表述 「省工信厅」「工信厅」
机构 省物价局 省级 表述 「物价局」

对象 企业
    获奖   是否
    规模上 是否 表述 「规模以上」
    信用好 是否 表述 「信用良好」
""",
    "text.txt": """示例办法
各市人民政府：
一、支持开拓市场
（一）规模以上、信用良好的获奖企业，由省经信委给予奖励10万元。
责任单位：省经信委、物价局
（二）省经信委牵头组织展会。
""",
    "item.rule": f"""措施 {NUMBER} 第一点 第一项
责任单位 「省经信委、物价局」

条款 奖励
原文 「规模以上、信用良好的获奖企业，由省经信委给予奖励10万元」
对象 企业
条件
    企业.规模上                「规模以上」
    并且 企业.信用好           「信用良好」
    并且 企业.获奖             「获奖」
奖励 10万元                    「奖励10万元」
承担 省经信委                  「省经信委」

措施 {NUMBER} 第一点 第二项

条款 展会
职责 省经信委 「省经信委牵头组织展会」
""",
    "second.rule": "",
}


def amended(*sentences: str, restated: str = "") -> dict[str, str]:
    head = little()["first.rule"].partition("（一）")[0]
    lines = "".join(f"（{label}）{words}\n" for label, words in zip("一二三", sentences, strict=False))
    files = little() | RULES | {"first.rule": head + lines + restated}
    files["document.rule"] = files["document.rule"].partition("还原")[0]
    past = whole({name: text for name, text in files.items() if text})
    return rule_files(past.versions[0], past.versions[-1], NUMBER, files)


def conditions(text: str) -> list[str]:
    """The lines of 条件, without their quotes."""
    lines = text.partition("条件")[2].partition("奖励 ")[0]
    return [line.split("「")[0].strip() for line in lines.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("struck", "left"),
    [
        ("规模以上、", ["企业.信用好", "并且 企业.获奖"]),
        ("信用良好的", ["企业.规模上", "并且 企业.获奖"]),
        ("获奖", ["企业.规模上", "并且 企业.信用好"]),
        ("信用良好的获奖", ["企业.规模上"]),
    ],
)
def test_any_condition_of_a_list_can_go(struck: str, left: list[str]) -> None:
    assert conditions(amended(f"删除第一点第一项中“{struck}”的表述。")["item.rule"]) == left


def test_the_last_condition_takes_its_line_along() -> None:
    text = amended("删除第一点第一项中“规模以上、信用良好的获奖”的表述。")["item.rule"]
    assert "条件" not in text
    assert "原文 「企业，由省经信委给予奖励10万元」" in text


def test_a_renamed_payer_and_a_shorter_list_of_units() -> None:
    text = amended("将全文中的“经信委”修改为“工信厅”；删除“物价局”。")["item.rule"]
    assert "责任单位 「省工信厅」" in text
    assert "承担 省工信厅" in text
    assert "职责 省工信厅 「省工信厅牵头组织展会」" in text


def test_a_clause_that_goes_takes_its_measure_along() -> None:
    text = amended("删除第一点第二项中“省经信委牵头组织展会”的表述。")["item.rule"]
    assert "展会" not in text
    assert text.count("措施 ") == 1


def test_a_restated_clause_is_printed_as_restated() -> None:
    restated = """
改写 第一点 第一项/奖励
原文 「规模以上、信用良好的获奖企业，由省经信委给予奖励20万元」
对象 企业
条件 企业.规模上 「规模以上」
奖励 20万元 「奖励20万元」
承担 省经信委 「省经信委」
"""
    text = amended("将第一点第一项中的“10万元”修改为“20万元”。", restated=restated)["item.rule"]
    assert "奖励 20万元" in text
    assert "10万元" not in text
    assert "改写" not in text


# ---------- the command


def test_files_are_printed_or_written_with_the_text(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["amend", "consolidate", "29号", "--rules"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("# document.rule\n\n")
    assert "\n# item-4.rule\n\n" in shown
    folder = tmp_path / "out"
    assert main(["amend", "consolidate", "29号", "--rules", "--output", str(folder)]) == 0
    assert "省税务局" in (folder / "text.txt").read_text(encoding="utf-8")
    assert (folder / "item-4.rule").exists()


def test_before_any_act_the_rules_are_as_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", "consolidate", "60号", "--rules", "--as-of", "2020年12月3日"]) == 0
    assert "第六点 第二项/软件省外中标奖励" in capsys.readouterr().out
