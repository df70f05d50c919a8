"""Rule files that are edited and compiled again and again: what an edit doesn't touch is not done again.

>>> workspace = Workspace()
>>> workspace.compile(files).diagnostics == workspace.compile(edited).diagnostics
"""

from __future__ import annotations

from rulesdsl.memo import Memo
from rulesdsl.pipeline import Compiled, compile_files


class Workspace:
    """Compiles the files of one rule set as they change. Not for several threads at once."""

    def __init__(self) -> None:
        self._memo = Memo()

    def compile(self, files: dict[str, str]) -> Compiled:
        """The same as `compile_files` makes of them, sooner.

        Args:
            files: all rule files and texts by name, changed or not.
        """
        return compile_files(files, self._memo)
