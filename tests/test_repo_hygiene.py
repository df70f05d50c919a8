"""What a reader may rely on in every file of the repository."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST = 400

LEFT_OUT = {".git", ".venv", "__pycache__", "build", "dist", "node_modules"}
TEXT = {".py", ".md", ".lark", ".rule", ".txt", ".yaml", ".toml", ".json", ".cfg", ".ini", ".html", ".css", ".js", ""}

# Put together from pieces, so that this file isn't found by its own search.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME)\b")
MACHINE_PATH = re.compile(r"(?<![\w./~-])/(?:work|root|home|Users)/")
REGISTRY = re.compile(
    r"pypi\." r"org|python" r"hosted|npmjs\.|registry\.[a-z]+\.|conda\." r"io|--(?:extra-)?index" r"-url", re.I
)


def files() -> Iterator[Path]:
    """Every text file that belongs to the repository."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT).parts
        skipped = any(part in LEFT_OUT or part.endswith(("_cache", ".egg-info")) for part in inside)
        if not skipped and path.is_file() and path.suffix in TEXT and ".hypothesis" not in inside:
            yield path


FILES = list(files())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in FILES
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_there_are_files_to_look_at() -> None:
    assert {"pyproject.toml", "dev.py", "rulesdsl/__init__.py", ".ci/run"} <= {name_of(path) for path in FILES}


def test_no_python_file_is_a_giant() -> None:
    lengths = {name_of(path): path.read_text(encoding="utf-8").count("\n") for path in FILES if path.suffix == ".py"}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_nothing_is_left_for_later_in_a_comment() -> None:
    assert lines_with(UNFINISHED) == []


def test_no_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_no_package_registry_is_named() -> None:
    assert lines_with(REGISTRY) == []


def test_file_names_are_ascii() -> None:
    assert [name_of(path) for path in FILES if not name_of(path).isascii()] == []


def test_every_package_is_shipped() -> None:
    """setuptools is given the list, because three packages live elsewhere; a new folder has to be added to it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    folders = (path.parent.relative_to(ROOT) for path in ROOT.glob("rulesdsl/**/__init__.py"))
    here = {".".join(folder.parts) for folder in folders}
    assert set(settings["packages"]) == here | set(settings["package-dir"])
    for folder in settings["package-dir"].values():
        assert (ROOT / folder / "__init__.py").exists(), "without it an editable install loses the folder"


# ---------- the glossary

TERMINAL = re.compile(r'^(?P<name>[A-Z_][A-Z0-9_]*)(?:\.\d+)?\s*:\s*"(?P<word>[^"]+)"', re.MULTILINE)
HAN = r"\u4e00-\u9fff"


def keywords() -> list[tuple[str, str]]:
    """Every keyword terminal of the grammar with its Chinese word."""
    return [
        (match["name"], match["word"])
        for path in sorted((ROOT / "grammar").glob("*.lark"))
        for match in TERMINAL.finditer(path.read_text(encoding="utf-8"))
        if re.search(f"[{HAN}]", match["word"])
    ]


def test_every_keyword_is_in_the_glossary() -> None:
    assert keywords()
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    missing = [
        f"{name} {word}" for name, word in keywords() if not re.search(f"(?<![{HAN}]){word}(?![{HAN}])", glossary)
    ]
    assert missing == []
