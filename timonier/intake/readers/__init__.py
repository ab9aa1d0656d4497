"""Read a table from a file: CSV, XLSX or ODS."""

from timonier.intake.readers.tables import read_table

__all__ = ["read_table"]
