"""The whole: sentences proposed, executed on the old text, compared with the new one; where they differ, proposed in coarser words.

>>> found, problems = draft(old, new, Named("示政〔2020〕1号", "示例措施"))
>>> found.sentences
('删除第三项中“…”的表述。',)
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from attrs import frozen

from rulesdsl.amendments.act import Act, parse_act
from rulesdsl.amendments.drafting.addresses import Addresses, path_of
from rulesdsl.amendments.drafting.alignment import Alignment
from rulesdsl.amendments.drafting.passages import Passage, passages
from rulesdsl.amendments.drafting.proposal import STEPS, WHOLE, Coarseness, Command, Proposal, propose
from rulesdsl.amendments.execution.execute import execute
from rulesdsl.amendments.execution.outcome import Execution
from rulesdsl.amendments.locator import Locator, doc_phrase
from rulesdsl.amendments.printing import print_sentence
from rulesdsl.diagnostics import Diagnostic, Span, severity_of
from rulesdsl.source.fold import same
from rulesdsl.source.numerals import to_chinese
from rulesdsl.source.units import SourceText

_MOST_ROUNDS = 24
_LONGEST_SHOWN = 40


@frozen
class Named:
    """The document that is amended: its number and its title, as a heading gives them."""

    number: str = ""
    title: str = ""


@frozen
class Draft:
    """Sentences that were executed and lead to the new text; none where the two texts say the same.

    `text` is the act as it was executed, the heading included; `act` is what was read in it.
    """

    sentences: tuple[str, ...]
    text: str
    act: Act
    execution: Execution


def draft(old: SourceText, new: SourceText, about: Named) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """The official sentences that lead from one text to another; width variants, spaces and line ends make no difference.

    Diagnostics:
        RD580 no sentences could be found that lead to the new text; its span is where the two part.
    """
    coarseness = Coarseness()
    parted = new.span.start
    for _ in range(_MOST_ROUNDS):
        proposal = propose(old, new, coarseness)
        tried = _try(old, new, about, proposal)
        if isinstance(tried, Draft):
            return tried, ()
        parted = tried.parted if tried.parted is not None else parted
        coarser = _coarser(Addresses(old), coarseness, tried)
        if coarser is None:
            break
        coarseness = coarser
    return None, (_refused(new, parted),)


class _Failure(NamedTuple):
    """What went wrong: old units whose words have to be quoted more amply, units whose make-up came out wrong, shared changes that
    don't work, and where the result parts from the new text."""

    words: frozenset[str] = frozenset()
    shapes: frozenset[str] = frozenset()
    shared: tuple[Command, ...] = ()
    parted: int | None = None


def _try(old: SourceText, new: SourceText, about: Named, proposal: Proposal) -> Draft | _Failure:
    """Execute a proposal as it would be printed."""
    if proposal.unspeakable is not None:
        return _Failure(parted=proposal.unspeakable)
    sentences = tuple(print_sentence(command.operations) for command in proposal.commands)
    lines = written(about, sentences)
    text = "".join(lines)
    act = parse_act(text)
    execution = execute(old, act.sentences)
    errors = [item for item in (*act.diagnostics, *execution.diagnostics) if severity_of(item.code) == "error"]
    if errors:
        return _at_fault(proposal, lines, errors)
    if same(execution.text.slice(execution.text.span), new.slice(new.span)):
        return Draft(sentences, text, act, execution)
    return _differs(proposal.alignment, execution.text, new)


def written(about: Named, sentences: tuple[str, ...], label: str = "") -> list[str]:
    """The lines of an act: its heading, then each sentence under its number; a single sentence has none."""
    title = doc_phrase(Locator(doc=about.title, number=about.number))
    heading = f"{label}对{title}作出修改\n" if title else ""
    if len(sentences) == 1:
        return [heading, sentences[0] + "\n"]
    return [heading, *(f"（{to_chinese(number)}）{sentence}\n" for number, sentence in enumerate(sentences, 1))]


def _at_fault(proposal: Proposal, lines: list[str], errors: list[Diagnostic]) -> _Failure:
    """The sentences in which errors were found."""
    starts = [0, *accumulate(map(len, lines))]
    numbers = {bisect_right(starts, item.span.start) - 2 for item in errors if item.span is not None}
    commands = [proposal.commands[number] for number in sorted(numbers) if 0 <= number < len(proposal.commands)]
    words = frozenset(unit for command in commands for unit in command.units if unit)
    return _Failure(words, shared=tuple(command for command in commands if not command.units))


def _differs(alignment: Alignment, found: SourceText, new: SourceText) -> _Failure:
    """The units in which the result is not what it should be."""
    result, wanted = passages(found), passages(new)
    olds = {pair.new.id: pair.old.id for pair in alignment.pairs}
    words, shapes = set(), set()
    wrong = [unit for unit in new.units if unit.id in wanted and not _alike(result, wanted, unit.id)]
    for unit in wrong:
        if unit.id in olds and unit.id in result:
            words.add(olds[unit.id])
        else:
            shapes.add(olds.get(unit.parent or "", ""))
    shapes |= {olds.get(unit.parent or "", "") for unit in found.units if unit.id in result and unit.id not in wanted}
    return _Failure(frozenset(words), frozenset(shapes), parted=wrong[0].span.start if wrong else None)


def _alike(result: dict[str, Passage], wanted: dict[str, Passage], unit: str) -> bool:
    return unit in result and result[unit].folded == wanted[unit].folded


def _coarser(addresses: Addresses, now: Coarseness, failure: _Failure) -> Coarseness | None:
    """The next try; None when there is none left."""
    reach, apart = dict(now.reach), set(now.apart)
    for unit in failure.words:
        apart.add(path_of(unit))
        if reach.get(unit) == WHOLE:
            _rewrite(addresses, reach, unit)
        else:
            reach[unit] = STEPS[STEPS.index(now.of(unit)) + 1]
    for unit in failure.shapes:
        _rewrite(addresses, reach, unit)
    for command in failure.shared:
        apart.update(command.operations[0].locator.units)
    shared = now.shared and all(command.operations[0].locator.units for command in failure.shared)
    coarser = Coarseness(reach, shared, frozenset(apart))
    if coarser != now:
        return coarser
    return Coarseness(shared=False) if now.shared else None


def _rewrite(addresses: Addresses, reach: dict[str, int], unit: str) -> None:
    """The unit is rewritten as a whole, or, where it is already, the one above it."""
    place = addresses.of(unit).unit
    while place and reach.get(place) == WHOLE:
        place = addresses.of(addresses.source.by_id[place].parent or "").unit
    if place:
        reach[place] = WHOLE


def _refused(new: SourceText, parted: int) -> Diagnostic:
    line_end = new.text.find("\n", parted)
    end = min(line_end if line_end >= 0 else len(new.text), parted + _LONGEST_SHOWN)
    return Diagnostic(
        "RD580",
        "写不出能得到新文的修改语句",
        Span(new.file, parted, end),
        label="照写得出的语句修改，从这里起与新文不同",
        help="这里没有编号可以引用，或者引号没有配对；把这一处单独写，或者整份重新公布",
    )
