"""A text edited at random, drafted, executed: the edited text again. Or a refusal, which is rare."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rulesdsl.amendments.act import parse_act
from rulesdsl.amendments.drafting.draft import Draft, Named, draft
from rulesdsl.amendments.execution.execute import execute
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.source.fold import same
from rulesdsl.source.parse import parse
from support.edits import EDITS

FUJIAN = Path(__file__).parents[2] / "policies" / "fujian"
DOCUMENTS = ("mz-2015-36", "mz-2016-60", "mzb-2017-29", "mz-2017-13")


@cache
def text_of(document: str) -> str:
    return (FUJIAN / document / "text.txt").read_text(encoding="utf-8")


def drafted(old: str, new: str) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    return draft(parse("old.txt", old)[0], parse("new.txt", new)[0], Named())


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_draft_then_execute_is_the_identity(data: st.DataObject) -> None:
    old = text_of(data.draw(st.sampled_from(DOCUMENTS)))
    new = old
    for edit in data.draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=4)):
        new = edit(new, lambda options: data.draw(st.sampled_from(options)))
    found, problems = drafted(old, new)
    if found is None:
        assert [item.code for item in problems] == ["RD580"]
        return
    again = execute(parse("old.txt", old)[0], parse_act(found.text).sentences)
    assert same(again.text.text, new)
    assert drafted(old, new) == (found, problems), "the same every time"


def test_nearly_every_edit_can_be_drafted() -> None:
    refused = 0
    for seed in range(100):
        choice = random.Random(seed)
        old = text_of(choice.choice(DOCUMENTS))
        new = old
        for edit in choice.choices(EDITS, k=choice.randint(1, 4)):
            new = edit(new, choice.choice)
        refused += drafted(old, new)[0] is None
    assert refused <= 5
