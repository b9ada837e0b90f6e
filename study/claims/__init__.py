"""Claim checks: does the press's number hold, and under which base?"""

from study.claims.agreement import agreement
from study.claims.check import verify, verify_quotes
from study.claims.verdicts import JUDGEMENTS, Candidate, Judgement, Verdict, Verdicts

__all__ = [
    "JUDGEMENTS",
    "Candidate",
    "Judgement",
    "Verdict",
    "Verdicts",
    "agreement",
    "verify",
    "verify_quotes",
]
