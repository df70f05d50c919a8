#!/usr/bin/env python3
"""Set up, run and test rulesdsl with nothing but python3 (3.11 or newer) and pip.

    python3 dev.py demo      check the shipped policies, then explain a shipped case
    python3 dev.py test      run the test suite; further words go to pytest

The first call makes `.venv` and installs the project into it; later calls see from a stamp that nothing has changed.
Works without make and on Windows.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
EXAMPLE = "policies/fujian/examples/tech-upgrade.yaml"


class StepError(Exception):
    """A step failed; the message says which, and what to do."""


def run(*command: str | Path, quiet: bool = False) -> None:
    """Run a command in the project's folder; a failure ends the whole call with the same exit code."""
    words = [str(word) for word in command]
    if not quiet:
        say("$ " + " ".join(shorten(word) for word in words))
    code = subprocess.call(words, cwd=ROOT, env=environment())
    if code:
        raise SystemExit(code if code > 0 else 1)


def succeeds(*command: str | Path) -> bool:
    """Whether a command runs and ends well; its output is shown only by the caller's choice of command."""
    try:
        return subprocess.call([str(word) for word in command], cwd=ROOT, env=environment()) == 0
    except OSError:
        return False


def environment() -> dict[str, str]:
    """The caller's environment, with UTF-8 in and out, and without another environment's settings."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "VIRTUAL_ENV"}}
    return kept | {"PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def shorten(word: str) -> str:
    """A path inside the project, as seen from the project."""
    return os.path.relpath(word, ROOT) if word.startswith(str(ROOT)) else word


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# ---------- the environment


def ensure(extra: str) -> None:
    """Make `.venv` hold the project with this extra; do nothing when the stamp says that it does.

    Two stamps: one for the environment itself (it is tied to its folder and its interpreter), one per extra for what
    was installed (tied to pyproject.toml). Both are written last, so an interrupted run starts over.
    """
    made = VENV / ".made"
    identity = f"{ROOT}\n{sys.version}\n{sys.base_prefix}\n"
    if not (PYTHON.exists() and made.exists() and made.read_text(encoding="utf-8") == identity):
        say("dev.py: making .venv (only the first time)")
        make_environment()
        made.write_text(identity, encoding="utf-8")
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if any(stamp_of(name, wanted) for name in ({extra, "dev"} if extra == "test" else {extra})):
        return
    say(f"dev.py: installing rulesdsl[{extra}] into .venv")
    install(f".[{extra}]")
    (VENV / f".installed-{extra}").write_text(wanted, encoding="utf-8")


def stamp_of(extra: str, wanted: str) -> bool:
    """Whether this extra was installed for the present pyproject.toml."""
    stamp = VENV / f".installed-{extra}"
    return stamp.exists() and stamp.read_text(encoding="utf-8") == wanted


def make_environment() -> None:
    """An environment without its own pip where the caller's pip can fill it (20 times faster), else a plain one."""
    if VENV.exists():
        shutil.rmtree(VENV)
    if pip_from_outside() and succeeds(sys.executable, "-m", "venv", "--without-pip", VENV):
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    if not succeeds(sys.executable, "-m", "venv", VENV):
        raise StepError(
            "could not make .venv: this Python has neither pip 22.3 or newer nor ensurepip.\n"
            "Install pip for it (Debian, Ubuntu: apt-get install python3-pip python3-venv) and try again."
        )


def pip_from_outside() -> bool:
    """Whether the caller's pip knows `--python` (22.3 and newer)."""
    command = [sys.executable, "-m", "pip", "--version"]
    answer = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)
    words = answer.stdout.split()
    if answer.returncode or len(words) < 2:
        return False
    numbers = [int(part) for part in words[1].split(".")[:2] if part.isdigit()]
    return numbers >= [22, 3]


def install(target: str) -> None:
    own_pip = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    pip: list[str | Path] = [PYTHON, "-m", "pip"] if own_pip else [sys.executable, "-m", "pip", "--python", PYTHON]
    if not succeeds(*pip, "install", "--quiet", "--no-warn-script-location", "--editable", target):
        raise StepError("pip could not install the project; its message is above. Is the package index reachable?")


# ---------- the commands


def demo(words: list[str]) -> None:
    """Check the shipped policies, then explain a shipped case."""
    ensure("test")
    run(BIN / "rulesdsl", "check", "policies")
    run(BIN / "rulesdsl", "explain", EXAMPLE, *words)


def test(words: list[str]) -> None:
    """Run the tests; further words go to pytest (`-m wheel` and `-m heavy` run what is left out otherwise)."""
    ensure("test")
    run(PYTHON, "-m", "pytest", *words)


def lint(words: list[str]) -> None:
    """Run ruff's checks; `--fix` mends what it can."""
    ensure("dev")
    run(BIN / "ruff", "check", *(words or ["."]))


def reformat(words: list[str]) -> None:
    """Format the code; `--check` only says what would change."""
    ensure("dev")
    run(BIN / "ruff", "format", ".", *words)


def types(words: list[str]) -> None:
    """Run mypy, strict."""
    ensure("dev")
    run(PYTHON, "-m", "mypy", *words)


def check(words: list[str]) -> None:
    """All that CI runs, in its order; `--after-test` leaves out the test suite."""
    ensure("dev")
    if "--after-test" not in words:
        test([])
    lint([])
    reformat(["--check"])
    types([])
    rulesdsl = BIN / "rulesdsl"
    run(rulesdsl, "check", "policies")
    run(rulesdsl, "test", "policies")
    run(rulesdsl, "fmt", "--check", "policies")
    bench(["--smoke"])
    test(["-m", "wheel"])
    say("dev.py: all checks passed")


def build(words: list[str]) -> None:
    """Build the source archive and the wheel into dist/."""
    ensure("dev")
    shutil.rmtree(ROOT / "build", ignore_errors=True)
    run(PYTHON, "-m", "build", *words)


def bench(words: list[str]) -> None:
    """Run every benchmark; `--smoke` runs each once, only to see that it works."""
    ensure("test")
    for script in sorted((ROOT / "benchmarks").glob("[!_]*.py")):
        run(PYTHON, script, *words)


def heavy(words: list[str]) -> None:
    """Run the tests marked heavy, after installing Debian's PostgreSQL and Java where there are none and apt-get can."""
    ensure("test")
    ensure("spark")
    has_server = any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb")
    missing = [*([] if has_server else ["postgresql"]), *([] if shutil.which("java") else ["default-jre-headless"])]
    if missing and not (succeeds("apt-get", "update", "-q") and succeeds("apt-get", "install", "-qy", *missing)):
        say(f"dev.py: apt-get could not install {' and '.join(missing)}: what needs them is skipped")
    run(PYTHON, "-m", "pytest", "-m", "heavy", *words)


COMMANDS: dict[str, Callable[[list[str]], None]] = {
    "demo": demo,
    "test": test,
    "lint": lint,
    "format": reformat,
    "types": types,
    "check": check,
    "build": build,
    "bench": bench,
    "heavy": heavy,
}


def usage() -> str:
    lines = ["usage: python3 dev.py COMMAND [WORDS…]", ""]
    lines += [f"  {name:8}{(command.__doc__ or '').strip()}" for name, command in COMMANDS.items()]
    return "\n".join(lines)


def main(words: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 -- this file is also started by older interpreters
        say(f"dev.py: rulesdsl needs Python 3.11 or newer; this is {sys.version.split()[0]}")
        return 2
    if not words or words[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0 if words else 2
    command = COMMANDS.get(words[0])
    if command is None:
        say(f"dev.py: there is no command {words[0]!r}\n\n{usage()}")
        return 2
    try:
        command(words[1:])
    except StepError as failure:
        say(f"dev.py: {failure}")
        return 1
    except KeyboardInterrupt:
        say("dev.py: interrupted")
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
