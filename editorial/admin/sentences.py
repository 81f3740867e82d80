"""Findings in words."""

from editorial import checks

#: How many findings a page shows.
SHOWN_FINDINGS = 40


def finding_sentence(finding) -> str:
    """Return the sentence of a stored finding in the language that is active."""
    check = checks.find(finding.check_id)
    if check is None:
        return finding.message
    return checks.Problem(check, finding.line, finding.target, finding.params, finding.severity).message


def open_findings(item) -> list:
    """Return the first findings of a draft that nobody dismissed, errors first, each with its ``sentence``."""
    findings = list(item.findings.filter(dismissed_by_name="").order_by("severity", "line", "pk")[:SHOWN_FINDINGS])
    for finding in findings:
        finding.sentence = finding_sentence(finding)
    return findings
