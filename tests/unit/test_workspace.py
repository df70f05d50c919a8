"""A workspace says of edited files just what a fresh compilation says of them, and leaves alone what an edit leaves alone."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from rulesdsl.pipeline import Compiled, compile_files
from rulesdsl.plan.plan import plan_to_json
from rulesdsl.workspace import Workspace
from support.little_policy import DOCUMENT, NUMBER, VOCABULARY
from support.policies import FUJIAN
from support.rule_edits import edited

NOTICE, NO_36, NO_29 = "mzb-2020-notice", "mz-2015-36", "mzb-2017-29"


def shipped(*folders: str) -> dict[str, str]:
    """The vocabulary, and the rule files and texts in some folders, by their path below `fujian`."""
    found = [FUJIAN / "vocabulary.rule", *(path for folder in folders for path in sorted((FUJIAN / folder).iterdir()))]
    return {path.relative_to(FUJIAN).as_posix(): path.read_text(encoding="utf-8") for path in found}


def said(compiled: Compiled) -> dict[str, Any]:
    """All that comes out of a compilation."""
    return {
        "diagnostics": compiled.diagnostics,
        "effects": [item.effects for item in compiled.history.amended],
        "texts": [version.texts for version in compiled.history.versions],
        "plan": plan_to_json(compiled.plan),
    }


AMEND_36, ITEM_14 = f"{NOTICE}/amend-36.rule", f"{NO_36}/item-14.rule"

EDITS = [
    pytest.param({AMEND_36: ("“林业厅”修改为“林业局”，", "")}, id="a renaming left out of a sentence"),
    pytest.param({AMEND_36: ("删除第十四项中", "删除第十三项中")}, id="a sentence at a wrong place"),
    pytest.param({AMEND_36: ("“国土厅”修改为“自然", "“国土厅”修该为“自然")}, id="a sentence that can't be read"),
    pytest.param(
        {AMEND_36: ("（五）将全文中的“经信委”修改为“工信厅”，", "（五）将全文中的")}, id="the main renaming gone"
    ),
    pytest.param({ITEM_14: ("奖励 中标合同.金额 的 5%", "奖励 中标合同.金额 的 6%")}, id="another rate"),
    pytest.param({ITEM_14: ("条款 省外中标奖励", "条款 省外中标的奖励")}, id="a clause renamed that others name"),
    pytest.param({ITEM_14: ("标题 「支持", "# 说明\n\n标题 「扶持")}, id="a title changed, and all below it moved"),
    pytest.param({"vocabulary.rule": ("机构 省工信厅", "机构 省工业厅")}, id="a body renamed in the vocabulary"),
    pytest.param(
        {f"{NO_36}/text.txt": ("单个合同金额1000万元以上", "单个合同金额2000万元以上")}, id="a number in the text"
    ),
    pytest.param({f"{NO_36}/text.txt": ("\n一、", "\n\n一、")}, id="all of the text moved"),
    pytest.param({f"{NO_36}/document.rule": ("成文 ", "成文 2014年1月1日\n# ")}, id="a document of another day"),
    pytest.param({ITEM_14: None}, id="a file gone"),
]


@pytest.fixture(scope="module")
def both() -> tuple[dict[str, str], Workspace, dict[str, Any]]:
    """闽政〔2015〕36号 with the notice, a workspace that knows them, and what a fresh compilation says of them."""
    files = shipped(NO_36, NOTICE)
    workspace = Workspace()
    workspace.compile(files)
    return files, workspace, said(compile_files(files))


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_and_its_undoing_give_what_a_fresh_compilation_gives(
    edit: dict[str, tuple[str, str] | None], both: tuple[dict[str, str], Workspace, dict[str, Any]]
) -> None:
    files, workspace, first = both
    ((name, change),) = edit.items()
    assert change is None or change[0] in files[name]
    changed = {file: text for file, text in files.items() if file != name or change is not None}
    if change is not None:
        changed[name] = files[name].replace(*change, 1)
    there, back = said(workspace.compile(changed)), said(workspace.compile(files))
    assert there == said(compile_files(changed))
    assert there != first
    assert back == first


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_one_upon_another(seed: int) -> None:
    random, workspace = Random(seed), Workspace()
    files = shipped(NO_29, NOTICE)
    workspace.compile(files)
    for step in range(6):
        files = edited(files, random)
        assert said(workspace.compile(files)) == said(compile_files(files)), (seed, step)


def test_what_an_edit_leaves_alone_is_handed_on(both: tuple[dict[str, str], Workspace, dict[str, Any]]) -> None:
    files, workspace, _ = both
    before = workspace.compile(files)
    text = files[ITEM_14].replace("中标合同.金额 的 5%", "中标合同.金额 的 6%", 1)
    after = workspace.compile(files | {ITEM_14: text})
    for old, new in zip(before.history.versions, after.history.versions, strict=True):
        ((one, other),) = ((a, b) for a, b in zip(old.rules.measures, new.rules.measures, strict=True) if a is not b)
        assert Path(one.file).name == "item-14.rule"
        changed = [a.name.text for a, b in zip(one.clauses, other.clauses, strict=True) if a != b]
        assert changed == ["省外中标奖励"]


def test_a_changed_sentence_leaves_rules_as_they_are_that_come_out_the_same(
    both: tuple[dict[str, str], Workspace, dict[str, Any]],
) -> None:
    files, workspace, _ = both
    before = workspace.compile(files).history.versions[-1]
    text = files[AMEND_36].replace("“林业厅”修改为“林业局”，", "", 1)
    after = workspace.compile(files | {AMEND_36: text}).history.versions[-1]
    number = "闽政〔2015〕36号"
    assert before.texts[number] is not after.texts[number]
    changed = {a.locator for a, b in zip(before.rules.measures, after.rules.measures, strict=True) if a is not b}
    assert changed
    assert changed <= {item.locator for item in before.rules.measures if "林业局" in str(item)}


LEAD = f"""\
措施 {NUMBER} 第一点 文首段
责任单位 未规定

条款 总述
原文 「支持企业，单家企业奖励不超过800万元」
"""

ITEM = f"""\
措施 {NUMBER} 第一点 第一项
责任单位 未规定

条款 规上奖励
原文 「对规模以上企业给予奖励50万元」
参据 「单家企业奖励不超过800万元」
对象 企业
条件 企业.规模以上
奖励 50万元
限额 每个 企业 800万元 「单家企业奖励不超过800万元」
"""

TEXT = """\
关于支持企业的通知

各市人民政府：

一、支持企业

支持企业，单家企业奖励不超过800万元。

（一）对规模以上企业给予奖励50万元。
"""


def test_a_number_that_only_another_file_used_is_missed_when_it_goes_there() -> None:
    """The two measures name nothing of each other: what ties them is a place of the text."""
    files = {"vocabulary.rule": VOCABULARY, "document.rule": DOCUMENT, "text.txt": TEXT}
    files |= {"lead.rule": LEAD, "item.rule": ITEM}
    workspace = Workspace()
    assert not any(item.code == "RD505" for item in workspace.compile(files).diagnostics)
    without = workspace.compile(files | {"item.rule": ITEM.partition("限额")[0]}).diagnostics
    (problem,) = (item for item in without if item.code == "RD505")
    assert problem.span is not None
    assert problem.span.file == "lead.rule"
