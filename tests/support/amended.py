"""Documents with amendments for tests: the shipped notice, and a little document that two acts amend."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rulesdsl.amendments.history import History, history
from rulesdsl.amendments.on_day import DocumentVersion, on_day
from rulesdsl.inputs import build_heads, link_texts

POLICIES = Path(__file__).parents[2] / "policies"

NUMBER = "示政〔2018〕1号"

LITTLE = {
    "document.rule": f"""文件 {NUMBER}
标题 「示例办法」
发文机关 「示例省人民政府」
成文 2018年3月1日
公布 2018年3月5日
施行 自发布之日
正文 “text.txt”
还原 「省经信委认定」 “反推”
""",
    "text.txt": """示例办法
各市人民政府：
一、支持开拓市场
（一）对获奖企业，省经信委认定后给予奖励。
责任单位：省经信委、物价局
（二）省经信委牵头组织展会。
二、施行
以上办法自发布之日起执行。
""",
    "first.rule": f"""修改 {NUMBER}
依据 「关于修改《示例办法》的通知」 第一条
成文 2019年6月1日
施行 自成文之日

一、对《示例办法》（{NUMBER}）作出修改
（一）将第一点第二项中的“牵头组织展会”修改为“牵头组织展会和推介会”。
（二）将全文中的“经信委”修改为“工信厅”；删除“物价局”。
""",
    "second.rule": f"""修改 {NUMBER}
依据 「关于再次修改《示例办法》的通知」
成文 2021年1月1日
施行 自成文之日

一、对《示例办法》（{NUMBER}）作出修改
（一）将第一点第二项中的“展会和推介会”修改为“展会”。
（二）删除第一点第一项中“获奖”的表述。
""",
}


def little(**other: str) -> dict[str, str]:
    """The little document's files; `text_txt=…` puts another in place of `text.txt`."""
    return LITTLE | {name.replace("_", "."): text for name, text in other.items()}


def statute() -> dict[str, str]:
    """The little document as a statute, divided into articles, and one act that amends it."""
    sentences = (
        "（一）将第二条第一款第二项中的“认定的企业”修改为“认定的单位”。\n"
        "（二）删去第三条。\n"
        "（三）将全文中的“经信委”修改为“工信厅”。\n"
    )
    return {
        "document.rule": LITTLE["document.rule"].partition("还原")[0],
        "text.txt": """示例办法
（2018年3月1日通过）
第一章　总则
第一条　为了支持企业，制定本办法。
第二条　本办法所称企业包括：
（一）法人；
（二）省经信委认定的企业。
个体工商户适用本办法。
第三条　省经信委负责。
""",
        "first.rule": LITTLE["first.rule"].partition("（一）")[0] + sentences,
    }


def history_of(files: dict[str, str]) -> History:
    """Texts over time."""
    rules, problems = build_heads(files)
    texts, linking = link_texts(rules, files)
    past = history(rules, texts)
    assert (*problems, *linking, *past.diagnostics) == ()
    return past


def version_of(past: History, number: str = NUMBER, day: int | None = None) -> DocumentVersion:
    """A document on a day."""
    found = on_day(past, number, day)
    assert isinstance(found, DocumentVersion)
    return found


@cache
def shipped_files() -> dict[str, str]:
    """Every rule file and text of the shipped policies."""
    paths = sorted([*POLICIES.rglob("*.rule"), *POLICIES.rglob("*.txt")])
    return {path.relative_to(POLICIES.parent).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@cache
def shipped() -> History:
    """The four documents and the notice of 2020-12-04."""
    return history_of(shipped_files())
