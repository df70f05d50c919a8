"""修改前后对照表 of the real documents and of a little one: text side by side, and what changes in meaning."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from wcwidth import wcswidth

from rulesdsl.amendments.between import Between
from rulesdsl.amendments.history import history
from rulesdsl.amendments.side_by_side import Row
from rulesdsl.cli.main import main
from rulesdsl.inputs import build, link_texts
from rulesdsl.plan.versions import compile_versions
from rulesdsl.reports import render
from rulesdsl.reports.diff import Diff, diff_data, diff_report, meaning_row
from rulesdsl.reports.diff_excel import diff_excel
from rulesdsl.reports.diff_html import render_html_diff
from rulesdsl.reports.diff_markdown import render_markdown_diff
from rulesdsl.reports.diff_word import diff_word
from rulesdsl.reports.examples import Examples
from rulesdsl.reports.meaning import meanings
from rulesdsl.reports.schemas import schema_of
from support.amended import history_of, little, shipped_files, statute, version_of

ROOT = Path(__file__).parents[2]
BEFORE, AFTER = 737762, 737763  # 2020-12-03 and 2020-12-04


@cache
def fujian(number: str) -> Diff:
    rules, _ = build(shipped_files())
    past = history(rules, link_texts(rules, shipped_files())[0])
    between = Between(version_of(past, number, BEFORE), version_of(past, number, AFTER))
    examples = Examples(rules, compile_versions(past.versions), BEFORE, AFTER)
    rows = tuple(row for row in between.rows if row.changed)
    return Diff(between, ("2020年12月3日", "2020年12月4日"), rows, meanings(between, examples))


def marked(row: Row) -> tuple[str, str]:
    """Both sides with what is marked in []."""
    sides = (row.before, row.after)
    return tuple("".join(f"[{item.text}]" if item.mark != "same" else item.text for item in side) for side in sides)  # type: ignore[return-value]


def meaning_of(diff: Diff, clause: str) -> tuple[str, ...]:
    return next(row for item in diff.meanings if (row := meaning_row(diff, item))[0] == clause)


# ---------- texts


def test_60_has_three_changed_items_in_the_order_of_the_text() -> None:
    told = [(row.place, row.place_after, len(row.by)) for row in fujian("闽政〔2016〕60号").rows]
    # 第六点 lost its first item, and its second one the label; 第八点 names 经信委 twice.
    assert told == [("第六点", "第六点", 1), ("第六点 第一项", "", 1), ("第八点", "第八点", 1)]


def test_a_unit_that_lost_its_label_stands_beside_what_became_of_it() -> None:
    before, after = marked(fujian("闽政〔2016〕60号").rows[0])
    assert before.startswith("六、拓展市场\n[（二）]支持软件和信息技术服务业企业参与省外项目招标。")
    assert after.startswith("六、拓展市场\n支持软件和信息技术服务业企业参与省外项目招标。")


def test_changed_words_are_marked_on_both_sides() -> None:
    row = next(row for row in fujian("闽政〔2017〕13号").rows if row.place == "第一点 第二项")
    before, after = marked(row)
    assert before.endswith("\n责任单位：省[经信委、物价局]，福建能源监管办，省电力公司")
    assert after.endswith("\n责任单位：省[工信厅]，福建能源监管办，省电力公司")


def test_words_that_an_earlier_act_put_in_are_not_marked_again() -> None:
    past = history_of(little())
    days = [act.amendment.signed.first for act in past.amended if act.amendment.signed is not None]
    second = Between(version_of(past, day=days[0]), version_of(past, day=days[1]))
    assert [marked(row) for row in second.rows if row.changed] == [
        (
            "（一）对[获奖]企业，省工信厅认定后给予奖励。\n责任单位：省工信厅",
            "（一）对企业，省工信厅认定后给予奖励。\n责任单位：省工信厅",
        ),
        ("（二）省工信厅牵头组织展会[和推介会]。", "（二）省工信厅牵头组织展会。"),
    ]
    both = Between(version_of(past, day=days[0] - 1), version_of(past, day=days[1]))
    row = next(row for row in both.rows if row.place == "第一点 第二项")
    assert marked(row) == ("（二）省[经信委]牵头组织展会。", "（二）省[工信厅]牵头组织展会。")


def test_articles_of_a_statute() -> None:
    past = history_of(statute())
    rows = Between(version_of(past, day=736800), version_of(past)).rows
    assert [(row.place, row.place_after, *marked(row)) for row in rows if row.changed] == [
        (
            "第二条 第一款 第二项",
            "第二条 第一款 第二项",
            "（二）省[经信委]认定的[企业]。",
            "（二）省[工信厅]认定的[单位]。",
        ),
        ("第三条", "", "[第三条]", ""),
        ("第三条 第一款", "", "[省经信委负责。]", ""),
    ]


@pytest.mark.parametrize("number", ["闽政〔2015〕36号", "闽政〔2016〕60号", "闽政办〔2017〕29号", "闽政〔2017〕13号"])
def test_unmarked_words_of_both_sides_are_the_same(number: str) -> None:
    def plain(side: str, row: Row) -> str:
        return "".join(item.text for item in getattr(row, side) if item.mark == "same").replace("\n", "")

    for row in fujian(number).between.rows:
        if row.place and row.place_after:
            assert plain("before", row) == plain("after", row)


# ---------- meaning


def test_two_conditions_struck_make_a_clause_looser_and_a_case_shows_it() -> None:
    row = meaning_of(fujian("闽政〔2017〕13号"), "第四点 第一项 技改完工增量奖励")
    assert row[1] == "放宽：条件「企业.福建省内注册」删去\n放宽：条件「企业.独立核算」删去"
    assert row[2] == "（五）"
    # 4000万元 more output, 3 % of it: 120万元, paid 3 : 3 : 4.
    assert row[3].startswith("用例“不是独立核算；不在省内注册；没有办理手续；规模以下”")
    assert "不符合 0元 → 符合 120万元，省级财政 36万元、设区市财政 36万元、县级财政 48万元（增加 120万元）" in row[3]


def test_a_struck_clause_no_longer_applies() -> None:
    row = meaning_of(fujian("闽政〔2016〕60号"), "第六点 第一项 首购首用风险补偿")
    assert row[1].startswith("整条删去「对首次采购或首次使用本省软件")
    assert row[3].endswith("→ 2020年12月4日起已删除")


def test_a_payer_renamed_is_an_example_too() -> None:
    row = meaning_of(fujian("闽政〔2015〕36号"), "第十四项 省外中标奖励")
    assert "机构改名：省经信委 → 省工信厅" in row[1].split("\n")
    assert "省经信委 500万元 → 符合 500万元，省工信厅 500万元" in row[3]


def test_where_no_case_shows_it_that_is_said() -> None:
    assert meaning_of(fujian("闽政〔2016〕60号"), "第八点 制定管理办法")[3] == "没有用例显示差别"


def test_heads_that_change_alike_are_one_row_and_change_no_result() -> None:
    rows = [
        meaning_row(fujian("闽政〔2017〕13号"), item) for item in fujian("闽政〔2017〕13号").meanings if not item.name
    ]
    first = rows[0]
    assert first[:2] == ("第一点 第一项、第一点 第二项", "责任单位：去掉省经信委、物价局，添上省工信厅")
    assert {row[3] for row in rows} == {"不影响结果"}


# ---------- forms


def test_no_line_is_wider_than_the_screen() -> None:
    shown = render(diff_report(fujian("闽政〔2017〕13号")), "text", 80)
    assert max(map(wcswidth, shown.split("\n"))) <= 80
    assert "[-经信委-]" in shown
    assert "{+工信厅+}" in shown


def test_markdown_marks_work_beside_punctuation() -> None:
    shown = render_markdown_diff(fujian("闽政办〔2017〕29号"))
    # ~~ does not close between a full stop and a character, so a space parts them.
    assert "责任单位：省**工信厅**、科技厅、发改委，**省税务局**，各设区市" in shown
    assert " ~~、地税局~~，~~省国税局~~，各设区市" in shown


def test_html_has_del_and_ins() -> None:
    shown = render_html_diff(fujian("闽政〔2016〕60号"))
    assert "省<del>经信委</del>牵头" in shown
    assert "省<ins>工信厅</ins>牵头" in shown
    assert "<td>第六点 第一项</td>" in shown


def test_word_strikes_and_underlines_in_red() -> None:
    document = Document(io.BytesIO(diff_word(fujian("闽政〔2016〕60号"))))
    texts, meaning = document.tables
    assert [cell.text for cell in texts.rows[0].cells] == [
        "条目",
        "修改前（2020年12月3日）",
        "修改后（2020年12月4日）",
        "语句",
    ]
    last = texts.rows[3]
    struck = [run for run in last.cells[1].paragraphs[0].runs if run.font.strike]
    added = [run for run in last.cells[2].paragraphs[0].runs if run.font.underline]
    assert [run.text for run in struck] == ["经信委", "经信委"]
    assert [run.text for run in added] == ["工信厅", "工信厅"]
    assert {str(run.font.color.rgb) for run in (*struck, *added)} == {"C00000"}
    assert len(meaning.rows) == 1 + len(fujian("闽政〔2016〕60号").meanings)


def test_excel_has_rich_text_and_no_formulas() -> None:
    book = load_workbook(io.BytesIO(diff_excel(fujian("闽政〔2016〕60号"))), rich_text=True)
    texts = book["对照表"]
    assert texts["A3"].value == "第六点 第一项"
    assert str(texts["C3"].value) == "（删去）"
    blocks = [block for block in texts["B4"].value if not isinstance(block, str)]
    assert [block.text for block in blocks if block.font.strike] == ["经信委", "经信委"]
    assert book["含义"]["A1"].value == "条款"
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_json_as_published() -> None:
    schema = schema_of("diff")
    for number in ("闽政〔2016〕60号", "闽政〔2017〕13号"):
        Draft202012Validator(schema).validate(diff_data(fujian(number)))


# ---------- the command


def test_the_last_act_is_the_default_and_days_may_be_given(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name, text in little().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    words = ["amend", "diff", "1号", "--format", "json", "--policies", str(tmp_path)]
    assert main(words) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["before"], data["after"]) == ("2020年12月31日", "2021年1月1日")
    assert [item["place"] for item in data["items"]] == ["第一点 第一项", "第一点 第二项"]
    assert main([*words, "--all"]) == 0
    every = [item["place"] for item in json.loads(capsys.readouterr().out)["items"]]
    assert every == ["标题", "主送", "第一点", "第一点 第一项", "第一点 第二项", "第二点"]
    assert main([*words, "--before", "2018年4月1日", "--after", "2019年6月1日"]) == 0
    assert json.loads(capsys.readouterr().out)["acts"] == ["2019年6月1日《关于修改〈示例办法〉的通知》第一条"]
    assert main([*words, "--before", "2021年1月1日", "--after", "2019年6月1日"]) == 2
    assert main([*words, "--before", "2017年1月1日"]) == 1
    assert "--before 要早于 --after" in (shown := capsys.readouterr().err)
    assert "2017年1月1日时 示政〔2018〕1号 尚未施行" in shown
