"""Operations → sentence → the same operations, for operations nobody thought of."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulesdsl.amendments.act import parse_act
from rulesdsl.amendments.locator import RANKS, Locator, Step, inherit, label, stands_alone
from rulesdsl.amendments.locator import Path as UnitPath
from rulesdsl.amendments.numbers import read_number, write_number
from rulesdsl.amendments.operations import (
    AutoRenumber,
    DeleteText,
    DeleteUnit,
    Effective,
    Extend,
    InsertText,
    InsertUnit,
    MergeNames,
    MergeUnits,
    Operation,
    Renumber,
    Repeal,
    ReplaceText,
    ReplaceUnit,
    Republish,
    Retitle,
    SplitUnits,
)
from rulesdsl.amendments.printing import print_sentence

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "schema" / "operations.schema.json").read_text(encoding="utf-8")
)

numbers = st.integers(1, 9999).map(str) | st.tuples(st.integers(1, 999), st.integers(1, 30)).map(
    "{0[0]}之{0[1]}".format
)
decimals = st.tuples(st.integers(1, 99), st.integers(1, 999)).map("{0[0]}.{0[1]}".format)
plain = (
    st.text("甲乙丙丁的和、，。；：（）0123%将修改为第三条中删去增加", min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
words = st.one_of(plain, plain.map("‘{}’".format), st.tuples(plain, plain).map("{0[0]}‘{0[1]}’".format)).filter(
    lambda text: not text.startswith("第")
)
paragraphs = st.lists(words, min_size=1, max_size=4).map(tuple)
days = st.dates(datetime.date(1949, 10, 1)).map(lambda day: day.isoformat())
titles = st.text("甲乙丙关于的办法通知", min_size=2, max_size=8)


@st.composite
def paths(draw: st.DrawFn, top: tuple[str, ...] = ("条", "点")) -> UnitPath:
    upper = draw(st.sampled_from(top))
    steps = [Step(upper, draw(numbers | decimals) if upper == "条" else draw(numbers))]
    steps += [Step(unit, draw(numbers)) for unit in ("款", "项", "目") if draw(st.booleans())]
    return tuple(steps)


documents = st.builds(
    lambda title, number: Locator(doc=title, number=number),
    titles,
    st.sampled_from(["", "闽政〔2015〕36号", "国发〔2016〕48号"]),
)
abouts = st.just(Locator()) | documents


@st.composite
def locators(draw: st.DrawFn) -> Locator:
    about = draw(abouts)
    if draw(st.integers(0, 4)) == 0:
        return Locator(doc=about.doc, number=about.number, scope=draw(st.sampled_from(["全文", "有关条文"])))
    units = tuple(draw(st.lists(paths(), min_size=1, max_size=3, unique=True)))
    part = draw(st.sampled_from(["", "", "责任单位", "末尾"]))
    numbering = draw(st.sampled_from(["", "", "original", "new"]))
    checks = ()
    if draw(st.booleans()) and not part:
        checks = ((units[-1], draw(plain)),)
    return Locator(units, about.doc, about.number, part=part, numbering=numbering, checks=checks)


singles = st.builds(lambda about, path: Locator((path,), about.doc, about.number), abouts, paths())


@st.composite
def insert_units(draw: st.DrawFn) -> InsertUnit:
    path = draw(paths())
    text = draw(paragraphs)
    beside: dict[str, UnitPath] = {}
    side = draw(st.sampled_from(["", "after", "before"]))
    if side:
        beside[side] = (*path[:-1], Step(path[-1].unit, draw(numbers)))
    return InsertUnit(draw(abouts), path[-1].unit, path, text, **beside)


@st.composite
def splits(draw: st.DrawFn) -> SplitUnits:
    targets = tuple(draw(st.lists(paths(("条",)).map(lambda path: path[:1]), min_size=2, max_size=4, unique=True)))
    texts = tuple(draw(paragraphs) for _ in targets) if draw(st.booleans()) else ()
    return SplitUnits(draw(abouts), draw(paths()), targets, texts)


operations = st.one_of(
    st.builds(ReplaceText, locators(), words, words),
    st.builds(DeleteText, locators(), words),
    st.builds(InsertText, singles, st.sampled_from(["start", "end"]), words),
    st.builds(InsertText, locators(), st.sampled_from(["after", "before"]), words, words),
    st.builds(ReplaceUnit, singles, paragraphs),
    insert_units(),
    st.builds(DeleteUnit, singles),
    st.builds(Renumber, abouts, paths(), paths()),
    st.builds(AutoRenumber, abouts),
    st.builds(
        MergeUnits,
        abouts,
        st.lists(paths(), min_size=2, max_size=4, unique=True).map(tuple),
        paths(),
        paragraphs | st.just(()),
    ),
    splits(),
    st.builds(MergeNames, locators(), st.lists(words, min_size=2, max_size=4).map(tuple), words),
    st.builds(
        lambda about, title: Retitle(Locator(doc=about.doc, number=about.number, part="名称"), title), abouts, words
    ),
    st.builds(Repeal, documents, days | st.just("")),
    st.builds(lambda day: Effective(Locator(), day), days),
    st.builds(lambda about: Effective(about, event="公布之日", subject=""), documents),
    st.builds(Extend, documents, days),
    st.builds(lambda about, years: Extend(about, years=years), documents, st.integers(1, 99)),
    st.builds(Republish, abouts, st.sampled_from(["", "附件", "附件2"])),
)


@given(operations)
def test_a_printed_operation_reads_as_the_same(operation: Operation) -> None:
    sentence = print_sentence([operation])
    act = parse_act(sentence)
    assert act.diagnostics == ()
    assert act.operations == (operation,), sentence


@given(st.lists(operations, min_size=2, max_size=5))
def test_printed_operations_of_one_document_read_as_the_same(found: list[Operation]) -> None:
    mixed = len({item.locator.doc for item in found}) > 1 or found[0].locator.doc
    if mixed or any(path[0].unit == "点" for item in found for path in item.locator.units):
        return
    sentence = print_sentence(found)
    assert parse_act(sentence).operations == tuple(found), sentence


@given(operations)
def test_the_json_form_follows_the_schema(operation: Operation) -> None:
    jsonschema.validate([operation.to_json()], SCHEMA)


@given(numbers | decimals)
def test_numbers_are_written_and_read(number: str) -> None:
    assert read_number(write_number(number)) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("10", "十"),
        ("110", "一百一十"),
        ("105", "一百零五"),
        ("1010", "一千零一十"),
        ("1260", "一千二百六十"),
        ("2001", "二千零一"),
    ],
)
def test_numbers_as_documents_write_them(number: str, written: str) -> None:
    assert write_number(number) == written
    assert read_number(written) == number


def test_labels_as_documents_write_them() -> None:
    assert label(Step("条", "162之1")) == "第一百六十二条之一"
    assert label(Step("条", "27.573")) == "第27.573条"
    assert label(Step("附件", "2")) == "附件2"


def test_what_a_shortened_path_takes_from_the_one_before() -> None:
    before = (Step("条", "5"), Step("款", "1"))
    assert inherit(before, (Step("款", "2"),)) == (Step("条", "5"), Step("款", "2"))
    assert inherit(before, (Step("条", "6"),)) == (Step("条", "6"),)
    assert inherit((Step("项", "9"),), (Step("项", "13"),)) == (Step("项", "13"),)
    assert stands_alone((Step("项", "9"),))
    assert not stands_alone((Step("款", "2"),))
    assert RANKS["条"] < RANKS["款"] < RANKS["项"] < RANKS["目"]


def test_words_whose_marks_do_not_pair_up_cannot_be_quoted() -> None:
    with pytest.raises(ValueError, match="pair up"):
        print_sentence([DeleteText(Locator(scope="全文"), "甲”乙")])
    with pytest.raises(ValueError, match="needs an operation"):
        print_sentence([])
