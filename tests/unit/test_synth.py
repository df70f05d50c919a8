"""Made-up populations: the same seed gives the same bytes, in pieces of any size; figures are those of docs/synth.md."""

from __future__ import annotations

from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from rulesdsl.cli.main import main
from rulesdsl.synth import population
from rulesdsl.synth.draws import Draws
from rulesdsl.synth.population import Spec
from rulesdsl.synth.tables import lazy_tables
from support.fujian_plan import fujian_plan

YUAN = 100


@cache
def made(enterprises: int = 2000, seed: int = 1, projects: int = 3000, nulls: int = 50_000) -> dict[str, pl.DataFrame]:
    found = lazy_tables(fujian_plan(), Spec(enterprises, seed, projects, nulls))
    return {subject: table.collect() for subject, table in found.items()}


# ---------- the same seed


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert main(["synth", "--enterprises", "300", "--out", str(tmp_path / folder)]) == 0
    first = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
    assert "企业.parquet" in first


def test_another_seed_gives_other_values() -> None:
    one, two = made(2000), made(2000, seed=2)
    assert not one["企业"]["产值[2017年]"].equals(two["企业"]["产值[2017年]"])


def test_the_stretches_in_which_a_table_is_made_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(2000)
    monkeypatch.setattr(population, "STEP", 170)
    pieces = lazy_tables(fujian_plan(), Spec(2000))
    assert {name: table.collect().equals(whole[name]) for name, table in pieces.items()} == dict.fromkeys(whole, True)


def test_the_numbers_drawn_are_those_of_splitmix64() -> None:
    # The published generator from state 0: its first outputs are hashes of 1, 2, 3 times the golden gamma.
    draws = Draws(1)
    start = int.from_bytes(blake2b(b"1/x", digest_size=8).digest(), "little")

    def splitmix(state: int) -> int:
        mask = (1 << 64) - 1
        z = state & mask
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)

    wanted = [splitmix(start + row * 0x9E3779B97F4A7C15) for row in (1, 2, 3)]
    assert draws.bits("x", np.arange(3)).tolist() == wanted


# ---------- who belongs to whom


def test_every_owner_is_listed_and_keys_are_unique() -> None:
    plan, tables = fujian_plan(), made()
    for subject, table in tables.items():
        assert table["键"].n_unique() == len(table)
        assert not table["键"].null_count()
        for owner in plan.subjects[subject].owners:
            assert table[owner].drop_nulls().is_in(tables[owner]["键"].implode()).all(), (subject, owner)
            if not plan.subjects[subject].owner_optional:
                assert not table[owner].null_count()


def test_counts_are_as_asked() -> None:
    tables = made()
    assert len(tables["企业"]) == 2000
    assert len(tables["集团"]) == 100
    assert tables["企业"]["集团"].count() == 300
    assert len(tables["技改项目"]) == pytest.approx(3 * 2000, rel=0.05)
    assert len(tables["采购"]) == pytest.approx(0.1 * 2000, rel=0.25)
    assert len(tables["研发机构"]) == 20
    assert len(made(2000, projects=0)["技改项目"]) == 0


# ---------- what the facts are


def test_nulls_are_as_many_as_asked() -> None:
    assert made()["企业"]["规模以上"].null_count() == pytest.approx(100, rel=0.3)
    assert made(2000, nulls=0)["企业"]["规模以上"].null_count() == 0


def test_revenues_are_spread_as_the_page_says() -> None:
    revenue = made(2000, nulls=0)["企业"]["产值[2015年]"]
    # 半数是微型，中位数在微型的150万元与小型的1000万元之间
    assert 150 * 10_000 * YUAN < revenue.median() < 1000 * 10_000 * YUAN  # type: ignore[operator]
    assert (revenue > 2 * 10**8 * YUAN).mean() == pytest.approx(0.03, abs=0.02)  # type: ignore[operator]


def test_years_grow_within_bounds_and_the_highest_is_not_below_them() -> None:
    table = made(2000, nulls=0)["企业"]
    one, two, highest = (table[f"产值[{name}]"] for name in ("2015年", "2016年", "历年最高"))
    assert ((two >= one * 9 // 10) & (two <= one * 13 // 10)).all()
    assert ((highest >= one) & (highest >= two)).all()


def test_flags_days_and_places_are_as_the_page_says() -> None:
    tables = made(2000, nulls=0)
    assert tables["企业"]["省级龙头企业"].mean() == pytest.approx(0.03, abs=0.015)
    assert tables["企业"]["规模以上"].mean() == pytest.approx(0.4, abs=0.05)
    assert tables["企业"]["所在设区市"].eq("泉州市").mean() == pytest.approx(0.28, abs=0.04)
    days = tables["技改项目"]["完工投产日"]
    assert days.is_between(date(2016, 1, 1).toordinal(), date(2021, 12, 31).toordinal()).all()
    assert {date.fromordinal(day).year for day in days} == set(range(2016, 2022))


# ---------- what can go wrong


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--enterprises", "0"], "--enterprises 在 1 至"),
        (["--enterprises", "5", "--projects", "三"], "--projects 是 0 至 100 的数"),
        (["--enterprises", "5", "--nulls", "5%"], "--nulls 是 0 至 1 的小数"),
    ],
)
def test_a_wrong_option_is_said(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["synth", "--out", str(tmp_path / "out"), *words]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["synth", "--enterprises", "5", "--out", str(tmp_path / "file")]) == 2
    assert "写不了" in capsys.readouterr().err
