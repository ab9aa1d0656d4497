"""What stops an import before its first line is read."""

from __future__ import annotations

from timonier.engine.errors import TimonierError
from timonier.intake.wording import quoted


class IntakeError(TimonierError):
    """A file that cannot be read as a whole: what, where and what to do, in French.

    Faults of single cells are not exceptions: they are listed, all at once, in ``Checked``.
    """


def refused(what: str, filename: str = "", remedy: str = "") -> IntakeError:
    """The error that refuses a whole file.

    >>> refused("le fichier est vide", "suivi.csv").where
    'fichier «\\xa0suivi.csv\\xa0»'
    """
    where = f"fichier {quoted(filename)}" if filename else ""
    return IntakeError(what, where=where, remedy=remedy)
