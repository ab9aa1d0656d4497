"""The error every part of Timonier raises: what, where, and what to do, in French."""

from __future__ import annotations

from timonier.engine.typography import NBSP, sentence


class TimonierError(Exception):
    """Something a person can understand and mend.

    ``what`` says what is wrong, ``where`` gives the place (a line, a cell, an indicator;
    empty when the caller will add it), ``remedy`` says what to do.

    >>> error = TimonierError(
    ...     "crédits supérieurs à l'autorisation", where="ligne 42", remedy="corrigez F42")
    >>> str(error).replace(NBSP, " ")
    "Ligne 42 : crédits supérieurs à l'autorisation. Corrigez F42."
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        said = f"{self.where}{NBSP}: {self.what}" if self.where else self.what
        return " ".join(filter(None, (sentence(said), sentence(self.remedy))))

    def at(self, where: str) -> TimonierError:
        """The same error, placed: a parser knows the fault, its caller knows the cell."""
        placed = type(self).__new__(type(self))
        TimonierError.__init__(placed, self.what, where=where, remedy=self.remedy)
        placed.__dict__.update(self.__dict__ | {"where": where})
        return placed
