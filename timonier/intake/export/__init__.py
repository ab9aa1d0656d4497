"""Write lists to spreadsheets that are safe to open and can be imported back."""

from timonier.intake.export.delimited import write_csv
from timonier.intake.export.errors import write_error_report
from timonier.intake.export.workbook import Notice, write_xlsx

__all__ = ["Notice", "write_csv", "write_error_report", "write_xlsx"]
