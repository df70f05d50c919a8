"""The case files: those under ok/ check without errors, those under bad/ give exactly the errors they announce."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_snapshot.plugin import Snapshot

from rulesdsl.diagnostics import Diagnostic, Span, severity_of
from rulesdsl.diagnostics.render_text import render_text
from support.rule_cases import CASES, SHARED, Expected, case_paths, name_of, read_case, unmet
from support.snippets import diagnose, with_shared

OK = case_paths("ok")
BAD = case_paths("bad")
SNAPSHOT = ".check.txt"


@pytest.mark.parametrize("path", OK, ids=name_of)
def test_what_is_right_checks(path: Path) -> None:
    case = read_case(path.read_text(encoding="utf-8"))
    assert all(severity_of(wanted.code) != "error" for wanted in case.expected), "an error belongs under bad/"
    problems = unmet(case, diagnose(case.files), with_shared(case.files))
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", BAD, ids=name_of)
def test_what_is_wrong_is_reported_where_it_is(path: Path) -> None:
    case = read_case(path.read_text(encoding="utf-8"))
    assert case.expected, "a case under bad/ says what it expects"
    problems = unmet(case, diagnose(case.files), with_shared(case.files))
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    "path", [path for path in OK + BAD if path.with_name(path.stem + SNAPSHOT).exists()], ids=name_of
)
def test_the_rendering_is_the_one_beside_the_case(path: Path, snapshot: Snapshot) -> None:
    files = read_case(path.read_text(encoding="utf-8")).files
    snapshot.snapshot_dir = path.parent
    snapshot.assert_match(render_text(diagnose(files), with_shared(files)), path.stem + SNAPSHOT)


def test_every_file_beside_the_cases_belongs_to_one() -> None:
    strays = [
        path.relative_to(CASES).as_posix()
        for path in sorted(CASES.rglob("*"))
        if path.is_file()
        and SHARED not in path.parents
        and path not in OK + BAD
        and path.with_name(path.name.split(".")[0] + ".rule") not in OK + BAD
    ]
    assert strays == [], "a snapshot without its case, or a case outside <topic>/ok and <topic>/bad"


# ---------- the driver itself

TEXT = """\
# 第八项
条款 甲   # 错误[RD108]: 甲 # 警告样的文字
# 错误[RD102]: 「
原文 「没有收尾
"""


def test_comments_concern_their_line_or_the_next() -> None:
    case = read_case(TEXT.replace(" # 警告样的文字", ""))
    assert case.expected == (Expected("RD108", "item.rule", 2, "甲"), Expected("RD102", "item.rule", 4, "「"))


def test_a_case_can_hold_several_files() -> None:
    case = read_case(
        "# 说明\n#### 没有[RD105]\n#### 错误[RD003] text.txt:1: 乙\n#### 错误[RD005]: 没有\n"
        "#### file: text.txt\n甲乙\n#### file: item.rule\n条款\n"
    )
    assert case.files == {"text.txt": "甲乙\n", "item.rule": "条款\n"}
    assert case.expected == (Expected("RD003", "text.txt", 1, "乙"), Expected("RD005", None, 0, "没有"))
    assert case.absent == ("RD105",)
    found = Diagnostic("RD003", "", Span("text.txt", 1, 2))
    assert unmet(case, [found, Diagnostic("RD005", "没有文件")], case.files) == []
    assert len(unmet(case, [found._replace(span=Span("text.txt", 0, 1)), Diagnostic("RD105", "")], case.files)) == 5


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("#### fiel: a\n", "not a line of a case file"),
        ("甲 # 错误[RD999]: 甲\n", "there is no code"),
        ("甲 # 警告[RD101]: 甲\n", "of severity error"),
        ("# 错误[RD101]: 甲\n", "concerns no line"),
    ],
)
def test_a_mistyped_expectation_is_no_silent_pass(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_case(text)
