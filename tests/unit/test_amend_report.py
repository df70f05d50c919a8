"""`amend consolidate --report`: what each sentence did; and pairs of sentences whose order matters."""

from __future__ import annotations

import pytest
from wcwidth import wcswidth

from rulesdsl.amendments.act import parse_act
from rulesdsl.amendments.execution.execute import execute
from rulesdsl.amendments.execution.order import order_sensitive, reversed_differs
from rulesdsl.cli.main import main
from rulesdsl.reports import render
from rulesdsl.reports.execution import execution_report
from rulesdsl.source.parse import parse
from support.amended import history_of, little, shipped, version_of

TEXT = "办法\n一、范围\n（一）甲和乙。\n（二）省经信委办理。\n"


def pairs(*sentences: str) -> list[tuple[int, int, str]]:
    source, _ = parse("text.txt", TEXT)
    act = parse_act("\n".join(f"（{number}）{words}" for number, words in zip("一二三", sentences, strict=False)))
    assert act.diagnostics == ()
    assert not execute(source, act.sentences).failed
    return [(found.sentence, found.other, found.why) for found in order_sensitive(source, act.sentences)]


# ---------- the order of sentences


def test_a_sentence_that_looks_for_what_an_earlier_one_put_in() -> None:
    found = pairs("将全文中的“经信委”修改为“工信厅”。", "将第一点第二项中的“省工信厅办理”修改为“省工信厅承办”。")
    assert found == [(0, 1, "倒过来不能执行：第一点 第二项没有「省工信厅办理」")]


def test_a_rename_whose_new_name_is_renamed_again() -> None:
    found = pairs("将全文中的“甲”修改为“乙”。", "将全文中的“乙”修改为“丙”。")
    assert [(one, other) for one, other, _ in found] == [(0, 1)]
    assert found[0][2] == "倒过来结果不同：「一、范围（一）丙和丙。（二）省」成了「一、范围（一）乙和丙。（二）省」"


def test_independent_sentences_have_no_order() -> None:
    assert pairs("将第一点第一项中的“甲”修改为“丁”。", "将全文中的“经信委”修改为“工信厅”。") == []


def test_a_unit_that_goes_after_a_change_in_it() -> None:
    found = pairs("将第一点第二项中的“办理”修改为“承办”。", "删去第一点第二项。")
    assert found == [(0, 1, "倒过来不能执行：第一点 第二项已被这份通知删去")]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("闽政〔2015〕36号", []),
        ("闽政〔2016〕60号", []),
        # （一） strikes 地税局 and 省国税局 in one line, （二） merges the names that are left.
        ("闽政办〔2017〕29号", [(0, 1)]),
        # （八） strikes words with 省经信委 in them, which （九） renames.
        ("闽政〔2017〕13号", [(7, 8)]),
    ],
)
def test_the_order_of_the_real_notice(number: str, expected: list[tuple[int, int]]) -> None:
    execution = version_of(shipped(), number).acts[0].execution
    found = order_sensitive(execution.before, execution.sentences)
    assert [(pair.sentence, pair.other) for pair in found] == expected
    assert reversed_differs(execution.before, execution) is bool(expected)


# ---------- the report


def told(number: str, width: int = 200) -> str:
    return render(execution_report(version_of(shipped(), number)), "text", width)


def test_hits_are_counted_place_by_place() -> None:
    shown = told("闽政〔2015〕36号")
    row = next(line for line in shown.split("\n") if line.startswith("（二）"))
    assert "第九项 1、第十三项 1、第十五项 1、第十六项 1" in row
    assert "每处至少 1" in row


def test_merged_names_are_one_row() -> None:
    rows = [line for line in told("闽政办〔2017〕29号").split("\n") if "合并修改为" in line]
    assert len(rows) == 1
    assert "第二点 第一项 第一目 2" in rows[0]


def test_what_survives_a_rename_is_listed() -> None:
    shown = told("闽政〔2017〕13号")
    assert "“经信”（经信委已改名）第一点 第三项" in shown
    assert "“环保”（环保厅已改名）第一点 第二项" in shown
    assert "（八）必须在（九）之前" in shown


def test_custom_is_told() -> None:
    assert "（一）第六点 第二项：去掉编号（二）" in told("闽政〔2016〕60号")


def test_no_line_is_wider_than_the_screen() -> None:
    assert max(map(wcswidth, told("闽政〔2017〕13号", 80).split("\n"))) <= 80


def test_each_act_has_a_chapter() -> None:
    shown = render(execution_report(version_of(history_of(little()))), "text", 80)
    assert "示政〔2018〕1号：2019年6月1日《关于修改〈示例办法〉的通知》第一条" in shown
    assert "示政〔2018〕1号：2021年1月1日《关于再次修改〈示例办法〉的通知》" in shown


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", "consolidate", "60号", "--report", "--format", "md"]) == 0
    assert "将全文中的“经信委”修改为“工信厅”" in capsys.readouterr().out
    assert main(["amend", "consolidate", "60号", "--report", "--as-of", "2018年1月1日"]) == 0
    assert "到这一天为止没有修改过" in capsys.readouterr().out
    assert main(["amend", "consolidate", "60号", "--report", "--format", "docx"]) == 2
    assert "--report 没有 docx 格式" in capsys.readouterr().err
