"""Check a printed PDF the way a reader's software would."""

from io import BytesIO

import pdfua


def faults(pdf: bytes) -> list[str]:
    """Return what is against PDF/UA-1, as far as a program can tell."""
    return [f"{finding.rule_id}: {finding.message}" for finding in pdfua.validate(BytesIO(pdf)).findings]
