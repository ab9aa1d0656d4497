"""Checking published figures against each other: pure rules over plain claims."""

from timonier.engine.coherence.arithmetic import broken_shares, broken_sums
from timonier.engine.coherence.claims import (
    Claim,
    Finding,
    FindingKind,
    Nature,
    Severity,
    ShareRule,
    SumRule,
    subject,
)
from timonier.engine.coherence.dates import DatedFact, OrderRule, date_faults
from timonier.engine.coherence.plausible import USUAL_RATIOS, RatioRule, jumps
from timonier.engine.coherence.report import Beside, check_report
from timonier.engine.coherence.same_fact import two_values
from timonier.engine.coherence.years import discontinued, other_years, unmarked_breaks

__all__ = [
    "USUAL_RATIOS",
    "Beside",
    "Claim",
    "DatedFact",
    "Finding",
    "FindingKind",
    "Nature",
    "OrderRule",
    "RatioRule",
    "Severity",
    "ShareRule",
    "SumRule",
    "broken_shares",
    "broken_sums",
    "check_report",
    "date_faults",
    "discontinued",
    "jumps",
    "other_years",
    "subject",
    "two_values",
    "unmarked_breaks",
]
