"""What is found in an amended version is shown where a reader can find it, and not twice."""

from __future__ import annotations

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.pipeline import compile_files
from support.snippets import shared_files

HEAD = "修改 示政〔2020〕1号\n成文 2020年12月4日\n施行 未规定\n\n"


def found(sentences: str) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    files = {**shared_files(), "amend.rule": HEAD + sentences}
    return files, compile_files(files).diagnostics


def underlined(files: dict[str, str], problem: Diagnostic) -> str:
    assert problem.span is not None
    return files[problem.span.file][problem.span.start : problem.span.end]


def test_new_words_without_a_clause_are_shown_in_the_sentence_that_put_them_in() -> None:
    files, problems = found("（一）第一项末尾增加“单家企业每年不超过800万元。”")
    new = [item for item in problems if item.code == "RD404" and "修改后的文字" in item.message]
    assert [underlined(files, item) for item in new] == ["第一项末尾增加“单家企业每年不超过800万元。”"]


def test_a_sentence_that_no_clause_covered_before_is_not_reported_again() -> None:
    _, before = found("（一）将第一项中的“按设备投资额的5%给予补助”修改为“按设备投资额的5%予以补助”。")
    _, renamed = found("（一）将全文中的“省工信厅”修改为“省经信局”。")
    assert sum(item.code == "RD404" for item in before) == 3
    assert sum(item.code == "RD404" for item in renamed) == 3


def test_a_clause_that_must_be_restated_is_reported_once_at_its_sentence() -> None:
    files, problems = found(
        "（一）删除第二项中的“一次性”。\n（二）将第一项中的“设备投资额的5%”修改为“设备投资额的8%”。"
    )
    errors = [item for item in problems if item.code.startswith("RD5")]
    assert [item.code for item in errors] == ["RD568"]
    assert underlined(files, errors[0]).startswith("将第一项中的“设备投资额的5%”")
