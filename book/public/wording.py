"""The words readers see for the codes that cards carry. An unknown code is shown as it was written."""

import re

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from book.models.concept import ConceptKind
from book.models.event import CausalRelation, EventType, Significance, Verification

#: The order is that of weight, heaviest first.
SIGNIFICANCE = dict(Significance.choices)
VERIFICATION = dict(Verification.choices)
#: Grades that a list must not pass over in silence.
DOUBTFUL = frozenset({Verification.REPORTED, Verification.UNVERIFIED, Verification.DISPUTED})
SOUND = frozenset({Verification.HIGHLY_VERIFIED, Verification.VERIFIED})
#: How well an anecdote is attested, as the renderer grades it.
ANECDOTES = {
    "verified": gettext_lazy("Verified"),
    "partial": gettext_lazy("Partly verified"),
    "unverified": gettext_lazy("Not verified"),
}
EVENT_TYPES = dict(EventType.choices)
CONCEPT_KINDS = dict(ConceptKind.choices)
#: How a cause led to the effect, told on the page of the effect …
CAUSES = dict(CausalRelation.choices)
#: … and on the page of the cause.
EFFECTS = {
    CausalRelation.ENABLES: gettext_lazy("made possible"),
    CausalRelation.RESPONDS_TO: gettext_lazy("answered by"),
    CausalRelation.INSPIRED: gettext_lazy("inspired"),
    CausalRelation.TRIGGERS: gettext_lazy("triggered"),
    CausalRelation.FOLLOWS: gettext_lazy("followed by"),
}
KINDS = {
    "book": gettext_lazy("Book"),
    "chapter": gettext_lazy("Chapter"),
    "event": gettext_lazy("Event"),
    "organization": gettext_lazy("Organization"),
    "concept": gettext_lazy("Concept"),
    "source": gettext_lazy("Source"),
}
KINDS_PLURAL = {
    "book": gettext_lazy("Books"),
    "chapter": gettext_lazy("Chapters"),
    "event": gettext_lazy("Events"),
    "organization": gettext_lazy("Organizations"),
    "concept": gettext_lazy("Concepts"),
    "source": gettext_lazy("Sources"),
}
SOURCE_TYPES = {
    "article-journal": gettext_lazy("Journal article"),
    "article-magazine": gettext_lazy("Magazine article"),
    "article-newspaper": gettext_lazy("Newspaper article"),
    "article": gettext_lazy("Preprint"),
    "paper-conference": gettext_lazy("Conference paper"),
    "book": gettext_lazy("Book"),
    "chapter": gettext_lazy("Book chapter"),
    "report": gettext_lazy("Report"),
    "thesis": gettext_lazy("Thesis"),
    "webpage": gettext_lazy("Web page"),
    "post-weblog": gettext_lazy("Blog post"),
    "post": gettext_lazy("Post"),
    "dataset": gettext_lazy("Data set"),
    "document": gettext_lazy("Document"),
    "entry": gettext_lazy("Entry"),
    "entry-encyclopedia": gettext_lazy("Encyclopedia entry"),
    "manuscript": gettext_lazy("Manuscript"),
    "personal_communication": gettext_lazy("Letter"),
    "review": gettext_lazy("Review"),
    "standard": gettext_lazy("Standard"),
    "software": gettext_lazy("Software"),
    "speech": gettext_lazy("Talk"),
    "interview": gettext_lazy("Interview"),
    "motion_picture": gettext_lazy("Video"),
    "broadcast": gettext_lazy("Broadcast"),
    "legislation": gettext_lazy("Law"),
    "patent": gettext_lazy("Patent"),
    "press-release": gettext_lazy("Press release"),
}
SOURCE_WARNINGS = {
    "retracted": gettext_lazy("Retracted"),
    "corrected": gettext_lazy("Corrected by its publisher"),
    "superseded": gettext_lazy("Superseded by a newer edition"),
    "paywalled": gettext_lazy("Behind a paywall"),
    "dead": gettext_lazy("Link is dead"),
    "dead_link": gettext_lazy("Link is dead"),
}
#: How near a source stands to what it tells.
SOURCE_TIERS = {
    "1": gettext_lazy("First-hand source"),
    "2": gettext_lazy("Checked report"),
    "3": gettext_lazy("Second-hand source"),
    "4": gettext_lazy("Weak source"),
}
PRECISION = {
    "month": gettext_lazy("only the month is known"),
    "year": gettext_lazy("only the year is known"),
    "approximate": gettext_lazy("about"),
}
CONTRIBUTORS = {
    "author": gettext_lazy("Author"),
    "editor": gettext_lazy("Editor"),
    "reviewer": gettext_lazy("Reviewer"),
    "translator": gettext_lazy("Translator"),
    "illustrator": gettext_lazy("Illustrator"),
}
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_DIGITS = "零一二三四五六七八九"


def word(table, code) -> str:
    """Return the word for ``code``; the code itself, underscores opened, where the table does not know it."""
    if not code:
        return ""
    known = table.get(code)
    return capfirst(str(known) if known is not None else str(code).replace("_", " "))


def han_number(number) -> str:
    """Return 1 to 99 in Chinese numerals (十, 十一, 二十); other numbers as digits."""
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def chapter_number(number, *, language) -> str:
    """Return ``第十章`` or ``Chapter 10``; empty for pages without a number."""
    if not isinstance(number, int) or number < 1:
        return ""
    return _("Chapter %(number)s") % {"number": number if language == "en" else han_number(number)}


def length(words) -> str:
    """Return the length of a text in 字, grouped by thousands; empty when it is not known."""
    return _("%(count)s characters") % {"count": f"{words:,}"} if words else ""


def minutes(count) -> str:
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count} if count else ""


def times(count) -> str:
    return ngettext("%(count)s time", "%(count)s times", count) % {"count": count} if count and count > 1 else ""


def person(name) -> str:
    """Return a CSL name: Chinese names without a space, others given name first."""
    if name.get("literal"):
        return name["literal"]
    given, family = name.get("given") or "", name.get("family") or ""
    return family + given if _HAN.search(family + given) else f"{given} {family}".strip()
