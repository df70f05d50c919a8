"""A folder of tables: which files are read, what headings mean, which rows are set aside and why, how tables are cut."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import polars as pl
import pytest
from openpyxl import Workbook

from rulesdsl.tables import links
from rulesdsl.tables.files import changed
from rulesdsl.tables.partitions import partitions, read_part
from rulesdsl.tables.xlsx_text import cell_text
from support.table_files import CLEAN, aside, first_part, opened, refused

Files = dict[str, str | bytes]


def table(rows: str, name: str = "项目.csv") -> Files:
    """The clean tables with one of them replaced."""
    return {**CLEAN, name: rows}


def codes(found: Iterable[Any]) -> list[str]:
    return [item.code for item in found]


# ---------- what is read


def test_clean_tables_become_canonical_integers(tmp_path: Path) -> None:
    _, part = first_part(tmp_path, CLEAN)
    assert part.aside.is_empty()
    assert part.tables["项目"].row(0, named=True) == {
        "键": "甲一",
        "企业": "甲",
        "类型": "技术改造",
        "设备投资额": 600_000_000,
        "台数": 3,
        "占比": 60_000,
        "完工日": date(2017, 5, 1).toordinal(),
    }
    assert part.tables["企业"]["产值[2017年]"].to_list() == [12_000_000_000, 30_000_000_000, None]
    assert part.tables["企业"]["规模以上"].to_list() == [True, False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_csv_of_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    _, part = first_part(tmp_path, {name: text.encode(encoding) for name, text in CLEAN.items()})
    assert part.tables["企业"]["所在设区市"].to_list() == ["福州市", "泉州市", "福州市"]


def workbook(*rows: tuple[Any, ...], sheet: str = "项目") -> bytes:
    book = Workbook()
    book.active.title = "说明"
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(row)
    page["E2"].number_format = "0.00%"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_a_workbook_is_read_as_it_shows(tmp_path: Path) -> None:
    files = {name: text for name, text in CLEAN.items() if name != "项目.csv"}
    heading = ("键", "企业", "类型", "设备投资额（万元）", "占比", "完工日", "台数")
    files["项目.xlsx"] = workbook(heading, ("甲一", "甲", "技术改造", 617.28, 0.07, date(2017, 5, 1), "3台"))
    _, part = first_part(tmp_path, files)
    shown = part.tables["项目"].row(0, named=True)
    assert (shown["设备投资额"], shown["占比"]) == (617_280_000, 70_000)
    assert (shown["完工日"], shown["台数"]) == (date(2017, 5, 1).toordinal(), 3)


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [(0.07, "0%", "7%"), (0.1 + 0.2, "General", "0.30000000000000004"), (1e19, "General", "1" + "0" * 19), (True, "", "是"),
     (1200, "General", "1200"), (None, "", ""), ("=1+1", "", "=1+1")],
)  # fmt: skip
def test_a_cell_is_the_text_it_shows(value: Any, shown_as: str, text: str) -> None:
    assert cell_text(value, shown_as) == text


def test_parquet_types_are_kept(tmp_path: Path) -> None:
    kept = io.BytesIO()
    frame = pl.DataFrame({"键": [1, 2], "规模以上": [True, None], "产值[2017年]（分）": [10**12, None]})
    frame.write_parquet(kept)
    _, part = first_part(tmp_path, {"企业.parquet": kept.getvalue()})
    assert part.tables["企业"].rows() == [("1", True, 10**12), ("2", None, None)]


def test_the_name_is_the_key_where_there_is_no_column_for_it(tmp_path: Path) -> None:
    _, part = first_part(tmp_path, {"企业.csv": "名称,规模以上\n甲公司,是\n"})
    assert part.tables["企业"].rows() == [("甲公司", True)]


def test_width_variants_of_headings_are_equal(tmp_path: Path) -> None:
    _, part = first_part(tmp_path, {"企业.csv": "键,产值［2017年］(万元)\n甲,5\n"})
    assert part.tables["企业"]["产值[2017年]"].to_list() == [5_000_000]


def test_facts_without_a_column_are_missing_and_files_of_other_kinds_are_no_tables(tmp_path: Path) -> None:
    whole, part = first_part(tmp_path, {"企业.csv": "键\n甲\n", "~$企业.xlsx": b"", "说明.txt": "…"})
    assert part.tables["企业"].columns == ["键"]
    assert list(whole.tables.sources) == ["企业"]


# ---------- tables and columns that can't be used


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({"项目.csv": CLEAN["项目.csv"]}, "RD740", "有表「项目」而没有表「企业」"),
        (table("企业,类型\n甲,基建\n"), "RD741", "没有列「键」"),
        (table("键,类型\n甲一,基建\n"), "RD741", "没有列「企业」"),
        (table("键,企业,设备投资额\n甲一,甲,600\n甲二,甲,700\n"), "RD742", "「设备投资额」是数字，没有写单位"),
        (table("键,企业,设备投资额（美元）\n甲一,甲,600\n"), "RD742", "单位「美元」不合金额"),
        (table("键,企业,台数（家）\n甲一,甲,6\n"), "RD742", "单位「家」不合数量"),
        (table("键,产值（万元）\n甲,6\n", "企业.csv"), "RD742", "没有写是哪一年"),
        (table("键,产值[本年]（万元）\n甲,6\n", "企业.csv"), "RD742", "的「本年」不是年度"),
        (table("键,规模以上[2017年]\n甲,是\n", "企业.csv"), "RD742", "不分年度或时段"),
        (table("键,企业,设备投资额（元）,设备投资额（万元）\n甲一,甲,1,1\n"), "RD744", "「设备投资额」有两列"),
        ({**CLEAN, "项日.csv": "键\n甲\n"}, "RD701", "词汇里没有对象「项日」"),
        ({**CLEAN, "企业.parquet": b"x"}, "RD729", "「企业」有两个文件"),
        ({"企业.parquet": b"not a table"}, "RD747", "不是完好的parquet文件"),
        ({"企业.xlsx": b"not a workbook"}, "RD747", "不是完好的 xlsx 文件"),
        ({"企业.csv": b"\x81\x30\xff\xff"}, "RD747", "不是 UTF-8 或 GBK 编码"),
        ({"企业.csv": ""}, "RD747", "第一行没有列名"),
        ({"企业.csv": "键,规模以上\n甲,是,多了\n"}, "RD747", "列数与第一行不同"),
        ({"企业.csv": "键,规模以上,规模以上\n甲,是,否\n"}, "RD747", "有几列同名：「规模以上」"),
        ({}, "RD747", "里没有表"),
    ],
)  # fmt: skip
def test_tables_that_cannot_be_used_are_refused(tmp_path: Path, files: Files, code: str, said: str) -> None:
    found = refused(tmp_path, files)
    assert codes(found) == [code]
    assert said in found[0].message


def test_near_misses_are_suggested(tmp_path: Path) -> None:
    (stray,) = refused(tmp_path / "1", {**CLEAN, "项日.csv": "键\n甲\n"})
    assert stray.help == "是否要写「项目」"
    (unknown,) = refused(tmp_path / "2", table("键,企业,设备投资金额（元）\n甲一,甲,1\n"))
    assert (unknown.code, unknown.help) == ("RD745", "是否要写「设备投资额」")


def test_a_workbook_with_links_or_too_large_is_refused(tmp_path: Path) -> None:
    for number, (part, said) in enumerate(
        [("xl/externalLinks/a.xml", "指向别的文件的链接"), ("xl/big.xml", "解开后超过")]
    ):
        kept = io.BytesIO(workbook(("键",), ("甲",), sheet="企业"))
        with ZipFile(kept, "a") as package:
            package.writestr(part, b"0" * (200_000_001 if "big" in part else 1), compress_type=8)
        (found,) = refused(tmp_path / str(number), {"企业.xlsx": kept.getvalue()})
        assert (found.code, said in found.message) == ("RD747", True)


def test_a_change_of_a_file_is_noticed(tmp_path: Path) -> None:
    whole = opened(tmp_path, CLEAN)
    assert changed(whole.tables.sources.values()) == ()
    (tmp_path / "tables" / "企业.csv").write_text("键\n别的\n", encoding="utf-8")
    assert codes(changed(whole.tables.sources.values())) == ["RD746"]
    (tmp_path / "tables" / "项目.csv").unlink()
    assert codes(changed(whole.tables.sources.values())) == ["RD746", "RD746"]


# ---------- rows that are set aside


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (",甲,6万元", (2, "键", "没有键")),
        ("甲一,,6万元", (2, "企业", "没有写属于哪个企业")),
        ("甲一,丁,6万元", (2, "企业", "表「企业」里没有这个键，或那一行被放在一边")),
        ("甲一,甲,六万元", (2, "设备投资额", "「设备投资额」的值「六万元」读不懂：数值用阿拉伯数字写（写成 6万元）")),
        ("甲一,甲,10000000000000000000元", (2, "设备投资额", "「设备投资额」的值「10000000000000000000元」读不懂：数字超过 18 位")),
        ("甲一,甲,11亿元", (2, "设备投资额", "「设备投资额」的数值 11亿元 超过所声明的最大值（检查单位是否写错）")),
        ("甲一,甲,待定", (2, "设备投资额", "「设备投资额」的值「待定」读不懂：这不是数值")),
    ],
)  # fmt: skip
def test_a_wrong_row_is_set_aside_with_its_reason(tmp_path: Path, rows: str, found: tuple[int, str, str]) -> None:
    files = table(f"键,企业,设备投资额\n{rows}\n甲二,甲,7万元\n")
    assert aside(tmp_path, files) == [("项目.csv", *found)]
    _, part = first_part(tmp_path / "again", files)
    assert part.tables["项目"]["键"].to_list() == ["甲二"]


def test_rows_of_one_key_are_all_set_aside(tmp_path: Path) -> None:
    files = table("键,企业,设备投资额\n甲一,甲,6万元\n甲二,甲,7万元\n甲一,乙,8万元\n")
    assert [(row, column) for _, row, column, _ in aside(tmp_path, files)] == [(2, "键"), (4, "键")]


def test_what_belongs_to_a_row_set_aside_goes_with_it(tmp_path: Path) -> None:
    files = table("键,规模以上\n甲,对\n乙,是\n丙,是\n", "企业.csv")
    found = aside(tmp_path, files)
    assert [(file, row) for file, row, _, _ in found] == [("企业.csv", 2), ("项目.csv", 2), ("项目.csv", 3)]
    assert found[1][3] == "所属的企业有错，放在一边"


def test_a_missing_owner_is_no_mistake_where_there_need_be_none(tmp_path: Path) -> None:
    files: Files = {
        **CLEAN,
        "协会.csv": "键\n会\n",
        "展会.csv": "键,企业,协会,已纳入\n一,甲,,是\n二,,会,是\n三,,,是\n四,甲,会,否\n",
    }
    assert aside(tmp_path, files) == []


def test_parquet_rows_count_from_one(tmp_path: Path) -> None:
    kept = io.BytesIO()
    pl.DataFrame({"键": ["甲", None]}).write_parquet(kept)
    assert aside(tmp_path, {"企业.parquet": kept.getvalue()}) == [("企业.parquet", 2, "键", "没有键")]


# ---------- records


def test_records_name_clauses_and_keys(tmp_path: Path) -> None:
    files: Files = {
        **CLEAN,
        "已兑现.csv": "条款,对象,日期,金额\n设备补助,甲一,2017年3月1日,10万元\n产值奖,,2016年1月1日,1万元\n",
    }
    whole = opened(tmp_path, files)
    first, second = "示政〔2020〕1号/第一项/设备补助", "示政〔2020〕1号/第一项/产值奖"
    wanted = [(first, "甲一", 2017, 10_000_000), (second, "", 2016, 1_000_000)]
    assert read_part(whole, 0).tables["已兑现"].rows() == wanted


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("设备补肋,甲一,2017年,1万元", "条款", "没有名为「设备补肋」的条款"),
        ("设备补助,戊一,2017年,1万元", "对象", "表里没有这个键"),
        ("设备补助,甲一,,1万元", "金额", "没有写日期、年度或金额"),
        ("设备补助,甲一,2017年,一万", "金额", "读不懂"),
    ],
)  # fmt: skip
def test_a_wrong_record_is_set_aside(tmp_path: Path, row: str, column: str, said: str) -> None:
    ((file, number, where, reason),) = aside(tmp_path, {**CLEAN, "已兑现.csv": f"条款,对象,年度,金额\n{row}\n"})
    assert (file, number, where) == ("已兑现.csv", 2, column)
    assert said in reason


def test_a_record_table_needs_its_columns(tmp_path: Path) -> None:
    assert codes(refused(tmp_path, {**CLEAN, "已兑现.csv": "条款,对象\n设备补助,甲一\n"})) == ["RD741", "RD741"]


# ---------- partitions


def many(count: int, order: Iterable[int]) -> Files:
    """Enterprises with two projects each, the projects in some order."""
    projects = [f"目{number},企{number // 2}" for number in order]
    enterprises = "键\n" + "\n".join(f"企{number}" for number in range(count)) + "\n"
    return {"企业.csv": enterprises, "项目.csv": "键,企业\n" + "\n".join(projects) + "\n"}


@pytest.mark.parametrize(
    "order", [range(40), range(39, -1, -1), [*range(0, 40, 2), *range(1, 40, 2)]], ids=["in", "back", "mixed"]
)
def test_partitions_hold_whole_families_and_every_row_once(tmp_path: Path, order: Iterable[int]) -> None:
    whole = opened(tmp_path, many(20, order), rows=12)
    found = list(partitions(whole))
    assert len(found) == 5
    for part in found:
        assert set(part["项目"]["企业"]) == set(part["企业"]["键"])
    assert sorted(key for part in found for key in part["项目"]["键"]) == sorted(f"目{number}" for number in range(40))


def test_a_row_with_two_owners_joins_their_families(tmp_path: Path) -> None:
    shows = "键,企业,协会\n一,企0,会\n二,企19,会\n三,,\n"
    whole = opened(tmp_path, {**many(20, range(40)), "协会.csv": "键\n会\n", "展会.csv": shows}, rows=3)
    (home,) = [part for part in partitions(whole) if part["协会"].height]
    assert {"企0", "企19"} <= set(home["企业"]["键"])
    assert {"一", "二"} <= set(home["展会"]["键"])


def test_groups_stay_together(tmp_path: Path) -> None:
    enterprises = (
        "键,集团\n" + "\n".join(f"企{number},{'团' if number % 7 == 0 else ''}" for number in range(20)) + "\n"
    )
    whole = opened(tmp_path, {"企业.csv": enterprises, "集团.csv": "键\n团\n"}, rows=4)
    (home,) = [part for part in partitions(whole) if part["集团"].height]
    assert {"企0", "企7", "企14"} <= set(home["企业"]["键"])


def test_a_chance_meeting_of_hashes_changes_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = many(20, [*range(0, 40, 2), *range(1, 40, 2)])
    files["企业.csv"] = str(files["企业.csv"]) + "企3\n"
    files["项目.csv"] = str(files["项目.csv"]) + "目40,企二十\n目41,\n,企1\n"

    def found(folder: str) -> tuple[set[str], set[tuple[object, ...]], int]:
        whole = opened(tmp_path / folder, files, rows=1)
        parts = [read_part(whole, number) for number in range(whole.parts)]
        away = pl.concat([whole.unplaced, *(part.aside for part in parts)])
        return {key for part in parts for key in part.tables["项目"]["键"]}, set(away.rows()), whole.parts

    alone = found("64 bits")
    monkeypatch.setattr(links, "ALIKE", 2**61)
    together = found("3 bits")
    assert together[:2] == alone[:2]
    assert {row[1] for row in alone[1] if row[0] == "企业.csv"} == {5, 22}
    assert together[2] < alone[2], "eight hashes for twenty keys put families together"


def test_empty_tables_are_lists_of_none(tmp_path: Path) -> None:
    whole = opened(tmp_path, {"企业.csv": "键\n甲\n", "项目.csv": "键,企业\n"})
    (part,) = partitions(whole)
    assert part["项目"].rows() == []
