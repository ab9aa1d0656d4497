"""Check a table against the columns that an import declares: every error, cell by cell."""

from timonier.intake.validation.check import CellError, Checked, CheckedRow, check_table
from timonier.intake.validation.vocabularies import Vocabularies, Vocabulary

__all__ = ["CellError", "Checked", "CheckedRow", "Vocabularies", "Vocabulary", "check_table"]
