"""The computed texts against the annexes of the notice: every difference there is, found by hand; and little texts for each class."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from rulesdsl.amendments.audit.comparison import compare
from rulesdsl.amendments.audit.counts import Audit, audit
from rulesdsl.amendments.audit.published import published_text
from rulesdsl.cli.main import main
from rulesdsl.reports.audit import hint_text
from rulesdsl.reports.schemas import schema_of
from support.amended import history_of, little, shipped, shipped_files, version_of

ROOT = Path(__file__).parents[2]
NOTICE = "policies/fujian/mzb-2020-notice/text.txt"
ANNEXES = {
    "闽政〔2015〕36号": "附件1",
    "闽政〔2016〕60号": "附件2",
    "闽政办〔2017〕29号": "附件3",
    "闽政〔2017〕13号": "附件4",
}


def of(number: str) -> Audit:
    published = published_text(NOTICE, shipped_files()[NOTICE], ANNEXES[number])
    assert published is not None
    return audit(version_of(shipped(), number), published, ANNEXES[number])


# ---------- the real notice


def test_13_has_three_changes_that_no_sentence_commands_and_no_others() -> None:
    found = of("闽政〔2017〕13号")
    told = [(item.place, item.part, item.kind, item.computed, item.published) for item, _ in found.differences]
    assert told == [
        # The line goes as a whole; sentence （九） only renames 经信委 and strikes 物价局 in it.
        ("第一点 第一项", "责任单位", "uncommanded", "责任单位：省工信厅、财政厅，福建能源监管办，省电力公司", ""),
        # （九） strikes 物价局; nothing puts in 发改委.
        ("第一点 第二项", "责任单位", "uncommanded", "", "、发改委"),
        # 经信部门 → 工信部门 is what （七） does, in 第七点第四项 only.
        ("第一点 第三项", "", "uncommanded", "经", "工"),
    ]
    assert [hint_text(found, *pair) for pair in found.differences] == [
        "整行不见了，没有一句删除它；（九）只改了其中的字",
        "（九）在这里只删除“物价局”，没有写增加“发改委”",
        "同（七）的改法，但（七）只改第七点第四项",
    ]


@pytest.mark.parametrize("number", ["闽政〔2015〕36号", "闽政〔2016〕60号", "闽政办〔2017〕29号"])
def test_the_other_three_agree(number: str) -> None:
    found = of(number)
    assert found.differences == ()
    assert sum(found.agreeing) == found.compared


def test_60_loses_a_label_by_custom() -> None:
    assert [(item.unit, item.text) for item in of("闽政〔2016〕60号").customary] == [("点:6/项:2", "去掉编号（二）")]


@pytest.mark.parametrize("number", ANNEXES)
def test_what_the_sentences_put_in_was_restored_from_them_and_proves_nothing(number: str) -> None:
    agreeing = of(number).agreeing
    assert agreeing.written_for_issued == 0
    assert agreeing.by_construction == agreeing.restored + agreeing.written_for_restored > 0


def test_the_page_is_current(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["amend", "audit", "--format", "md"]) == 0
    page = (ROOT / "docs" / "audit-2020.md").read_text(encoding="utf-8")
    assert page.endswith(capsys.readouterr().out), "write the output into the page again"


# ---------- each class, on the little document

PUBLISHED = """示例办法
各市人民政府:
一、支持开拓市场
（一）对企业，省工信厅认定后给予奖励。
责任单位：省工信厅
（二）省工信厅牵头组织展会。
二、施行
以上办法自发布之日起执行。
"""


def against(published: str) -> Audit:
    other = published_text("published.txt", published)
    assert other is not None
    return audit(version_of(history_of(little())), other)


def kinds(found: Audit) -> list[tuple[str, str, str]]:
    return [(item.kind, item.computed, item.published) for item, _ in found.differences]


def test_only_the_setting_differs() -> None:
    found = against(PUBLISHED.replace("省工信厅牵头", "省 工信厅\n牵头"))
    assert kinds(found) == []
    assert found.setting.widths == 1  # the colon after 各市人民政府
    assert found.setting.spaces == 2


def test_a_mark_beside_struck_words() -> None:
    assert kinds(against(PUBLISHED.replace("责任单位：省工信厅\n", "责任单位：省工信厅、\n"))) == [("mark", "", "、")]


def test_a_change_commanded_but_not_made() -> None:
    found = against(PUBLISHED.replace("省工信厅牵头", "省经信委牵头"))
    assert kinds(found) == [("undone", "工信厅", "经信委")]


def test_a_change_that_resembles_nothing() -> None:
    found = against(PUBLISHED.replace("给予奖励", "给予补助"))
    assert kinds(found) == [("uncommanded", "奖励", "补助")]
    assert hint_text(found, *found.differences[0]) == "没有一句这样改"


def test_many_changed_sentences_in_a_row_are_still_told_one_by_one() -> None:
    count = 60
    lines = [
        f"（{number}）第{number}项企业{'开展技术改造和设备更新，' * 10}可以享受。" for number in range(1, count + 1)
    ]
    text = "示例办法\n" + "\n".join(lines)
    one, other = published_text("one", text), published_text("other", text.replace("享受", "享有"))
    assert one is not None
    assert other is not None
    found = compare(one, other).different
    assert [pair.end - pair.start for pair in found] == [1] * count


def test_a_label_where_the_act_took_a_unit_away() -> None:
    files = little(
        first_rule=little()["first.rule"].partition("（一）")[0]
        + "（一）删除第一点第二项中“省经信委牵头组织展会”的表述。\n",
        second_rule="",
    )
    version = version_of(history_of({name: text for name, text in files.items() if text}))
    other = published_text("p", version.text.text.replace("对获奖企业", "（一）对获奖企业"))
    assert other is not None
    found = audit(version, other)
    assert [item.text for item in version.acts[0].execution.customary] == ["去掉编号（一）"]
    assert found.customary == ()
    assert kinds(found) == [("custom", "", "（一）")]


# ---------- finding the published text


def test_an_annex_ends_where_the_next_begins() -> None:
    text = "通知\n附件：1.甲\n2.乙\n附件1\n甲办法\n一、子。\n附 件 2\n乙办法\n一、丑。\n"
    first, second = published_text("n", text, "附件1"), published_text("n", text, "附件２")
    assert first is not None
    assert second is not None
    assert first.slice(first.span).split() == ["甲办法", "一、子。"]
    assert second.slice(second.span).split() == ["乙办法", "一、丑。"]
    assert published_text("n", text, "附件3") is None


# ---------- the command


def test_strict_fails_on_uncommanded_changes_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", "audit", "13号"]) == 0
    assert main(["amend", "audit", "13号", "--strict"]) == 1
    assert main(["amend", "audit", "60号", "--strict"]) == 0
    assert "无令之改" in capsys.readouterr().out


def test_json_as_published(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", "audit", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    schema = schema_of("audit")
    Draft202012Validator(schema).validate(data)
    assert [len(item["differences"]) for item in data["audits"]] == [0, 0, 3, 0]


def test_against_a_file_of_ones_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name, text in little().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    policies = ("--policies", str(tmp_path))
    assert main(["amend", "audit", "1号", *policies]) == 2
    assert "没有写 公布文本；用 --against" in capsys.readouterr().err
    (tmp_path / "published.md").write_text(PUBLISHED, encoding="utf-8")
    assert main(["amend", "audit", "1号", "--against", str(tmp_path / "published.md"), *policies]) == 0
    assert "没有差异" in capsys.readouterr().out
    assert main(["amend", "audit", "1号", "--against", str(tmp_path / "none"), *policies]) == 2
    assert main(["amend", "audit", "--against", str(tmp_path / "published.md")]) == 2
    assert "--against 一次比较一份文件" in capsys.readouterr().err
