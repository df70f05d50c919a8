"""Imports point one way, and starting the program loads only what it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "rulesdsl"

# From the ground up: a module may import from its own layer and from those before it.
LAYERS = [
    "cache",
    "memo",
    "diagnostics",
    "source",
    "syntax",
    "model",
    "reading",
    "inputs",
    "amendments",
    "check",
    "plan",
    "cases",
    "tables",
    "synth",
    "run",
    "batch",
    "impact",
    "spark",
    "audit",
    "reports",
    "worked_cases",
    "pipeline",
    "workspace",
    "store",
    "kept_models",
    "book",
    "cli",
]
# Packages that hold no code, and the public face of the program, which imports when asked.
APART = {"grammar", "policies", "pages", "", "__main__"}

HEAVY = {
    "attr",
    "attrs",
    "lark",
    "numpy",
    "openpyxl",
    "polars",
    "pyarrow",
    "pyspark",
    "sqlglot",
    "tabulate",
    "wcwidth",
    "yaml",
}


def modules() -> Iterator[tuple[str, Path]]:
    """Every module by its name below `rulesdsl`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


NAMES = {name for name, _ in modules()}


def imports_of(name: str, path: Path) -> Iterator[str]:
    """What a module imports from the program, by the names below `rulesdsl`; also inside functions."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name[9:] for alias in node.names if alias.name.startswith("rulesdsl."))
        elif isinstance(node, ast.ImportFrom):
            assert node.level < 2, f"{path.name} line {node.lineno}: import from the top, as everywhere else"
            module = f"rulesdsl.{package}.{node.module or ''}".strip(".") if node.level else node.module or ""
            if module.split(".")[0] == "rulesdsl":
                below = module[9:]
                inner = [f"{below}.{alias.name}".strip(".") for alias in node.names]
                yield from {found if found in NAMES else below for found in inner}


def allowed(importer: str, imported: str) -> bool:
    source, target = importer.split(".")[0], imported.split(".")[0]
    if source == target or source in APART or target in APART:
        return True
    return LAYERS.index(target) < LAYERS.index(source)


@pytest.mark.parametrize(("name", "path"), [pytest.param(*found, id=found[0] or "rulesdsl") for found in modules()])
def test_imports_point_one_way(name: str, path: Path) -> None:
    assert name.split(".")[0] in {*LAYERS, *APART}, "a new part of the program takes its place in LAYERS"
    assert [found for found in imports_of(name, path) if not allowed(name, found)] == []


@pytest.mark.parametrize(
    ("importer", "imported", "fine"),
    [
        ("cli.main", "diagnostics", True),
        ("diagnostics.codes", "source", False),
        ("run.interpreter", "plan.nodes", True),
        ("plan.nodes", "run", False),
        ("cases.yaml", "model.literals", True),
        ("cases.read", "run", False),
        ("run.interpreter", "cases.case", True),
        ("pipeline", "cases.yaml", True),
    ],
)
def test_the_direction_is_what_the_architecture_says(importer: str, imported: str, fine: bool) -> None:
    assert allowed(importer, imported) is fine


def loaded_by(program: str) -> set[str]:
    """The modules loaded by a fresh interpreter after a program, which may end by SystemExit."""
    script = (
        "import contextlib, io, sys\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        f"    {program}\n"
        "print(*sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


@pytest.mark.parametrize(
    "program",
    [
        "import rulesdsl",
        "import rulesdsl.cli.main",
        "from rulesdsl.cli.main import main; main(['--help'])",
        "import rulesdsl.diagnostics",
    ],
)
def test_starting_loads_nothing_heavy(program: str) -> None:
    assert loaded_by(program) & HEAVY == set()


def test_renderers_are_loaded_only_when_there_is_something_to_show() -> None:
    loaded = loaded_by("import rulesdsl.diagnostics")
    assert {name for name in loaded if name.startswith("rulesdsl.")} == {
        "rulesdsl.diagnostics",
        "rulesdsl.diagnostics.codes",
        "rulesdsl.diagnostics.diagnostic",
    }
