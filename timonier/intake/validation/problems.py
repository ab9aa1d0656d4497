"""What is wrong with one value, before its cell is known."""

from __future__ import annotations


class CellProblem(Exception):
    """A value that cannot be read: what is wrong, the rule, and what may replace it.

    ``suggestion`` is a value that can be put in the cell as it is; ``help`` is the French line
    that offers it.
    """

    def __init__(self, message: str, rule: str = "", suggestion: str = "", help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.rule = rule
        self.suggestion = suggestion
        self.help = help
