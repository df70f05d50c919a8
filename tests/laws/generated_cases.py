"""Random cases for the generated rules, complete or with facts hidden."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from laws.little import NUMBER, WAN, YUAN, case
from laws.rules import NAMES
from rulesdsl.cases.case import Case, ChoiceRow, PaidRow, Row

Draw = Any


# ---------- cases

_AMOUNTS = (
    0,
    1,
    333333,
    10 * WAN - 1,
    10 * WAN,
    10 * WAN + 1,
    3333 * YUAN,
    77 * WAN,
    100 * WAN,
    250 * WAN,
    12_345_678_901,
    5000 * WAN,
)
_COUNTS = (0, 1, 3, 4, 10, 11, 37, 50, 51, 60, 100, 101)
TRUTHS = st.booleans()
SUMS = st.sampled_from(_AMOUNTS)
COUNTS = st.sampled_from(_COUNTS)

FACTS: dict[str, dict[tuple[str, tuple[Any, ...]], st.SearchStrategy[Any]]] = {
    "集团": {},
    "企业": {
        ("规上", ()): TRUTHS,
        ("有名", ()): TRUTHS,
        ("曾受", ()): TRUTHS,
        ("等级", ()): st.sampled_from(("高", "中", "低")),
        ("家数", ()): COUNTS,
        ("资产", ()): SUMS,
        ("产值", ("fixed", 2015)): SUMS,
        ("产值", ("fixed", 2016)): SUMS,
        ("产值", ("fixed", 2017)): SUMS,
        ("税额", ("fixed", 2016)): SUMS,
    },
    "项目": {
        ("可行", ()): TRUTHS,
        ("重大", ()): TRUTHS,
        ("种类", ()): st.sampled_from(("新建", "改建", "其他")),
        ("投资", ()): SUMS,
        ("价款", ()): SUMS,
        ("台数", ()): COUNTS,
    },
    "租赁": {("成套", ()): TRUTHS, ("总额", ()): SUMS, ("台数", ()): COUNTS},
}


@st.composite
def row(draw: Draw, subject: str, key: str, owners: dict[str, int], first_year: int | None = None) -> Row:
    """An instance of which every fact is given."""
    facts = {name: draw(values) for name, values in FACTS[subject].items()}
    return Row(subject, key, owners, facts, first_year)


@st.composite
def complete_cases(draw: Draw, frame: bool = True) -> Case:
    """Two enterprises of one group (or of none), their projects and leases, with every fact."""
    grouped = draw(st.booleans())
    enterprises = draw(st.integers(1, 2))
    rows: dict[str, tuple[Row, ...]] = {"集团": (draw(row("集团", "总", {})),)} if grouped else {}
    up = {"集团": 0} if grouped else {}
    rows["企业"] = tuple(draw(row("企业", f"企{place}", up, 2015)) for place in range(enterprises))
    for subject, most in (("项目", 3), ("租赁", 1)):
        count = draw(st.integers(0, most))
        owners = [draw(st.integers(0, enterprises - 1)) for _ in range(count)]
        rows[subject] = tuple(
            draw(row(subject, f"{subject}{place}", {"企业": owner} | up)) for place, owner in enumerate(owners)
        )
    paid: tuple[PaidRow, ...] | None = ()
    choices: tuple[ChoiceRow, ...] = ()
    if frame and draw(st.integers(0, 3)) == 0:
        name = draw(st.sampled_from(NAMES[:2]))
        place = "第一项" if name == "甲款" else "第二项"
        key = draw(st.sampled_from(("", "企0", "项目0")))
        paid = (PaidRow(f"{NUMBER}/{place}/{name}", key, draw(st.sampled_from((2017, 2018))), None, draw(SUMS)),)
    elif frame and draw(st.integers(0, 3)) == 0:
        paid = None
    if frame and draw(st.integers(0, 4)) == 0:
        choices = (ChoiceRow(f"{NUMBER}/第一项/甲款", "企业", draw(st.sampled_from(("", "企0")))),)
    return case(rows, paid=paid, choices=choices)


def hide(whole: Case, hidden: frozenset[tuple[str, int, Any]]) -> Case:
    """The case without some facts: (subject, row, fact), or (subject, row, "起始年")."""
    rows = {
        subject: tuple(
            found._replace(
                facts={name: value for name, value in found.facts.items() if (subject, place, name) not in hidden},
                first_year=None if (subject, place, "起始年") in hidden else found.first_year,
            )
            for place, found in enumerate(items)
        )
        for subject, items in whole.rows.items()
    }
    return whole._replace(rows=rows)


def places_of(whole: Case) -> list[tuple[str, int, Any]]:
    """Everything that can be hidden."""
    found: list[tuple[str, int, Any]] = []
    for subject, items in whole.rows.items():
        for place, one in enumerate(items):
            found += [(subject, place, name) for name in one.facts]
            if one.first_year is not None:
                found.append((subject, place, "起始年"))
    return found


@st.composite
def ladders(draw: Draw) -> tuple[Case, Case, Case]:
    """A case with much missing, one with less, and the complete one."""
    whole = draw(complete_cases())
    every = places_of(whole)
    share = draw(st.sampled_from((1, 2, 4)))
    much = [place for place in every if draw(st.integers(0, 4)) < share]
    some = [place for place in much if draw(st.booleans())]
    return hide(whole, frozenset(much)), hide(whole, frozenset(some)), whole


@st.composite
def cases(draw: Draw) -> Case:
    """Any case."""
    return draw(ladders())[draw(st.integers(0, 2))]
