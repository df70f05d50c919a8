"""Whether Spark can run here, and a session for a batch."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rulesdsl.diagnostics import Diagnostic

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ARROW_ROWS = 20_000
"""Rows a piece on the way from Spark to Python."""


def spark_is_missing() -> str:
    """What has to be installed first, "" where nothing has."""
    missing = [name for name in ("numpy", "pandas", "polars", "pyarrow", "pyspark") if find_spec(name) is None]
    if missing:
        return f"没有安装 {'、'.join(missing)}，先运行 pip install 'rulesdsl[spark]'"
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and shutil.which(str(Path(home) / "bin" / "java")))):
        return "没有 Java，先安装 Java 17（例如 apt-get install openjdk-17-jre-headless）"
    return ""


@contextmanager
def session(master: str, partitions: int) -> Iterator[SparkSession]:
    """A session with its own settings; one that is already running is shared, and kept.

    Raises:
        SparkError: there is no such master, or it doesn't answer.
    """
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    with failing(f"Spark 起不来（--master {master}）", "检查 --master 和集群的地址"):
        # Workers find the interpreter of the driver, unless told otherwise.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        whole = running or (
            SparkSession.builder.master(master)
            .appName("rulesdsl batch")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", str(sys.stderr.isatty()).lower())
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
    own = prepared(whole, partitions)
    try:
        yield own
    finally:
        if running is None:
            whole.stop()


def prepared(spark: SparkSession, partitions: int) -> SparkSession:
    """A session beside another one, with settings on which the meaning of tables rests."""
    own = spark.newSession()
    own.conf.set("spark.sql.caseSensitive", "true")
    own.conf.set("spark.sql.session.timeZone", "UTC")
    own.conf.set("spark.sql.shuffle.partitions", str(partitions))
    own.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(ARROW_ROWS))
    return own


class SparkError(Exception):
    """Spark failed outside the rules; `diagnostic` says how."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@contextmanager
def failing(what: str, advice: str) -> Iterator[None]:
    """Turn what Spark throws into RD603."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        java = getattr(error, "java_exception", None)
        text = str(java) if java is not None else str(error)
        raise SparkError(Diagnostic("RD603", f"{what}：{_shortest(text)}", help=advice)) from error


def _shortest(text: str) -> str:
    """The last line of a Python traceback, or the first line of another message."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = [
        line for line in lines if line.split(":")[0].endswith(("Error", "Exception")) and not line.startswith("at ")
    ]
    return (told[-1] if told else lines[0] if lines else "没有说原因")[:200]
