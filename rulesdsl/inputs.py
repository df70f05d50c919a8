"""Files by name → the rule set and the official texts; or, much faster, only the documents with their amendments."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.memo import Memo
from rulesdsl.model.build import Built, FileModel, build_piece, gathered
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.source.parse import parse
from rulesdsl.source.units import SourceText
from rulesdsl.syntax.parse import parse_file, parse_piece
from rulesdsl.syntax.pieces import Extent, cut, is_blank

HEADS = ("文件", "修改")
"""What a document's text over time depends on."""


def build(files: dict[str, str], memo: Memo | None = None) -> tuple[RuleSet, tuple[Diagnostic, ...]]:
    """Rule texts by name → rule set. What does not parse is reported and left out."""
    memo = memo or Memo()
    models: list[FileModel] = []
    problems: list[Diagnostic] = []
    for file, text in files.items():
        if file.endswith(".rule"):
            model, found = memo.recall((read_file, file), (text,), partial(read_file, file, text, memo))
            models.append(model)
            problems += [*found, *model.problems]
    return RuleSet(tuple(models)), tuple(problems)


def read_file(file: str, text: str, memo: Memo) -> tuple[FileModel, tuple[Diagnostic, ...]]:
    """The model of one rule file, and what does not parse. A piece that stands where it stood is not read again."""
    if is_blank(text):
        return FileModel(file), parse_file(file, text)[1]
    read = []
    for number, extent in enumerate(cut(text)):
        # The advice on a mistake at the end of a piece may look at the line after it.
        seen = text[extent.start : extent.end] + text[extent.end :].partition("\n")[0]
        grounds = (extent.start, extent.end, seen)
        read.append(memo.recall((_read_piece, file, number), grounds, partial(_read_piece, file, text, extent)))
    return gathered(file, [built for built, _ in read if built is not None]), tuple(
        x for _, found in read for x in found
    )


def _read_piece(file: str, text: str, extent: Extent) -> tuple[Built | None, tuple[Diagnostic, ...]]:
    piece, problems = parse_piece(file, text, extent)
    return (build_piece(file, text, piece) if piece is not None else None), problems


def build_heads(files: dict[str, str]) -> tuple[RuleSet, tuple[Diagnostic, ...]]:
    """The rule set without its rules: documents and amendments only, for whoever asks about texts and not about cases."""
    return build({file: kept for file, text in files.items() if (kept := _heads(text))})


def _heads(text: str) -> str:
    """A rule file in which every other piece is blank, so that places hold; "" when nothing is left."""
    extents = cut(text)
    if not any(extent.keyword in HEADS for extent in extents):
        return ""
    return "".join(
        text[extent.start : extent.end] if extent.keyword in HEADS else _blank(text[extent.start : extent.end])
        for extent in extents
    )


def _blank(text: str) -> str:
    return "".join(mark if mark in "\r\n" else " " for mark in text)


def link_texts(
    rules: RuleSet, files: dict[str, str], memo: Memo | None = None
) -> tuple[dict[str, SourceText], tuple[Diagnostic, ...]]:
    """The official text of each document, found beside its rule file.

    Diagnostics:
        RD514 for a path that leaves the document's folder or names no file; those of the text's own parsing.
    """
    memo = memo or Memo()
    texts: dict[str, SourceText] = {}
    problems: list[Diagnostic] = []
    for number, document in rules.documents.items():
        name = text_name(document.file, document.text_path)
        if name is None or name not in files:
            what = f"找不到正文「{document.text_path}」" if document.text_path else "没有写正文在哪个文件"
            help_text = "正文 写同一文件夹里的文件名，例如 正文 “text.txt”"
            problems.append(Diagnostic("RD514", f"{number} {what}", document.span, help=help_text))
            continue
        texts[number], found = memo.recall((parse, name), (files[name],), partial(parse, name, files[name]))
        problems += found
    return texts, tuple(problems)


def text_name(rule_file: str, path: str) -> str | None:
    """The name of a text that a rule file names; None when it would leave the file's folder."""
    inside = PurePosixPath(path)
    if not path or inside.is_absolute() or ".." in inside.parts or "\\" in path:
        return None
    folder = rule_file.rpartition("/")[0]
    return f"{folder}/{inside}" if folder else str(inside)
