"""The four documents as amended by the notice of 2020-12-04, drafted anew: the same texts, the same global renames."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rulesdsl.amendments.act import Act, parse_act
from rulesdsl.amendments.drafting.draft import Draft, Named, draft
from rulesdsl.amendments.execution.execute import execute
from rulesdsl.amendments.operations import DeleteText, MergeNames, ReplaceText
from rulesdsl.amendments.pasted import read_amendment
from rulesdsl.model.build import build_file
from rulesdsl.source.fold import same
from rulesdsl.source.parse import parse
from rulesdsl.source.units import SourceText
from rulesdsl.syntax.parse import parse_file

FUJIAN = Path(__file__).parents[2] / "policies" / "fujian"
DOCUMENTS = {"36": "mz-2015-36", "60": "mz-2016-60", "29": "mzb-2017-29", "13": "mz-2017-13"}

MORE_RENAMES = {
    "36": {
        "国土厅": "自然资源厅",
        "林业厅": "林业局",
        "质监局": "市场监管局",
        "金融办": "金融监管局",
        "福建银监局": "福建银保监局",
    },
    "60": {},
    "29": {"国土厅": "自然资源厅"},
    "13": {
        "质监局": "市场监管局",
        "金融办": "金融监管局",
        "福建银监局": "福建银保监局",
        "国土厅": "自然资源厅",
        "环保厅": "生态环境厅",
        "林业厅": "林业局",
        "海洋渔业厅": "海洋渔业局",
    },
}
MERGED = {"36", "29", "13"}
STRUCK = {"36": set(), "60": set(), "29": {"物价局"}, "13": {"物价局", "福建检验检疫局", "厦门检验检疫局"}}

# Sentences of the notice, and of the draft.
COUNTS = {"36": (5, 5), "60": (2, 2), "29": (2, 2), "13": (9, 10)}


def notice(document: str) -> Act:
    file = FUJIAN / "mzb-2020-notice" / f"amend-{document}.rule"
    text = file.read_text(encoding="utf-8")
    (amendment,) = build_file(file.name, text, parse_file(file.name, text)[0]).amendments
    return read_amendment(amendment)


@cache
def drafted(document: str) -> tuple[Act, SourceText, Draft]:
    """The sentences of the notice, the text they lead to, and the draft from the two texts."""
    text = (FUJIAN / DOCUMENTS[document] / "text.txt").read_text(encoding="utf-8")
    old, _ = parse("text.txt", text)
    act = notice(document)
    new = execute(old, act.sentences).text
    found, problems = draft(old, new, Named("", ""))
    assert problems == ()
    assert found is not None
    return act, new, found


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_draft_leads_to_the_amended_text(document: str) -> None:
    _, new, found = drafted(document)
    old, _ = parse("text.txt", (FUJIAN / DOCUMENTS[document] / "text.txt").read_text(encoding="utf-8"))
    again = execute(old, parse_act("\n".join(found.sentences)).sentences)
    assert again.diagnostics == found.execution.diagnostics
    assert same(again.text.text, new.text)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_global_changes_are_those_of_the_notice(document: str) -> None:
    act, _, found = drafted(document)
    last = found.act.sentences[-1].operations
    renames = {item.find: item.replace for item in last if isinstance(item, ReplaceText)}
    assert renames == {"经信委": "工信厅"} | MORE_RENAMES[document]
    merged = [(item.find, item.replace) for item in last if isinstance(item, MergeNames)]
    assert merged == ([(("地税局", "国税局"), "省税务局")] if document in MERGED else [])
    assert {item.find for item in last if isinstance(item, DeleteText)} == STRUCK[document]
    ours, theirs = (
        {str(item.to_json() | {"locator": None}) for item in end.sentences[-1].operations} for end in (found.act, act)
    )
    assert ours == theirs


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_draft_needs_about_as_many_sentences(document: str) -> None:
    act, _, found = drafted(document)
    assert (len(act.sentences), len(found.sentences)) == COUNTS[document]


def test_the_draft_of_no_36_reads_as_the_notice_does() -> None:
    assert drafted("36")[2].sentences == (
        "将第九项、第十三项、第十五项、第十六项中的“所需资金从省工商发展资金中安排”修改为“所需资金从省工业和信息化专项资金中安排”。",
        "将第十二项中的“省发改、经信、科技等部门加大支持智能制造公共服务平台”修改为“省发改、工信、科技等部门加大支持智能制造公共服务平台”。",
        "删除第十四项中“对涉及安全及重大项目的工控系统，同等条件优先选用省内企业生产的传感器及智能化仪器仪表等产品”的表述。",
        "将第十八项中的“各地市土地和房地产登记管理部门对承租企业将土地和房产抵押给融资租赁公司的”修改为“各地市不动产登记机构对承租企业将土地和房产抵押给融资租赁公司的”。",
        "将全文中的“经信委”修改为“工信厅”，“国土厅”修改为“自然资源厅”，“林业厅”修改为“林业局”，“质监局”修改为“市场监管局”，“金融办”修改为“金融监管局”，“福建银监局”修改为“福建银保监局”，“地税局”“国税局”合并修改为“省税务局”。",
    )
