"""`rulesdsl sql` on the command line, and every example of docs/sql.md run in SQLite as it is written."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rulesdsl.cli.main import main
from rulesdsl.cli.sql import NAMES
from rulesdsl.run.sql.dialects import DIALECTS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "sql.md"
WORDS = [
    "sql",
    "--dialect",
    "sqlite",
    "--policies",
    str(ROOT / "policies"),
    "--claim-date",
    "2018年5月1日",
    "--year",
    "2017",
]


def test_the_dialects_of_the_command_and_of_the_page_are_those_there_are() -> None:
    assert set(NAMES) == set(DIALECTS)
    rows = re.findall(r"^\| (.+?) \| `(\w+)` \| (.+?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    listed = {name: (chinese, how.startswith("运行")) for chinese, name, how in rows}
    assert listed == {name: (found.chinese, found.executed) for name, found in DIALECTS.items()}


SMALL = ["--clause", "省外中标奖励", "--tables", "企业、中标合同"]


def test_tables_are_printed_only_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*WORDS, *SMALL]) == 0
    assert "CREATE TABLE" not in capsys.readouterr().out
    assert main([*WORDS, *SMALL, "--ddl"]) == 0
    assert capsys.readouterr().out.startswith('CREATE TABLE "企业" (\n  "键" TEXT PRIMARY KEY')


def test_a_file_is_written_and_two_runs_are_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = tmp_path / "一.sql", tmp_path / "二.sql"
    for file in (one, two):
        assert main([*WORDS, *SMALL, "--ddl", "--out", str(file)]) == 0
    assert one.read_bytes() == two.read_bytes() != b""
    assert capsys.readouterr().out == ""
    assert main([*WORDS, *SMALL, "--out", str(tmp_path / "无" / "三.sql")]) == 2
    assert "写不了" in capsys.readouterr().err


def test_with_replace_it_can_be_executed_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*WORDS, *SMALL, "--ddl"]) == 0
    database = sqlite3.connect(":memory:")
    database.executescript(capsys.readouterr().out)
    assert main([*WORDS, *SMALL, "--replace"]) == 0
    printed = capsys.readouterr().out
    database.executescript(printed)
    database.executescript(printed)
    assert database.execute("SELECT * FROM 结果_中标合同").fetchall() == []
    database.close()


def test_what_sqlite_can_t_hold_is_named_and_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*WORDS, "--clause", "引进人才补助", "--clause", "省外中标奖励"]) == 1
    shown = capsys.readouterr()
    assert "引进人才补助」没有打印：数值可能超过 SQLite 的整数" in shown.err
    assert shown.out.startswith(
        "-- 「闽政〔2016〕60号/第七点 第二项/引进人才补助」没有打印：数值可能超过 SQLite 的整数\n"
    )
    assert "省外中标奖励" in shown.out
    with sqlite3.connect(":memory:") as database:
        database.executescript(shown.out)
        printed, lacking = (
            [row[0].rpartition("/")[2] for row in database.execute(f"SELECT 条款 FROM {view}")]
            for view in ("说明_条款", "说明_未打印")
        )
    assert (printed, lacking) == (["省外中标奖励"], ["引进人才补助"])


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--clause", "省外中标奖厉"], "是否要写「省外中标奖励」"),
        (["--reading", "分档方式"], "--reading 写成 口径=读法"),
        (["--reading", "分档方式=某种"], "可选"),
        (["--years", "去年"], "--years 写成 2015-2017 这样"),
        (["--claim-date", "列", "--year", "0"], "--claim-date 列 要同时写核算年度"),
        (["--as-of", "昨天"], "--as-of 昨天"),
        (["--tables", "企业、中标合问"], "是否要写「中标合同」"),
    ],
)
def test_what_is_wrong_on_the_command_line_is_said(
    more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*WORDS, *more]) == 2
    assert said in capsys.readouterr().err


def test_without_a_day_or_a_year_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*WORDS[:5], "--claim-date", "2018年5月1日"]) == 2
    assert "--year 2017" in capsys.readouterr().err
    assert main([*WORDS[:5], "--year", "2017"]) == 2
    assert "没有申报日期" in capsys.readouterr().err


def test_without_sqlglot_the_message_names_the_extra() -> None:
    script = f"import sys; sys.modules['sqlglot'] = None\nfrom rulesdsl.cli.main import main\nsys.exit(main({WORDS!r}))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert answer.returncode == 2
    assert "RD610" in answer.stderr
    assert "pip install 'rulesdsl[sql]'" in answer.stderr


def test_the_page_s_examples_do_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands are run, statements executed in SQLite; a query gives the block that follows it."""
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    database, answered, queries = sqlite3.connect(":memory:"), "", 0
    for kind, body in blocks:
        if kind == "console":
            for command in re.findall(r"^\$ rulesdsl (.*)$", body.replace("\\\n", ""), re.MULTILINE):
                assert main([*command.split(), "--policies", str(ROOT / "policies")]) == 0
            database.executescript(Path("政策.sql").read_text(encoding="utf-8"))
        elif kind == "sql":
            cursor = database.executescript(body) if "INSERT" in body else database.execute(body)
            answered = "\n".join("|".join(str(value) for value in row) for row in cursor.fetchall())
        elif kind == "text":
            queries += 1
            assert answered == body.strip()
    database.close()
    assert queries >= 3
