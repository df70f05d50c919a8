"""What a person sees in the terminal."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from rulesdsl.diagnostics import Diagnostic, Fix, Label, Span
from rulesdsl.diagnostics.render_text import render_text

ITEM = dedent("""\
    措施 闽政〔2015〕36号 第八项
    条款 技改补助
    条件
    \t设备总投资 达到 500万元    「设备投资额500万元以上“含”」
    奖励 设备投资额 的 5%
        限额 每项 250万元
    """)
VOCABULARY = "词汇 福建工业政策\n\n对象 企业\n    设备投资额   金额\n"
SOURCES = {"item.rule": ITEM, "vocabulary.rule": VOCABULARY}


def span(piece: str, file: str = "item.rule") -> Span:
    start = SOURCES[file].index(piece)
    return Span(file, start, start + len(piece))


def shown(*diagnostics: Diagnostic, **options: int) -> str:
    return render_text(diagnostics, SOURCES, **options)


def expect(text: str) -> str:
    return dedent(text).lstrip("\n")


def test_labels_in_two_files_help_fix_and_citation() -> None:
    diagnostic = Diagnostic(
        "RD101",
        "词汇里没有「设备总投资」",
        span("设备总投资"),
        "没有声明过",
        (Label(span("设备投资额", "vocabulary.rule"), "相近的名字"), Label(span("技改补助"), "在这一条款里")),
        "改用声明过的名字",
        Fix(span("设备总投资"), "设备投资额", safe=False),
        "闽政〔2015〕36号 第八项",
    )
    assert shown(diagnostic) == expect("""
        错误[RD101] 词汇里没有「设备总投资」
         --> item.rule:4:2
          |
        2 | 条款 技改补助
          |      -------- 在这一条款里
        ...
        4 |     设备总投资 达到 500万元    「设备投资额500万元以上“含”」
          |     ^^^^^^^^^^ 没有声明过
          |
         ::: vocabulary.rule:4:5
          |
        4 |     设备投资额   金额
          |     ---------- 相近的名字
          |
          = 帮助: 改用声明过的名字
          = 改法: 把「设备总投资」改为「设备投资额」（请先核对原意）
          = 依据: 闽政〔2015〕36号 第八项

        1 个错误
        """)


def test_a_span_over_several_lines_shows_its_first_and_last() -> None:
    start = span("条件").start
    assert shown(Diagnostic("RD103", "嵌套太深", Span("item.rule", start, span("限额").end), "这一段")) == expect("""
        错误[RD103] 嵌套太深
         --> item.rule:3:1
          |
        3 | 条件
          | ^^^^ 从这里
        ...
        6 |     限额 每项 250万元
          |     ^^^^ 到这里 这一段
          |

        1 个错误
        """)


def test_two_marks_on_one_line_get_a_row_each() -> None:
    text = shown(Diagnostic("RD107", "数值不符", span("500万元 "), "规则", (Label(span("500万元以上"), "引文"),)))
    assert text.splitlines()[3:6] == [
        "4 |     设备总投资 达到 500万元    「设备投资额500万元以上“含”」",
        "  |                     ^^^^^^^^ 规则",
        "  |                                            ----------- 引文",
    ]


def test_the_end_of_the_file_can_be_marked() -> None:
    sources = {"a.rule": "原文 「没有收尾"}
    diagnostic = Diagnostic("RD102", "没有收尾", Span("a.rule", 8, 8), fix=Fix(Span("a.rule", 8, 8), "」", safe=True))
    assert render_text([diagnostic], sources) == expect("""
        错误[RD102] 没有收尾
         --> a.rule:1:9
          |
        1 | 原文 「没有收尾
          |                ^
          |
          = 改法: 在 a.rule:1:9 写上『」』

        1 个错误
        """)


def test_an_empty_file_can_be_marked() -> None:
    text = render_text([Diagnostic("RD005", "文件没有内容", Span("a.rule", 0, 0))], {"a.rule": ""})
    assert text.splitlines()[1:5] == [" --> a.rule:1:1", "  |", "1 |", "  | ^"]


def test_a_file_that_could_not_be_read_is_named() -> None:
    text = shown(Diagnostic("RD004", "文件无法读取", Span("没有.rule", 0, 0), "没有权限"))
    assert text.splitlines()[1:3] == [" --> 没有.rule", "    没有权限"]


def test_a_diagnostic_without_a_place_is_one_line() -> None:
    assert shown(Diagnostic("RD005", "没有可查的文件")) == "错误[RD005] 没有可查的文件\n\n1 个错误\n"


def test_nothing_found_is_said() -> None:
    assert shown() == "没有发现问题\n"


def test_the_same_is_shown_once_and_in_the_order_of_the_files() -> None:
    late = Diagnostic("RD107", "乙", span("250万元"))
    early = Diagnostic("RD101", "甲", span("技改补助"))
    everywhere = Diagnostic("RD005", "丙")
    text = shown(late, early, everywhere, early, early._replace(help="有帮助的一份留下"))
    assert [line[-1] for line in text.splitlines() if line.startswith("错误")] == ["丙", "甲", "乙"]
    assert "有帮助的一份留下" in text
    assert text.endswith("3 个错误\n")


def test_a_deletion_says_what_goes() -> None:
    assert "改法: 删去「技改」" in shown(Diagnostic("RD101", "甲", fix=Fix(span("技改"), "", safe=True)))


def test_control_characters_reach_the_terminal_only_spelled_out() -> None:
    sources = {"\x1b.rule": "清单\u202e倒写\x1b[31m"}
    diagnostic = Diagnostic("RD003", "含有\x07", Span("\x1b.rule", 2, 3), "\u202e", help="删\u200b去")
    text = render_text([diagnostic], sources)
    assert text.replace("\n", "").isprintable()
    assert text.splitlines()[3:5] == ["1 | 清单<U+202E>倒写␛[31m", "  |     ^^^^^^^^ <U+202E>"]


def test_colour_changes_nothing_but_colour() -> None:
    diagnostic = Diagnostic("RD101", "甲", span("技改"), "这里")
    coloured = render_text([diagnostic], SOURCES, color=True)
    assert "\x1b[1;31m^^^^ 这里\x1b[0m" in coloured
    plain = coloured
    for code in ("0", "1", "1;31", "1;34"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == shown(diagnostic)


ALPHABET = "企业a5%“”—…（）「」\t\u0301\u200b𠮷　"


@given(line=st.text(ALPHABET, min_size=1, max_size=300), data=st.data())
@pytest.mark.parametrize("width", [40, 100])
def test_the_caret_stands_under_the_span_and_the_line_fits(line: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, min(len(line), start + 5)))
    marked = line[:start] + "\ue000" + line[start:]
    text = render_text([Diagnostic("RD101", "甲", Span("a.rule", start, end))], {"a.rule": line}, width=width)
    source, under = (row[4:] for row in text.splitlines()[3:5])
    assert wcswidth(source) <= width
    caret = wcswidth(under) - len(under.lstrip())
    if wcswidth(source) < width - 20 and "..." not in source:
        before = render_text([Diagnostic("RD101", "甲", Span("a.rule", 0, start))], {"a.rule": marked}, width=1000)
        shown_line = before.splitlines()[3][4:]
        assert caret == wcswidth(shown_line[: shown_line.index("\ue000")])
    assert len(under.lstrip().rstrip("^")) == 0


@pytest.mark.parametrize("before", [0, 15, 200])
@pytest.mark.parametrize("after", [0, 15, 200])
def test_of_a_long_line_the_marked_part_is_shown(before: int, after: int) -> None:
    line = "措" * before + "500万元" + "施" * after
    text = render_text([Diagnostic("RD107", "甲", Span("a.rule", before, before + 5))], {"a.rule": line})
    source, under = (row[4:] for row in text.splitlines()[3:5])
    place = wcswidth(source[: source.index("500万元")])
    assert under == " " * place + "^" * 7
    assert wcswidth(source) <= 100
    assert source.startswith("...") == (before == 200)
    assert source.endswith("...") == (after == 200)


def test_a_span_longer_than_the_window_is_underlined_to_its_edge() -> None:
    text = render_text([Diagnostic("RD107", "甲", Span("a.rule", 10, 190), "长")], {"a.rule": "措" * 200}, width=60)
    source, under = (row[4:] for row in text.splitlines()[3:5])
    assert wcswidth(source) <= 60
    assert under.rstrip(" 长").endswith("^")
    assert wcswidth(under.removesuffix(" 长")) == wcswidth(source) - 3
