"""The wheel works where there is no checkout: it is built, installed into a clean environment, and runs a shipped case."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NEEDED = ["pyproject.toml", "README.md", "LICENSE", "rulesdsl", "grammar", "policies", "docs/diagnostics", "tests"]
EXAMPLE = "policies/fujian/examples/tech-upgrade.yaml"

pytestmark = pytest.mark.wheel


def run(*command: str | Path, cwd: Path, **changes: str) -> str:
    """Run a command outside the checkout's reach; its output."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    answer = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=kept | {"PYTHONUTF8": "1"} | changes,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, f"{answer.args}\n{answer.stdout}\n{answer.stderr}"
    return answer.stdout


@pytest.fixture(scope="module")
def pip() -> list[str]:
    """A pip to use: this environment's own, or that of the Python it was made from."""
    base = getattr(sys, "_base_executable", sys.executable)
    for python in (sys.executable, base):
        command = [python, "-m", "pip"]
        if subprocess.run([*command, "--version"], capture_output=True, check=False).returncode == 0:
            return command
    raise AssertionError("there is no pip to build the wheel with")


@pytest.fixture(scope="module")
def wheel(pip: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, so that nothing of an earlier build gets in."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "checkout"
    for name in NEEDED:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    run(*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, copy, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(pip: list[str], wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the programs of a clean environment that holds the wheel and what it needs, nothing more."""
    folder = tmp_path_factory.mktemp("clean")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = programs / ("python.exe" if os.name == "nt" else "python")
    run(*pip, "--python", python, "install", "--quiet", wheel, cwd=folder)
    return programs


def test_the_wheel_holds_all_that_is_needed_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    def shipped(folder: str, inside: str, pattern: str) -> set[str]:
        return {f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" for path in (ROOT / folder).glob(pattern)}

    wanted = {"rulesdsl/py.typed"}
    wanted |= shipped("rulesdsl", "rulesdsl", "**/*.py")
    wanted |= shipped("grammar", "rulesdsl/grammar", "*.lark")
    wanted |= shipped("docs/diagnostics", "rulesdsl/pages", "*.md")
    for pattern in ("**/*.rule", "**/*.txt", "**/*.yaml"):
        wanted |= shipped("policies", "rulesdsl/policies", pattern)
    assert wanted <= names
    assert [name for name in names if not name.startswith(("rulesdsl/", "rulesdsl-"))] == []
    assert [name for name in names if "test" in Path(name).parts[0] or "/tests/" in name] == []


def test_the_installed_program_checks_and_explains(installed: Path, tmp_path: Path) -> None:
    rulesdsl = installed / "rulesdsl"
    where = "import rulesdsl.policies as p; print(p.__path__[0])"
    policies = Path(run(installed / "python", "-c", where, cwd=tmp_path).strip())
    assert ROOT not in policies.parents
    shutil.copytree(policies, tmp_path / "policies")
    for home in (tmp_path / "home", tmp_path / "home"):  # the second time with what the first left in its cache
        changes = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
        run(rulesdsl, "check", "policies", cwd=tmp_path, **changes)
        assert "元" in run(rulesdsl, "explain", EXAMPLE, cwd=tmp_path, **changes)
    run(rulesdsl, "explain", policies.parent / EXAMPLE, cwd=tmp_path)
    assert "## 含义" in run(rulesdsl, "explain-code", "RD101", cwd=tmp_path)
