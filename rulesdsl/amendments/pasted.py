"""The sentences pasted into a rule file, read as an act whose places are those of the rule file."""

from __future__ import annotations

from bisect import bisect_right

from attrs import evolve

from rulesdsl.amendments.act import Act, parse_act
from rulesdsl.diagnostics import Span
from rulesdsl.memo import Memo
from rulesdsl.model.amendment import Amendment, Sentence


def read_amendment(amendment: Amendment, memo: Memo | None = None) -> Act:
    """The sentences of one amendment as an act; spans are those of the rule file."""
    key = read_amendment, amendment.span.file, amendment.span.start
    return (memo or Memo()).recall(key, (amendment,), lambda: _read(amendment))


def _read(amendment: Amendment) -> Act:
    sentences = amendment.sentences
    act = parse_act("\n".join(sentence.text for sentence in sentences))
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence.text) + 1)

    def home(span: Span) -> Span:
        return _home(span, sentences, starts)

    return Act(
        tuple(
            evolve(
                item,
                span=home(item.span),
                places=tuple(
                    evolve(place, clause=home(place.clause), find=place.find and home(place.find))
                    for place in item.places
                ),
            )
            for item in act.sentences
        ),
        tuple(problem._replace(span=problem.span and home(problem.span)) for problem in act.diagnostics),
    )


def _home(span: Span, sentences: tuple[Sentence, ...], starts: list[int]) -> Span:
    """The span in the rule file: each end counted from the sentence it lies in."""
    file, begin = sentences[0].span.file, []
    for offset in (span.start, max(span.end - 1, span.start)):
        index = min(bisect_right(starts, offset) - 1, len(sentences) - 1)
        begin.append(sentences[index].span.start + offset - starts[index])
    return Span(file, begin[0], begin[1] + (1 if span.end > span.start else 0))
