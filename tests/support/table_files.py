"""A small vocabulary whose facts are all asked for, and folders of tables against it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.pipeline import build
from rulesdsl.plan.plan import Plan
from rulesdsl.plan.versions import compile_rules
from rulesdsl.tables.partitions import Cut, Part, cut, open_tables, read_part

VOCABULARY = """\
词汇 例

对象 集团
    名称        文字

对象 企业 属于 集团 可无
    规模以上    是否
    产值        金额 每年
    所在设区市  地区
    起始年      年度

对象 项目 属于 企业
    类型        之一 技术改造、基建
    设备投资额  金额 最大 10亿元
    台数        数量 台
    占比        比例
    完工日      日期

对象 协会
    名称        文字

对象 展会 属于 企业、协会 可无
    已纳入      是否

单位 台 又称 套
机构 省级财政
机构 市级财政
"""

ITEM = """\
措施 示政〔2020〕1号 第一项

条款 设备补助
对象 项目
条件
    项目.类型 是 技术改造
    并且 项目.台数 达到 2台
    并且 项目.占比 达到 5%
    并且 项目.完工日 达到 2017年1月1日
奖励 项目.设备投资额 的 10%
承担 省级财政 50%、市级财政 50%
限额 每项 100万元

条款 产值奖
对象 企业
条件 企业.规模以上 并且 企业.产值[本年] 达到 1亿元
奖励 20万元
承担 省级财政

条款 首破奖
对象 企业
条件 企业.产值[本年] 首次超过 5亿元
奖励 50万元

条款 展会奖
对象 展会
条件 展会.已纳入
奖励 3万元

条款 两项合计
限额 每个 企业 每年 150万元
适用于 设备补助、产值奖
"""

CLEAN = {
    "企业.csv": "键,规模以上,产值[2016年]（万元）,产值[2017年]（万元）,所在设区市\n"
    "甲,是,9000,12000,福州市\n乙,否,20000,30000,泉州市\n丙,是,3000,,福州市\n",
    "项目.csv": "键,企业,类型,设备投资额（万元）,台数,占比,完工日\n"
    "甲一,甲,技术改造,600,3台,6%,2017年5月1日\n甲二,甲,技术改造,5000,2台,5%,2017-01-01\n"
    "乙一,乙,基建,700,5套,50%,2018年1月1日\n",
}


@cache
def plan() -> Plan:
    rules, problems = build({"vocabulary.rule": VOCABULARY, "item.rule": ITEM})
    assert problems == (), problems
    compiled = compile_rules(rules)
    assert len(compiled.clauses) == 4
    return compiled


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files into a folder, texts as UTF-8; a file that holds the same already isn't touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        if not (folder / name).exists() or (folder / name).read_bytes() != data:
            (folder / name).write_bytes(data)
    return folder


def opened(tmp_path: Path, files: dict[str, str | bytes], rows: int = 1000) -> Cut:
    """Tables that open without any diagnostic, cut."""
    tables, problems = open_tables(plan(), write(tmp_path / "tables", files), tmp_path / "work")
    assert problems == (), problems
    assert tables is not None
    return cut(tables, rows)


def first_part(tmp_path: Path, files: dict[str, str | bytes]) -> tuple[Cut, Part]:
    """The first, and usually only, partition."""
    whole = opened(tmp_path, files)
    return whole, read_part(whole, 0)


def refused(tmp_path: Path, files: dict[str, str | bytes]) -> tuple[Diagnostic, ...]:
    """What is said of tables, whether or not they can be opened."""
    return open_tables(plan(), write(tmp_path / "tables", files), tmp_path / "work")[1]


def aside(tmp_path: Path, files: dict[str, str | bytes]) -> list[tuple[str, int, str, str]]:
    """(file, row, column, reason) of every row that was set aside, over all partitions."""
    whole = opened(tmp_path, files)
    found = [whole.unplaced, *(read_part(whole, number).aside for number in range(whole.parts))]
    return [(file, row, column, reason) for frame in found for file, row, column, _, reason in frame.iter_rows()]
