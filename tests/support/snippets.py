"""Check a few files held in memory; the tests of pages and of case files go through here.

The files lie in one folder: `document.rule`, `text.txt`, `vocabulary.rule` and `item.rule`, the case in `case.yaml`. What a
snippet doesn't bring itself is taken from `tests/cases/_shared/`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.pipeline import check_sources

SHARED = Path(__file__).parents[1] / "cases" / "_shared"


@cache
def shared_files() -> dict[str, str]:
    """The mini policy that stands in for the files a snippet leaves out."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(SHARED.iterdir())}


def with_shared(files: dict[str, str]) -> dict[str, str]:
    """The files of a snippet, completed.

    A snippet that names a folder is complete by itself. The shared `item.rule` is used only where a case file is checked
    against it; everywhere else the item is what the snippet is about.
    """
    if any("/" in name for name in files):
        return files
    unused = set() if any(name.endswith(".yaml") for name in files) else {"item.rule"}
    return {name: text for name, text in shared_files().items() if name not in unused} | files


def diagnose(files: dict[str, str]) -> tuple[Diagnostic, ...]:
    """What `rulesdsl check` would report for the files of a snippet."""
    return check_sources(with_shared(files))


def codes_of(files: dict[str, str]) -> list[str]:
    """The codes of what is reported, in its order."""
    return [diagnostic.code for diagnostic in diagnose(files)]
