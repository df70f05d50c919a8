"""A little policy that an act amends, and tables of enterprises under it: small enough to work an impact out by hand."""

from __future__ import annotations

import tempfile
from pathlib import Path

from rulesdsl.impact.questions import Asked, question
from rulesdsl.impact.run import Impact, run_impact
from rulesdsl.impact.shares import Share
from rulesdsl.pipeline import Compiled, compile_files
from support.little_policy import errors
from support.table_files import write

NUMBER = "试政〔2018〕1号"
CLAUSE = f"{NUMBER}/第一项/产值奖励"
CONDITIONS = "甲乙丙丁戊己庚辛壬"
NUMERALS = "一二三四五六七八九"
DAY = 737_850
"""2021年3月1日, after the act."""

FLAGS = "".join(f"    条件{name}     是否\n" for name in CONDITIONS)
VOCABULARY = f"""\
词汇 小政策

对象 企业
    规模以上   是否
{FLAGS}    产值       金额
    所在设区市 地区

机构 市财政 市级
"""

DOCUMENT = f"""\
文件 {NUMBER}
标题 「关于支持企业的通知」
成文 2018年3月1日
施行 未规定
正文 “text.txt”
"""

ACT = f"""\
修改 {NUMBER}
依据 「关于修改《关于支持企业的通知》的通知」
成文 2020年12月4日
施行 自成文之日

"""


def act(*sentences: str, restated: str = "") -> str:
    """An amendment file of some sentences, labelled in their order."""
    lines = (f"（{NUMERALS[place]}）{words}\n" for place, words in enumerate(sentences))
    return ACT + "".join(lines) + (f"\n{restated}" if restated else "")


def striking(*names: str) -> tuple[str, ...]:
    """Sentences that strike conditions, one each."""
    return tuple(f"删除第一项中“条件{name}”的表述。" for name in names)


def conditions(names: str) -> dict[str, str]:
    """One clause: 1 % of 产值 for an enterprise that is 规模以上 and meets some conditions."""
    text = f"对规模以上、{'、'.join(f'条件{name}' for name in names)}的企业，按产值的1%给予奖励"
    atoms = "".join(f"    并且 企业.条件{name} 「条件{name}」\n" for name in names)
    rules = f"""\
措施 {NUMBER} 第一项
责任单位 未规定

条款 产值奖励
原文 「{text}」
对象 企业
条件
    企业.规模以上 「规模以上」
{atoms}奖励 企业.产值 的 1% 「按产值的1%给予奖励」
"""
    return policy(rules, text)


def policy(rules: str, *bodies: str) -> dict[str, str]:
    """The files of a policy with items in a row."""
    items = [f"（{NUMERALS[place]}）{body}。" for place, body in enumerate(bodies)]
    text = "\n\n".join(["关于支持企业的通知", "各市人民政府：", *items]) + "\n"
    return {"vocabulary.rule": VOCABULARY, "document.rule": DOCUMENT, "text.txt": text, "item.rule": rules}


def compiled(files: dict[str, str]) -> Compiled:
    """A policy without errors."""
    found = compile_files(files)
    assert errors(found) == [], found.diagnostics
    return found


def impact(
    files: dict[str, str], tables: dict[str, str], asked: Asked | None = None, rows: int = 1000, top: int = 3
) -> Impact:
    """The impact of the act (or of what is asked) on tables; nothing is reported."""
    found = compiled(files)
    made, problems = question(found.history, found.plan, asked or Asked(claim_date=DAY, without="2020年12月4日"))
    assert made is not None, problems
    with tempfile.TemporaryDirectory() as folder:
        where = write(Path(folder) / "tables", dict(tables))
        result, problems = run_impact(made, where, Path(folder) / "work", top, rows)
    assert result is not None, problems
    assert problems == ()
    return result


def enterprises(*rows: str, names: str = "甲乙") -> dict[str, str]:
    """A table of enterprises: key, city, 产值, then each condition."""
    heads = ["键", "所在设区市", "产值（元）", *(f"条件{name}" for name in names), "规模以上"]
    return {"企业.csv": "\n".join([",".join(heads), *(f"{row},是" for row in rows)]) + "\n"}


def lows(impact: Impact) -> list[int]:
    """By how much each sentence moves the sum of lower ends, in fen."""
    return [share.total.low for share in shares(impact)]


def shares(impact: Impact) -> tuple[Share, ...]:
    """The shares of the sentences."""
    assert impact.shares is not None
    return impact.shares.sentences
