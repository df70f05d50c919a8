"""What the `amend` commands share: documents with their versions, one of them by name, on a day; output that may be a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rulesdsl.cli.common import has_errors, known_on_option, show_problems, write

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from rulesdsl.amendments.history import History
    from rulesdsl.amendments.on_day import DocumentVersion
    from rulesdsl.model.document import Document


class StopError(Exception):
    """The command can't go on: what to say, and the exit code."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


def version_options(parser: argparse.ArgumentParser) -> None:
    """What says which version of a text is meant, beside the day."""
    parser.add_argument(
        "--reading", metavar="口径=读法", action="append", default=[], help="施行日换一种读法，例如 施行日=公布日"
    )
    known_on_option(parser)


def text_history(
    paths: list[str] | None, known: int | None = None, *, with_rules: bool = False
) -> tuple[History, dict[str, str]]:
    """Texts over time, and the files by name; without the rules that is several times faster. Errors are shown and stop.

    Args:
        known: the last day whose acts are asked for, None for all.
    """
    from rulesdsl.amendments.history import history
    from rulesdsl.amendments.known import known_on
    from rulesdsl.inputs import build, build_heads, link_texts
    from rulesdsl.store import decode, policy_root, read_files

    files, problems = decode(read_files(policy_root(paths)))
    rules, syntax = build(files) if with_rules else build_heads(files)
    texts, linking = link_texts(rules, files)
    past = history(known_on(rules, known), texts)
    every = (*problems, *syntax, *linking, *past.diagnostics)
    errors = tuple(item for item in every if has_errors((item,)))
    if errors:
        show_problems(errors, files)
        raise StopError("", 1)
    return past, files


def find_document(past: History, words: str) -> Document:
    """A document by number (闽政〔2017〕13号, or 13号 where that is enough) or title."""
    from rulesdsl.diagnostics.suggest import nearest
    from rulesdsl.source.fold import same

    known = [
        document for number, document in past.versions[0].rules.documents.items() if number in past.versions[0].texts
    ]
    asked = words.translate(str.maketrans("［］[]【】", "〔〕〔〕〔〕")).strip("《》")
    titles = {document.title.text: document for document in known if document.title is not None}
    found = [document for document in known if same(document.number, asked)]
    found = found or [document for title, document in titles.items() if same(title, asked)]
    found = found or [document for document in known if asked and document.number.endswith(asked)]
    if len(found) == 1:
        return found[0]
    numbers = [document.number for document in known]
    word = nearest(asked, [*numbers, *titles])
    hint = f"，是否要写 {word}" if word else f"；有：{'、'.join(numbers)}"
    raise StopError(f"{'不止一份文件叫' if found else '没有文件'}「{words}」{hint}")


def date_of(option: str, words: str | None) -> int | None:
    """A date option as an ordinal."""
    from rulesdsl.model.literals import LiteralError, read_as

    if not words:
        return None
    value = read_as("日期", "", words)
    if isinstance(value, LiteralError):
        raise StopError(f"{option} {words}：{value.reason}")
    return int(str(value))


def chosen_days(past: History, given: list[str]) -> dict[str, str]:
    """`--reading 施行日=公布日`, each by the name of its 口径; stops where no document or act has such a reading of its days."""
    from rulesdsl.cli.asked import reading_options
    from rulesdsl.diagnostics.suggest import nearest

    first = past.versions[0].rules
    asked = reading_options("amend", given)
    if asked is None:
        raise StopError("")
    known: dict[str, list[str]] = {}
    readings = (*(item.readings for item in first.amendments), *(item.readings for item in first.documents.values()))
    for reading in (one for found in readings for one in found):
        known.setdefault(reading.name, []).extend(option.name for option in reading.options)
    for name, option in asked:
        if option not in known.get(name, ()):
            options = known.get(name, list(known))
            word = nearest(option if name in known else name, options)
            what = f"口径「{name}」没有读法「{option}」" if name in known else f"文件和修改没有口径「{name}」"
            hint = f"，是否要写 {word}" if word else f"；有：{'、'.join(dict.fromkeys(options)) or '无'}"
            raise StopError(what + hint)
    return dict(asked)


def version_on(
    past: History, document: Document, day: int | None, chosen: Mapping[str, str] | None = None
) -> DocumentVersion:
    """The document on a day, under readings of days; stops with the dates there are where it was not in force yet."""
    from rulesdsl.amendments.on_day import NotIssued, on_day
    from rulesdsl.model.literals import date_text
    from rulesdsl.reports.acts import act_day

    found = on_day(past, document.number, day, chosen or {})
    if isinstance(found, NotIssued) and day is not None:
        acts = [item for item in past.amended if item.amendment.document == document.number]
        later = "".join(f"；{act_day(item)}修改" for item in acts)
        raise StopError(f"{date_text(day)}时 {document.number} 尚未施行：{found.issued.text}起施行{later}", 1)
    assert not isinstance(found, NotIssued)
    return found


def put(content: str | bytes, output: str | None, form: str) -> None:
    """Write a report to a file, or to standard output; a binary form needs a file."""
    if output:
        _write_file(Path(output), content)
    elif isinstance(content, str):
        write(content)
    elif sys.stdout.isatty():
        raise StopError(f"{form} 要写进文件：加上 --output 文件名.{form}")
    else:
        sys.stdout.buffer.write(content)


def put_into(folder: str, name: str, text: str) -> None:
    """Write a file into a folder, which is made where it isn't there."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StopError(f"建不了文件夹「{folder}」：{error.strerror}") from error
    _write_file(Path(folder) / name, text)


def _write_file(path: Path, content: str | bytes) -> None:
    try:
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        raise StopError(f"写不了「{path}」：{error.strerror}") from error
