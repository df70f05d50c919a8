"""Files on disk and the cache of compiled plans. No attrs, no lark: a warm `explain` needs nothing else.

A cached plan is JSON under the hash of everything it was made from; a mismatch or a damaged file is a miss, and a cache that
can't be written only costs time.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from rulesdsl import __version__
from rulesdsl.cache import read_cache, write_cache
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import FORMAT, Plan, plan_from_json, plan_to_json

SUFFIXES = (".rule", ".txt")


class Files(NamedTuple):
    """What was read: bytes by shown name, and the hash of it all; `known_on` is the last day whose acts are asked for, None for all."""

    contents: dict[str, bytes]
    digest: str
    problems: tuple[Diagnostic, ...]
    known_on: int | None = None


def shipped_policies() -> Path:
    """The policies that came with the program."""
    import rulesdsl.policies

    return Path(next(iter(rulesdsl.policies.__path__)))


def policy_root(given: list[str] | None) -> list[Path]:
    """The policies a command works on: those given, else `policies` here, else the shipped ones."""
    if given:
        return [Path(item) for item in given]
    here = Path("policies")
    return [here] if here.is_dir() else [shipped_policies()]


def read_files(paths: list[Path], known_on: int | None = None) -> Files:
    """All rule files and texts under some paths.

    Args:
        known_on: an ordinal, as for `amendments.known`.
    Diagnostics:
        RD004 for a path that does not exist or can't be read.
    """
    contents: dict[str, bytes] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        for file in _found(path):
            try:
                contents[file.as_posix()] = file.read_bytes()
            except OSError as error:
                problems.append(Diagnostic("RD004", f"读不了「{file}」：{error.strerror}", help="检查路径与权限"))
        if not path.exists():
            problems.append(Diagnostic("RD004", f"没有「{path}」这个文件或文件夹", help="检查路径"))
    return Files(contents, _digest(contents, known_on), tuple(problems), known_on)


def _found(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())
    if path.suffix == ".rule" and path.exists():
        # A single rule file is checked with the documents, vocabulary and texts it stands among.
        return _found(_root_of(path))
    return [path] if path.exists() else []


def _root_of(file: Path) -> Path:
    """The folder to read for one file: the highest folder above it that still holds rule files, itself if none does."""
    folder = file.parent
    while any(folder.parent.glob("*.rule")) and folder.parent != folder:
        folder = folder.parent
    return folder


def _digest(contents: dict[str, bytes], known_on: int | None) -> str:
    whole = hashlib.sha256(f"{__version__} {FORMAT} {program_stamp()} {known_on}".encode())
    for name, data in contents.items():
        whole.update(f"\0{name}\0{len(data)}\0".encode())
        whole.update(data)
    return whole.hexdigest()


def program_stamp() -> str:
    """Changes when the program or its grammar does, so that a checkout never reads a plan of older code."""
    import rulesdsl.grammar

    folders = [Path(__file__).parent, Path(next(iter(rulesdsl.grammar.__path__)))]
    newest = size = 0
    for folder in folders:
        for pattern in ("*.py", "*/*.py", "*.lark"):
            for file in folder.glob(pattern):
                stat = file.stat()
                newest, size = max(newest, stat.st_mtime_ns), size + stat.st_size
    return f"{newest} {size}"


def decode(files: Files) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Texts by name, without the files that are no text."""
    from rulesdsl.source.text import decode as decode_one

    texts: dict[str, str] = {}
    problems: list[Diagnostic] = list(files.problems)
    for name, data in files.contents.items():
        text, found = decode_one(name, data)
        problems += found
        if text is not None:
            texts[name] = text
    return texts, tuple(problems)


def cached_plan(files: Files) -> Plan | None:
    """The plan compiled from just these files for this day of knowledge before, if it is in the cache and whole."""
    data = read_cache(files.digest, "plan")
    try:
        return plan_from_json(data) if data is not None else None
    except (ValueError, KeyError, TypeError):
        return None


def keep_plan(files: Files, plan: Plan) -> None:
    """Put a plan into the cache."""
    write_cache(files.digest, "plan", plan_to_json(plan))
