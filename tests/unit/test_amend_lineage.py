"""Where the characters of a version come from, over two acts."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rulesdsl.amendments.lineage import By, origins, restored_spans
from rulesdsl.amendments.on_day import DocumentVersion
from support.amended import history_of, little, shipped, version_of

DOCUMENTS = ("闽政〔2015〕36号", "闽政〔2016〕60号", "闽政办〔2017〕29号", "闽政〔2017〕13号")


def told(version: DocumentVersion) -> list[tuple[str, str]]:
    """Each phrase with its origin: 原, 还原, or act.sentence."""
    spans = restored_spans(version.first, version.document)
    found = []
    for origin in origins(version.lineage, spans):
        by = f"{origin.by.act}.{origin.by.sentence}" if origin.by else "还原" if origin.restored else "原"
        found.append((version.text.text[origin.start : origin.end], by))
    return found


def test_words_put_in_by_one_act_and_taken_out_by_the_next() -> None:
    version = version_of(history_of(little()))
    assert version.text.text.splitlines()[3:6] == [
        "（一）对企业，省工信厅认定后给予奖励。",
        "责任单位：省工信厅",
        "（二）省工信厅牵头组织展会。",
    ]
    assert ("工信厅", "0.1") in told(version)
    # 和推介会 came with the first act and went with the second, so it is nowhere.
    assert {by for _, by in told(version)} == {"原", "还原", "0.1"}
    gone = {version.first.text[item.start : item.end]: item.by for item in version.lineage.gone}
    assert gone["获奖"] == By(1, 1)
    assert gone["物价局"] == By(0, 1)
    assert gone["、"] == By(0, 1)


def test_restored_words_are_told_apart_as_far_as_they_still_stand() -> None:
    version = version_of(history_of(little()))
    assert [words for words, by in told(version) if by == "还原"] == ["省", "认定"]


def test_a_version_before_the_second_act() -> None:
    past = history_of(little())
    day = past.versions[1].amended[0].amendment.signed
    assert day is not None
    version = version_of(past, day=day.first)
    assert len(version.acts) == 1
    assert "展会和推介会" in version.text.text
    assert version_of(past, day=day.first - 1).text is version.first


@pytest.mark.parametrize("number", DOCUMENTS)
def test_runs_tile_the_new_text_and_with_what_is_gone_the_old_one(number: str) -> None:
    version = version_of(shipped(), number)
    line = version.lineage
    assert [(0, len(version.text.text))] == joined([(run.start, run.end) for run in line.runs])
    kept = [(run.old, run.old + run.end - run.start) for run in line.runs if run.old >= 0]
    assert [(0, len(version.first.text))] == joined(sorted(kept + [(gone.start, gone.end) for gone in line.gone]))
    for run in line.runs:
        if run.old >= 0:
            assert version.first.text[run.old :].startswith(version.text.text[run.start : run.end])


def joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch, as one; they must not overlap."""
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
