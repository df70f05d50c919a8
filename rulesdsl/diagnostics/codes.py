"""Every diagnostic code with its slug, severity and headline. A retired code is never used again.

Hundreds by stage: 0 text, 1 syntax, 2 names, 3 types and units, 4 conflicts and coverage, 5 amendments and anchors, 6 plan and
engines, 7 cases and runs, 9 internal.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]


class Code(NamedTuple):
    """The lasting identity of one kind of mistake; its page is `docs/diagnostics/<code>.md`."""

    slug: str
    severity: Severity
    title: str


CODES: dict[str, Code] = {
    # 0 text
    "RD001": Code("file-too-large", "error", "文件超过 5 MB"),
    "RD002": Code("not-utf8", "error", "文件不是 UTF-8 编码"),
    "RD003": Code("forbidden-character", "error", "含有不可见或控制字符"),
    "RD004": Code("unreadable-file", "error", "文件无法读取"),
    "RD005": Code("empty-file", "error", "文件没有内容"),
    "RD010": Code("duplicate-label", "warning", "编号重复"),
    "RD011": Code("label-gap", "note", "编号不连续"),
    "RD012": Code("no-labels", "warning", "全文没有编号"),
    # 1 syntax
    "RD101": Code("unexpected-token", "error", "此处语法不符"),
    "RD102": Code("unclosed-quote", "error", "引文没有收尾的「」"),
    "RD103": Code("nested-too-deep", "error", "括号嵌套超过 64 层"),
    "RD104": Code("line-layout", "error", "每一行各起一行"),
    "RD105": Code("number-too-long", "error", "数字超过 18 位"),
    "RD106": Code("mixed-and-or", "error", "并且与或者混用而无括号"),
    "RD107": Code("bad-literal", "error", "数值写法不对"),
    "RD109": Code("sum-of-shares", "error", "加 与 的、乘 写在一起分不清先后"),
    "RD108": Code("repeated-line", "error", "同一条款里重复的行"),
    # 2 names
    "RD201": Code("bad-clause-path", "error", "条款的写法不完整"),
    "RD202": Code("clause-without-measure", "error", "条款前面没有措施"),
    "RD203": Code("unknown-clause", "error", "没有这个条款"),
    "RD204": Code("unknown-name", "error", "词汇里没有这个名称"),
    "RD205": Code("duplicate-name", "error", "同一名称声明了两次"),
    "RD206": Code("name-is-keyword", "error", "名称与关键词相同"),
    "RD207": Code("unknown-document", "error", "没有声明这份文件"),
    "RD208": Code("relation-cycle", "error", "条款之间或对象之间成环"),
    "RD209": Code("bad-name", "error", "名称里有不允许的字符"),
    "RD210": Code("near-duplicate-name", "warning", "两个名称几乎相同"),
    "RD211": Code("unused-name", "warning", "声明了却没有用到"),
    "RD212": Code("no-subject", "error", "看不出条款的对象"),
    # 3 types and units
    "RD301": Code("wrong-type", "error", "类型不符"),
    "RD302": Code("unit-mismatch", "error", "单位不同不能比较或相加"),
    "RD303": Code("period-missing", "error", "每年的事实没有写年度"),
    "RD304": Code("wrong-subject", "error", "对象之间没有属于关系"),
    "RD305": Code("not-a-choice", "error", "不在所列选项之中"),
    "RD306": Code("shares-do-not-add-up", "error", "承担比例加起来不是 100%"),
    "RD307": Code("unmapped-field", "error", "视同的对象缺少一个事实"),
    # 4 conflicts and coverage
    "RD401": Code("unordered-exceptions", "error", "两个例外改动同一部分而没有先后"),
    "RD402": Code("crossing-limits", "error", "两个限额的范围交叉"),
    "RD403": Code("crossing-exclusions", "error", "一个条款在两个互斥里"),
    "RD404": Code("text-not-covered", "warning", "源文有句子没有条款"),
    "RD405": Code("overlapping-quotes", "error", "两个原文重叠"),
    "RD406": Code("clause-without-quote", "error", "条款没有原文"),
    "RD407": Code("bands-overlap", "error", "分档重叠或有空档"),
    "RD408": Code("reading-without-reason", "warning", "口径没有写理由"),
    "RD410": Code("clause-not-compiled", "error", "条款不能编译"),
    "RD411": Code("no-real-choice", "error", "口径不成其为选择"),
    "RD412": Code("body-out-of-its-time", "warning", "机构或资金当时不存在"),
    # 5 anchors and agreement
    "RD501": Code("quote-not-found", "error", "引文不在源文里"),
    "RD502": Code("quote-ambiguous", "error", "引文在源文里出现多次"),
    "RD503": Code("anchor-outside-quote", "error", "依据不在本条款的原文或参据里"),
    "RD504": Code("number-not-in-quote", "error", "规则里的数值在原文里找不到"),
    "RD505": Code("number-not-used", "error", "原文里的数值没有用到"),
    "RD506": Code("bound-differs", "error", "原文与规则的界限不同"),
    "RD507": Code("name-not-in-quote", "error", "机构或资金在原文里找不到"),
    "RD508": Code("word-not-in-rule", "error", "原文有此要求而规则没有"),
    "RD509": Code("word-not-in-quote", "error", "规则有此要求而原文没有"),
    "RD510": Code("excuse-unused", "error", "免读没有对应的数值"),
    "RD511": Code("condition-without-quote", "warning", "条件没有引文"),
    "RD512": Code("title-differs", "error", "标题与源文不同"),
    "RD513": Code("unit-line-differs", "error", "责任单位与源文不同"),
    "RD514": Code("no-source-text", "error", "没有源文"),
    "RD515": Code("unknown-item", "error", "源文没有这个条目"),
    "RD516": Code("list-order-differs", "error", "与原文分别列举的次序不同"),
    "RD517": Code("contradictory-bound", "error", "原文的界限两说相左而没有口径"),
    "RD518": Code("name-not-used", "error", "依据里的机构或资金没有写进规则"),
    "RD540": Code("sentence-not-understood", "error", "修改语句没有读到头"),
    "RD541": Code("unpaired-quotation-mark", "error", "修改语句的引号没有配成一对"),
    "RD542": Code("counts-differ", "error", "修改语句前后的数目对不上"),
    "RD543": Code("no-place-to-amend", "error", "修改语句没有写明在哪里改"),
    "RD544": Code("bad-label-or-day", "error", "修改语句的编号或日期不成立"),
    "RD545": Code("sentence-with-two-meanings", "error", "修改语句不止一种读法"),
    "RD546": Code("new-text-missing", "warning", "没有写出增加的文字"),
    "RD547": Code("too-many-places", "error", "修改语句写到的位置太多"),
    "RD549": Code("wrong-document", "error", "语句修改的是另一份文件"),
    "RD550": Code("place-not-in-text", "error", "修改语句所说的位置文本里没有"),
    "RD551": Code("ambiguous-place", "error", "修改语句所说的位置不止一处"),
    "RD552": Code("quoted-heading-differs", "error", "位置后面引的标题与文本不同"),
    "RD553": Code("no-such-part", "error", "修改语句所说的部分文本里没有"),
    "RD560": Code("words-not-there", "error", "要改的文字不在那里"),
    "RD561": Code("words-too-short", "error", "要改的文字不止一处，分不清"),
    "RD562": Code("words-there-twice", "warning", "长引文出现不止一次"),
    "RD563": Code("words-already-changed", "note", "要改的文字已被前面的语句改掉"),
    "RD564": Code("executed-before", "error", "这一句已经执行过"),
    "RD565": Code("overlapping-changes", "error", "同一句里的两处改动重合"),
    "RD566": Code("labels-collide", "error", "修改以后编号重复"),
    "RD567": Code("circular-renames", "error", "名称改来改去成环"),
    "RD568": Code("clause-to-restate", "error", "条款要按修改后的文字改写"),
    "RD569": Code("restatement-without-item", "error", "改写的条目没有措施"),
    "RD570": Code("amended-before-issue", "error", "修改的日期在文件成文以前"),
    "RD580": Code("no-sentences-found", "error", "写不出能得到新文的修改语句"),
    # 7 cases and runs
    "RD601": Code("number-too-wide", "error", "成批计算时数值可能超过 128 位"),
    "RD602": Code("no-polars", "error", "成批计算缺少 polars"),
    "RD603": Code("spark-failed", "error", "Spark 起不来，或没有算完"),
    "RD610": Code("no-sqlglot", "error", "打印 SQL 缺少 sqlglot"),
    "RD611": Code("not-in-this-database", "error", "这种数据库不能精确计算这个条款"),
    "RD612": Code("totals-cross", "warning", "合计不能写成数据库的列"),
    "RD701": Code("unknown-subject", "error", "案卷里有未声明的对象"),
    "RD702": Code("unknown-fact", "error", "案卷里有未声明的事实"),
    "RD703": Code("bad-value", "error", "案卷里的值不合类型"),
    "RD704": Code("fact-given-twice", "error", "同一事实写了两次"),
    "RD705": Code("unknown-reading", "error", "没有这个口径"),
    "RD706": Code("unknown-option", "error", "口径没有这种读法"),
    "RD707": Code("unknown-owner", "error", "属于谁说不清"),
    "RD708": Code("too-many-instances", "error", "案卷超过十万个实例"),
    "RD709": Code("value-too-large", "error", "数值超过所声明的最大值"),
    "RD710": Code("no-claim-date", "error", "没有申报日期"),
    "RD711": Code("no-such-result", "error", "用例所指的结果不存在"),
    "RD712": Code("expectation-differs", "error", "用例的期望与结果不同"),
    "RD720": Code("case-too-large", "error", "案卷超过 50 MB"),
    "RD721": Code("unknown-format", "error", "案卷的格式不认得"),
    "RD722": Code("bad-yaml", "error", "案卷的 YAML 写法不对"),
    "RD723": Code("bad-json", "error", "案卷的 JSON 写法不对"),
    "RD724": Code("yaml-reference", "error", "案卷用了锚点、别名、合并键或标签"),
    "RD725": Code("key-given-twice", "error", "同一个键写了两次"),
    "RD726": Code("case-too-deep", "error", "案卷嵌套超过 32 层"),
    "RD727": Code("wrong-shape", "error", "该写值、列表或键值的地方写成了别的"),
    "RD728": Code("unknown-entry", "error", "记录里没有这一项"),
    "RD729": Code("instances-of-one-name", "error", "两个实例同名"),
    "RD730": Code("unknown-clause-in-case", "error", "案卷所写的条款没有或不止一个"),
    "RD731": Code("unlisted-instance", "error", "记录所指的对象不在案卷里"),
    "RD732": Code("no-accounting-year", "error", "几个年度的数据而没有核算年度"),
    "RD733": Code("list-missing", "error", "有的写了清单，有的没有写"),
    "RD734": Code("too-many-values", "error", "案卷的值太多"),
    "RD735": Code("incomplete-record", "error", "记录不完整或自相矛盾"),
    "RD736": Code("choice-without-exclusion", "error", "择一的条款不在互斥里"),
    "RD740": Code("owner-table-missing", "error", "缺少主人的表"),
    "RD741": Code("table-column-missing", "error", "表里缺少必要的列"),
    "RD742": Code("column-of-another-type", "error", "列的类型、单位或年度不合"),
    "RD743": Code("rows-set-aside", "warning", "表里有的行放在一边"),
    "RD744": Code("fact-in-two-columns", "error", "同一事实有两列"),
    "RD745": Code("unknown-column", "warning", "表里有不认得的列"),
    "RD746": Code("table-changed", "error", "表在运行时变了"),
    "RD747": Code("unreadable-table", "error", "读不了表"),
    "RD748": Code("another-batch", "error", "结果没有算完，或是另一批的"),
    "RD749": Code("results-not-written", "error", "写不了结果"),
    "RD760": Code("no-such-act", "error", "没有这次修改"),
    "RD761": Code("nothing-differs", "error", "两边的规定相同"),
    "RD762": Code("days-out-of-order", "error", "修改前的日期不早于修改后的"),
    "RD763": Code("later-act-depends", "error", "后来的修改离不开这次修改"),
}


def severity_of(code: str) -> Severity:
    """The severity a code always has."""
    return CODES[code].severity
