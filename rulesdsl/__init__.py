"""Rules as code for Chinese policy documents: check them, run them, explain every answer.

    import rulesdsl
    book = rulesdsl.load()

`load`, `RuleBook` and `InvalidInputError` are imported when asked for, so that the command line starts fast.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rulesdsl.book import InvalidInputError, RuleBook, load

__version__ = "0.1.0"
__all__ = ["InvalidInputError", "RuleBook", "__version__", "load"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from rulesdsl import book

        return getattr(book, name)
    raise AttributeError(name)
