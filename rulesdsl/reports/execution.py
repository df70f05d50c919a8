"""What each sentence of the acts did to a text: hits place by place, what was passed over, what went along, what survived, and where
the order matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby

from attrs import evolve

from rulesdsl.amendments.execution.order import order_sensitive, reversed_differs
from rulesdsl.amendments.execution.outcome import Done, Execution, Place
from rulesdsl.amendments.history import Amended
from rulesdsl.amendments.lineage import By
from rulesdsl.amendments.on_day import DocumentVersion
from rulesdsl.amendments.operations import Operation
from rulesdsl.amendments.printing import print_sentence
from rulesdsl.reports.acts import act_name, sentence_name
from rulesdsl.reports.document import Block, Field, Fields, Note, Report, Section, Table
from rulesdsl.source.locate import cite
from rulesdsl.source.units import SourceText

TITLE = "执行情况"
COLUMNS = ("语句", "操作", "应有", "命中")
LISTS = (
    ("skipped", "在文件题名或文号里，跳过"),
    ("municipal", "市县机构，一并改了"),
    ("contained", "在更长的改动里面"),
)
_LONG, _LONGEST = 8, 48


def execution_report(version: DocumentVersion) -> Report:
    """A chapter for each act."""
    sections = tuple(_chapter(version, act) for act in version.acts)
    nothing = (Section(TITLE, 1, (Note("到这一天为止没有修改过。"),)),)
    return Report(TITLE, sections or nothing)


def _chapter(version: DocumentVersion, act: Amended) -> Section:
    execution = act.execution

    def name(sentence: int) -> str:
        return sentence_name((act,), By(0, sentence))

    groups = groupby(execution.done, key=lambda done: (done.sentence, done.operation))
    rows = tuple((name(sentence), *_did(execution, tuple(group))) for (sentence, _), group in groups)
    blocks: list[Block] = [Table(COLUMNS, rows)]
    fields = tuple(_fields(execution, name))
    if fields:
        blocks.append(Fields(fields))
    return Section(f"{version.document.number}：{act_name(act)}", 1, tuple(blocks))


def _did(execution: Execution, group: tuple[Done, ...]) -> tuple[str, str, str]:
    """An operation, the hits it should have and those it had; of names that are merged, all together."""
    first = group[0]
    counts: Counter[str] = Counter()
    for done in group:
        if done.asked and not done.operation.locator.scope:
            counts.update(dict(done.asked))
        else:
            counts.update(_cited(execution, place.unit) for place in done.places)
    hits = "、".join(f"{place} {count}" for place, count in counts.items())
    return _short(_sentence(first.operation)), _expected(first), hits or "不改文字"


def _sentence(operation: Operation) -> str:
    """The operation as a sentence that leaves out the document."""
    alone = evolve(operation, locator=evolve(operation.locator, doc="", number="", note=""))
    return print_sentence([alone]).replace("\n", "")


def _expected(done: Done) -> str:
    """How many hits there should be: somewhere for the whole text, once in each place for a long quotation."""
    find = getattr(done.operation, "find", "")
    if not done.asked:
        return ""
    if done.operation.locator.scope:
        return "至少 1"
    return "每处 1" if isinstance(find, str) and len(find) >= _LONG else "每处至少 1"


def _fields(execution: Execution, name: Callable[[int], str]) -> Iterator[Field]:
    for attribute, title in LISTS:
        places = [(done.sentence, place) for done in execution.done for place in getattr(done, attribute)]
        if places:
            yield Field(title, tuple(f"{name(sentence)}{_told(execution, place)}" for sentence, place in places))
    marks = [run for run in execution.spans.struck if run.kind == "consequential"]
    if marks:
        count = Counter(name(run.sentence) for run in marks if execution.before.text[run.start : run.end].strip())
        yield Field("随删除去掉的标点和编号", tuple(f"{sentence} {number}处" for sentence, number in count.items()))
    if execution.customary:
        yield Field(
            "按惯例改的",
            tuple(f"{name(item.sentence)}{_cited(execution, item.unit)}：{item.text}" for item in execution.customary),
        )
    if execution.near_misses:
        told = (
            f"“{item.stem}”（{item.renamed}已改名）{_told(execution, item.place)}" for item in execution.near_misses
        )
        yield Field("相近而没有改的", tuple(told))
    if execution.moved_references:
        yield Field("引用的编号已变，请核对", tuple(_told(execution, place) for place in execution.moved_references))
    if execution.diagnostics:
        yield Field("提示", tuple(item.message for item in execution.diagnostics))
    yield Field("次序", tuple(_order(execution, name)))


def _order(execution: Execution, name: Callable[[int], str]) -> Iterator[str]:
    found = order_sensitive(execution.before, execution.sentences)
    for pair in found:
        yield f"{name(pair.sentence)}必须在{name(pair.other)}之前：{pair.why}"
    if not found:
        differs = reversed_differs(execution.before, execution)
        yield "任意两句交换次序，结果都相同" + ("；但全部倒过来执行，结果不同" if differs else "")


def _told(execution: Execution, place: Place) -> str:
    return f"{_cited(execution, place.unit)}：「{place.around}」"


def _cited(execution: Execution, unit: str) -> str:
    for text in (execution.before, execution.text):
        found = _find(text, unit)
        if found:
            return found
    return unit


def _find(text: SourceText, unit: str) -> str:
    return cite(text, text.by_id[unit]) if unit in text.by_id else ""


def _short(words: str) -> str:
    half = _LONGEST // 2
    return words if len(words) <= _LONGEST else f"{words[:half]}……{words[-half:]}"
