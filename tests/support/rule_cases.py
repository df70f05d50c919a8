"""Case files `tests/cases/<topic>/{ok,bad}/<claim>.rule`: the files they hold and what they expect.

A case is rule text with its expectations in comments on the lines they concern (CONTRIBUTING.md, "A case file"):

    奖励 企业.设备投资总额 的 5%      # 错误[RD204]: 设备投资总额
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from rulesdsl.diagnostics import CODES, Diagnostic, severity_of
from rulesdsl.diagnostics.positions import Index

CASES = Path(__file__).parents[1] / "cases"
SHARED = CASES / "_shared"
MAIN = "item.rule"

_WORDS = {"错误": "error", "警告": "warning", "提示": "note"}
_SEPARATOR = re.compile(r"#### file: (\S+)")
_ABSENT = re.compile(r"#### 没有\[(RD\d{3})\]")
_ELSEWHERE = re.compile(r"#### (错误|警告|提示)\[(RD\d{3})\](?: (\S+):(\d+))?: ?(.*)")
_HERE = re.compile(r"# ?(错误|警告|提示)\[(RD\d{3})\]: ?(.*?)\s*(?=# ?(?:错误|警告|提示)\[RD|$)")


class Expected(NamedTuple):
    """One diagnostic that has to come: where it begins and a piece of what is underlined; without a file, no place."""

    code: str
    file: str | None
    line: int
    piece: str


class Case(NamedTuple):
    """One case file."""

    files: dict[str, str]
    expected: tuple[Expected, ...]
    absent: tuple[str, ...]


def case_paths(kind: str) -> list[Path]:
    """The case files of one kind, `ok` or `bad`."""
    return sorted(CASES.glob(f"*/{kind}/*.rule"))


def name_of(path: Path) -> str:
    return path.relative_to(CASES).with_suffix("").as_posix()


def read_case(text: str) -> Case:
    """Split a case file into its files and its expectations.

    Raises:
        ValueError: an expectation that can't be read, or one whose word isn't the severity of its code.
    """
    files: dict[str, list[str]] = {}
    header: list[str] = []
    absent: list[str] = []
    expected: list[Expected] = []
    current = header
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if separator := _SEPARATOR.fullmatch(bare):
            current = files.setdefault(separator[1], [])
        elif found := _ABSENT.fullmatch(bare):
            absent.append(found[1])
        elif found := _ELSEWHERE.fullmatch(bare):
            file = found[3]
            expected.append(_expect(found[1], found[2], file, int(found[4] or 0), found[5]))
        elif bare.startswith("####"):
            raise ValueError(f"not a line of a case file: {bare}")
        else:
            current.append(line)
    if not files:
        files[MAIN] = header
    for file, lines in files.items():
        expected += _in_comments(file, lines)
    return Case({file: "".join(lines) for file, lines in files.items()}, tuple(expected), tuple(absent))


def _in_comments(file: str, lines: list[str]) -> Iterable[Expected]:
    """A comment after something concerns its line; one that stands alone concerns the next line that isn't such a one."""
    waiting: list[re.Match[str]] = []
    for number, line in enumerate(lines, 1):
        found = list(_HERE.finditer(line.rstrip("\r\n")))
        if found and not line[: found[0].start()].strip():
            waiting += found
            continue
        yield from (_expect(match[1], match[2], file, number, match[3]) for match in [*waiting, *found])
        waiting = []
    if waiting:
        raise ValueError(f"an expectation at the end of {file} concerns no line")


def _expect(word: str, code: str, file: str | None, line: int, piece: str) -> Expected:
    if code not in CODES:
        raise ValueError(f"there is no code {code}")
    if _WORDS[word] != severity_of(code):
        raise ValueError(f"{code} is of severity {severity_of(code)}, not {word}")
    return Expected(code, file, line, piece)


def unmet(case: Case, diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> list[str]:
    """What differs between the expectations and the diagnostics, each in one line; empty when all is as expected.

    Errors must be exactly those expected. Expected warnings and notes must come; others may.
    """
    index = Index(sources)
    left = list(diagnostics)
    problems = [f"reported though it must not be: {found.message}" for found in left if found.code in case.absent]
    for wanted in case.expected:
        match = next((found for found in left if _meets(found, wanted, index)), None)
        if match is None:
            problems.append(f"missing: {wanted.code} at {wanted.file}:{wanted.line} under 「{wanted.piece}」")
        else:
            left.remove(match)
    problems += [f"not expected: {_seen(found, index)}" for found in left if severity_of(found.code) == "error"]
    return problems


def _meets(found: Diagnostic, wanted: Expected, index: Index) -> bool:
    if found.code != wanted.code or (found.span is None) != (wanted.file is None):
        return False
    if found.span is None:
        return wanted.piece in found.message
    lines = index.of(found.span.file)
    at = lines.at(found.span.start).line if lines else 1
    return (found.span.file, at) == (wanted.file, wanted.line) and wanted.piece in index.cut(found.span)


def _seen(found: Diagnostic, index: Index) -> str:
    if found.span is None:
        return f"{found.code} {found.message}"
    lines = index.of(found.span.file)
    line = lines.at(found.span.start).line if lines else 1
    return f"{found.code} at {found.span.file}:{line} under 「{index.cut(found.span)}」: {found.message}"
