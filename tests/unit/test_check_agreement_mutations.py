"""What becomes of a slip: every literal of 36号 is replaced by another value, and words, bounds and names are flipped.

The score is the share of slips that `check_agreement` reports; the floors are asserted, so that no change makes it blind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import pytest

from rulesdsl.check.agreement import check_agreement
from rulesdsl.check.agreement_literals import literal_uses
from rulesdsl.check.subject_matter import Matter
from rulesdsl.model.build import FileModel, build_file
from rulesdsl.model.measure import Clause
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.syntax.parse import parse_file
from support.policies import NO_36, files_of, no_36


class Slip(NamedTuple):
    """A file with one thing changed in it."""

    file: str
    text: str
    what: str


_NUMBER = re.compile(r"(?P<digits>\d+(?:\.\d+)?)(?P<unit>\s?(?:万|亿)?(?:元(?:/人)?|台|家|个|名|年|%))")
_HIDDEN = re.compile(r"「[^」]*」|“[^”]*”|#[^\n]*|^\s*(?:采用|备选) [^：]*：", re.MULTILINE)


def other_values(digits: str, unit: str) -> Iterator[str]:
    """A nought too many, one more, a nought too few, another unit."""
    yield f"{digits}0{unit}"
    yield f"{int(digits) + 1}{unit}"
    if digits.endswith("0"):
        yield f"{digits[:-1]}{unit}"
    if unit == "%":
        yield f"{digits}‰"
    if unit == "万元":
        yield f"{digits}亿元"


def clauses() -> Iterator[tuple[str, str, Clause]]:
    """Every clause with its file and the file's text."""
    files = files_of(NO_36)
    for measure in no_36().rules.measures:
        for clause in measure.clauses:
            yield measure.file, files[measure.file], clause


def literal_slips() -> Iterator[Slip]:
    """Every number of every clause and reading, changed in up to four ways."""
    seen: set[tuple[str, int]] = set()
    for file, text, clause in clauses():
        for use in literal_uses(clause):
            for found in _NUMBER.finditer(text, use.span.start, use.span.end):
                if (file, found.start()) in seen:
                    continue
                seen.add((file, found.start()))
                for value in other_values(found["digits"], found["unit"]):
                    changed = text[: found.start()] + value + text[found.end() :]
                    yield Slip(file, changed, f"{clause.name.text}: {found[0]} → {value}")


def swap_slips() -> Iterator[Slip]:
    """A number replaced by another of the same clause, as when two are mixed up."""
    for file, text, clause in clauses():
        places = [(start, end) for start, end in _outside_quotes(text, clause)]
        found = [match for start, end in places for match in _NUMBER.finditer(text, start, end)]
        for match in found:
            for other in sorted({one[0] for one in found if one["unit"] == match["unit"]} - {match[0]}):
                yield Slip(
                    file,
                    text[: match.start()] + other + text[match.end() :],
                    f"{clause.name.text}: {match[0]} → {other}",
                )


def flips(pattern: str, instead: str) -> Callable[[], Iterator[Slip]]:
    """Every match of a pattern outside quotes, reasons and names of readings, replaced."""

    def slips() -> Iterator[Slip]:
        for file, text, clause in clauses():
            for start, end in _outside_quotes(text, clause):
                for found in re.compile(pattern).finditer(text, start, end):
                    changed = text[: found.start()] + found.expand(instead) + text[found.end() :]
                    yield Slip(file, changed, f"{clause.name.text}: {found[0]} → {instead}")

    return slips


def _outside_quotes(text: str, clause: Clause) -> Iterator[tuple[int, int]]:
    start = clause.span.start
    for hidden in _HIDDEN.finditer(text, clause.span.start, clause.span.end):
        yield start, hidden.start()
        start = hidden.end()
    yield start, clause.span.end


@cache
def known_findings(file: str) -> frozenset[str]:
    """What is reported of a file as it is, without places."""
    model = next(model for model in no_36().rules.files if model.file == file)
    return frozenset(f"{found.code} {found.message}" for found in check_agreement(_matter(file, model)))


def reported(slip: Slip) -> bool:
    """Whether a slip adds a finding; a slip that isn't even rule text counts as reported."""
    pieces, problems = parse_file(slip.file, slip.text)
    model = build_file(slip.file, slip.text, pieces)
    if problems or model.problems:
        return True
    found = check_agreement(_matter(slip.file, model))
    return any(f"{one.code} {one.message}" not in known_findings(slip.file) for one in found)


def _matter(file: str, changed: FileModel) -> Matter:
    """Only what the changed file needs: itself, the vocabulary and the document; the same cut is made for what is known."""
    whole = no_36()
    kept = tuple(changed if model.file == file else model for model in whole.rules.files)
    small = RuleSet(tuple(model for model in kept if model.file == file or model.vocabularies or model.documents))
    return Matter(small, whole.texts)


def score(slips: Iterator[Slip]) -> tuple[float, list[str], int]:
    """The share reported, what was missed, and how many there were."""
    tried = list(slips)
    missed = [slip.what for slip in tried if not reported(slip)]
    return 1 - len(missed) / len(tried), missed, len(tried)


def test_another_value_is_reported() -> None:
    share, missed, count = score(literal_slips())
    assert count > 400
    assert share >= 0.995, missed


def test_two_numbers_mixed_up_are_reported() -> None:
    share, missed, count = score(swap_slips())
    assert count > 40
    assert share >= 0.98, missed


FLIPS = [
    ("(?<!首次)达到(?= ?[0-9])", "超过", 1.0),
    ("(?<![不次])超过(?= ?[0-9])", "达到", 1.0),
    ("首次超过", "首次达到", 1.0),
    ("首次超过(?= [0-9])", "超过", 1.0),
    ("不超过", "低于", 1.0),
    ("不超过", "达到", 1.0),
    ("至多 ", "", 1.0),
    (r"\n((?:奖励|补助|补贴|资助) (?:一次性 )?)(?=\d|[^ \n]+ 的 \d)", r"\n\1至多 ", 1.0),
    (r"\n((?:奖励|补助|补贴|资助) )(?=\d|[^ \n]+ 的 \d)", r"\n\1一次性 ", 1.0),
    (r"\n((?:奖励|补助|补贴|资助) )一次性 ", r"\n\1", 1.0),
    ("须选定", "须认定", 1.0),
    (r"\n优先 ", r"\n待遇 ", 1.0),
    (r"\n限额 每项 ", r"\n补助 ", 1.0),
    ("省级财政", "企业所在地财政", 1.0),
    ("(?<![租业])企业所在地财政", "省级财政", 1.0),
    ("承担 省经信委", "承担 省科技厅", 1.0),
    ("省工商发展资金", "省质监局标准化专项资金", 1.0),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "instead", "floor"), FLIPS, ids=[f"{p}→{i}" for p, i, _ in FLIPS])
def test_a_word_or_name_flipped_is_reported(pattern: str, instead: str, floor: float) -> None:
    share, missed, count = score(flips(pattern, instead)())
    assert count > 0, "the pattern must meet the policies"
    assert share >= floor, missed
