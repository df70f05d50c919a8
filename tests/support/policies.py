"""The shipped policies in memory, and single items of them cut down to what a mutation test needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rulesdsl.check.subject_matter import Matter
from rulesdsl.inputs import build, link_texts

FUJIAN = Path(__file__).parents[2] / "policies" / "fujian"
NO_36 = FUJIAN / "mz-2015-36"


@cache
def files_of(folder: Path) -> dict[str, str]:
    """The vocabulary and all rule files and texts of one document, without their 用例."""
    paths = [FUJIAN / "vocabulary.rule", *sorted(folder.glob("*.rule")), *sorted(folder.glob("*.txt"))]
    return {str(path): path.read_text(encoding="utf-8").split("\n用例 ")[0] + "\n" for path in paths}


def matter_of(files: dict[str, str]) -> Matter:
    """Rule files and texts, built and linked; they must have no syntax errors."""
    rules, problems = build({name: text for name, text in files.items() if name.endswith(".rule")})
    assert not problems, problems
    return Matter(rules, link_texts(rules, files)[0])


@cache
def no_36() -> Matter:
    """闽政〔2015〕36号 as shipped."""
    return matter_of(files_of(NO_36))
