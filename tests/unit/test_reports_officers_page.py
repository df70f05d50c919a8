"""docs/officers.md: its case is read, its commands are run, and what it shows is part of what they print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rulesdsl.reports import explain_report
from rulesdsl.run.judge import judge
from support.report_policy import fujian, read

PAGE = (Path(__file__).parents[2] / "docs" / "officers.md").read_text(encoding="utf-8")
CASE = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)[0]
SHOWN = re.findall(r"^```text\n\$ rulesdsl explain 案卷.yaml(?: --clause (\S+))?\n(.*?)^```$", PAGE, re.M | re.S)


def printed(clause: str) -> str:
    """What the command prints, 80 columns wide."""
    plan, _ = fujian()
    case = read("case.yaml", CASE, plan)
    text, problems = explain_report(plan, judge(plan, case), "text", clause or None, False, 80, case)
    assert problems == ()
    return text


def test_the_page_has_its_samples() -> None:
    assert len(SHOWN) == 4


@pytest.mark.parametrize(("clause", "shown"), SHOWN)
def test_what_is_shown_is_what_is_printed(clause: str, shown: str) -> None:
    assert shown in printed(clause)
