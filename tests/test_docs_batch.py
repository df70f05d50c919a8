"""docs/batch.md: its tables are written, its commands run and its Python tried, in the order of the page."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
from pathlib import Path

import pytest

from rulesdsl.cli.main import main
from support.consoles import lines, prints, runs
from support.doc_examples import ROOT

PAGE = ROOT / "docs" / "batch.md"
_BLOCK = re.compile(
    r"^```(?P<kind>csv|console|python)(?: file=(?P<file>\S+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


def test_the_page_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    done = []
    for block in _BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        if block["kind"] == "csv":
            path = tmp_path / block["file"]
            path.parent.mkdir(exist_ok=True)
            path.write_text(block["body"], encoding="utf-8")
        elif block["kind"] == "python":
            example = doctest.DocTestParser().get_doctest(block["body"], {}, PAGE.name, None, 0)
            assert doctest.DocTestRunner().run(example).failed == 0
        else:
            for command, wanted in runs(block["body"], ("rulesdsl ", "cat ")):
                shown = printed(command)
                assert prints(lines(shown), lines(wanted)), f"$ {command}\n{shown}"
        done.append(block["kind"])
    assert (done.count("csv"), done.count("console"), done.count("python")) == (2, 3, 1)


def printed(command: str) -> str:
    """What a command prints; `cat` shows a file without its byte order mark."""
    if command.startswith("cat "):
        return Path(command[4:]).read_text(encoding="utf-8-sig")
    found = io.StringIO()
    with contextlib.redirect_stdout(found), contextlib.suppress(SystemExit):
        main(command.split()[1:])
    return found.getvalue()
