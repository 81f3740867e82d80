"""Findings in words, and the words the editor's scripts need."""

from django.utils.translation import gettext as _

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


def editor_strings() -> dict:
    """Return what the scripts of the form say, in the language that is active."""
    return {
        "add": _("Add…"),
        "remove": _("Remove"),
        "unknown": _("no such record"),
        "locator": _("place, such as p. 6"),
        "qualifier": _("how"),
        "note": _("note"),
        "nothing": _("Nothing found."),
        "lines": _("Edit as lines"),
        "rows": _("Edit as rows"),
        "preview": _("Preview"),
        "stale": _("The preview could not be renewed:"),
        "words": _("%(words)s words (字数), %(minutes)s min"),
        "others": _("Also open with: %(names)s"),
        "uploading": _("Uploading the image…"),
        "recovered": _("There is unsaved text of yours from %(time)s in this browser."),
        "recover": _("Bring it back"),
        "forget": _("Throw it away"),
    }
