"""`rulesdsl impact`: the report in each form, and what the command line refuses."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from pytest_snapshot.plugin import Snapshot

from rulesdsl.cli.main import main
from rulesdsl.reports.schemas import schema_of
from support.impact_policy import act, conditions, enterprises, striking
from support.table_files import write

HERE = Path(__file__).parent / "impact"
ROWS = (
    "一,泉州市,10000,否,是",
    "二,泉州市,20000,是,否",
    "三,福州市,30000.5,否,否",
    "四,福州市,,是,是",
    "五,,50000,,是",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rules with an act, and tables."""
    write(tmp_path / "rules", dict(conditions("甲乙") | {"act.rule": act(*striking("甲", "乙"))}))
    write(tmp_path / "tables", dict(enterprises(*ROWS)))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("RULESDSL_CACHE", str(tmp_path / "cache"))
    return tmp_path


def run(folder: Path, *more: str) -> int:
    rules, tables = str(folder / "rules"), str(folder / "tables")
    return main(["impact", tables, "--policies", rules, "--claim-date", "2021年3月1日", *more])


def test_the_report_on_a_screen(folder: Path, capsys: pytest.CaptureFixture[str], snapshot: Snapshot) -> None:
    assert run(folder, "--without", "2020年12月4日", "--top", "1") == 0
    snapshot.snapshot_dir = HERE
    snapshot.assert_match(capsys.readouterr().out, "screen.txt")


def test_no_line_is_wider_than_the_screen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rulesdsl.reports.wrap import width_of

    run(folder, "--without", "2020年12月4日")
    assert max(map(width_of, capsys.readouterr().out.splitlines())) <= 80


class Outline(HTMLParser):
    """The elements of a page with what they stand in; fails where they don't nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append((*self.open, tag))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.seen.append((*self.open, tag))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_has_a_drawing_in_each_of_three_sections(folder: Path) -> None:
    out = folder / "report.html"
    assert run(folder, "--without", "2020年12月4日", "--format", "html", "--out", str(out)) == 0
    outline = Outline()
    outline.feed(out.read_text(encoding="utf-8"))
    assert outline.open == []
    tags = [parts[-1] for parts in outline.seen]
    assert "script" not in tags
    assert "link" not in tags
    # By clause 2 bars for the one clause, by sentence and by city 2 for each that moves (2 and 3), and the 2 of each legend.
    assert tags.count("svg") == 3
    assert tags.count("rect") == (2 + 2) + (4 + 2) + (6 + 2)


def test_the_workbook_has_charts_of_its_own_and_amounts_as_numbers(folder: Path) -> None:
    out = folder / "report.xlsx"
    assert run(folder, "--without", "2020年12月4日", "--format", "xlsx", "--out", str(out)) == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["概要", "条款", "语句", "承担", "设区市", "规模", "企业"]
    assert [len(book[name]._charts) for name in ("条款", "语句", "设区市", "规模")] == [1, 1, 1, 1]
    # As worked out in test_impact.py, and 50000 元 whose 条件甲 is unknown: 500 元 more for certain by the first sentence.
    assert [book["语句"].cell(row, 2).value for row in (2, 3)] == [pytest.approx(750.01), pytest.approx(350)]


def test_json_fits_its_schema(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--without", "2020年12月4日", "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema_of("impact")).validate(data)
    assert [item["change"]["low"] for item in data["sentences"]] == ["750.01", "350.00"]
    assert data["sentences"][0]["clauses"][0]["exact"]["low"] == "150001/2"


def test_markdown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--without", "2020年12月4日", "--format", "md") == 0
    assert "| 试政〔2018〕1号（一） | 第一项 产值奖励 | 下限增加 750.01元" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--without", "3号"), 2, "RD760"),
        ((), 1, "RD761"),
        (("--before", "2021年3月1日", "--after", "2021年1月1日"), 2, "RD762"),
        (("--before", "2021年3月1日"), 2, "--before 和 --after 要一起写"),
        (("--without", "1号", "--before", "2020年1月1日", "--after", "2021年1月1日"), 2, "不能和"),
        (("--without", "1号", "--format", "xlsx"), 2, "--out"),
        (("--without", "1号", "--reading", "甲"), 2, "口径=读法"),
        (("--without", "1号", "--accounting-year", "今年"), 2, "--accounting-year"),
    ],
)
def test_what_makes_no_sense_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, said: str
) -> None:
    assert run(folder, *words) == code
    assert said in capsys.readouterr().err


def test_tables_that_are_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "tables" / "企业.csv").unlink()
    assert run(folder, "--without", "1号") == 2
    assert "RD7" in capsys.readouterr().err


def test_a_row_that_is_set_aside_is_reported_once_for_both_sides(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder / "tables", dict(enterprises(*ROWS, "六,泉州市,很多,是,否")))
    assert run(folder, "--without", "1号") == 0
    told = capsys.readouterr()
    assert told.err.count("RD743") == 1
    assert "5 行，另有 1 行放在一边" in told.out
