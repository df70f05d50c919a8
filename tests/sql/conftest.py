"""A PostgreSQL of our own for the tests that are marked so: a private cluster on a unix socket, gone when the tests are over."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sql.databases import Postgres

HOMES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))


def binaries() -> Path | None:
    """Where Debian puts the server, or wherever the path finds it."""
    if HOMES:
        return HOMES[-1]
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running server. The server refuses to run as root, so root starts it as the package's own user."""
    home = binaries()
    if home is None:
        pytest.skip("no PostgreSQL: install Debian's package postgresql (python3 dev.py heavy does)")
    user = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="rulesdsl-postgres-"))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def call(*words: str | Path) -> None:
        done = subprocess.run(
            [str(word) for word in words], user=user, cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c jit=off"
    call(home / "initdb", "-D", data, "-U", "rules", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8")
    call(home / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
    try:
        yield Postgres(home / "psql", folder)
    finally:
        call(home / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)
