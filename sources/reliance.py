"""What became of the sources a text relies on, and whether its quotations stand in them.

Standing is that of the source record as the text's set would publish it, else of its draft: so that whoever marks a
source sees at once what it touches, and undoing it takes the findings away again.
"""

from weakref import WeakKeyDictionary

from django.utils.translation import gettext_lazy as _

from editorial.checks import Check
from editorial.models import Severity
from sources import quotations, where_used
from sources.models import Citation, SourceStatus, SourceText

#: Characters of a sentence or quotation in a finding.
_SHOWN = 200


class CitedStanding(Check):
    """A cited source was corrected, retracted, superseded, or is gone: base of the checks below."""

    status = ""

    def run(self, subject):
        concerned = {source.key for _use, source in _known_uses(subject) if source.status == self.status}
        told = set()
        for use, source in _known_uses(subject):
            if source.key in concerned:
                told.add((source.key, use.sentence))
                line = use.line if use.line > 0 else None
                yield self.problem(line=line, target=source.key, words=_shown(use.sentence))
        for key, sentence in _public_sentences(subject):
            source = subject.reading.citing.find(key)
            if source is not None and source.status == self.status and (key, sentence) not in told:
                told.add((key, sentence))
                yield self.problem(target=key, words=_shown(sentence))
        for key in subject.reading.listed:
            if subject.reading.citing.find(key).status == self.status and key not in {each for each, _words in told}:
                yield self.problem(target=key, words="–")


class RetractedSourceCited(CitedStanding):
    """A cited source was retracted."""

    id = "retracted-source"
    status = SourceStatus.RETRACTED
    sentence = _("The source “%(target)s” was retracted. This relies on it: %(words)s")


class CorrectedSourceCited(CitedStanding):
    """A cited source was corrected."""

    id = "corrected-source"
    status = SourceStatus.CORRECTED
    sentence = _("The source “%(target)s” was corrected. Does this still hold? %(words)s")


class SupersededSourceCited(CitedStanding):
    """A cited source has a newer edition."""

    id = "superseded-source"
    status = SourceStatus.SUPERSEDED
    severity = Severity.NOTE
    sentence = _("The source “%(target)s” has a newer edition. This cites the old one: %(words)s")


class DeadSourceCited(CitedStanding):
    """The link of a cited source is dead."""

    id = "dead-source"
    status = SourceStatus.DEAD
    severity = Severity.NOTE
    sentence = _("The link of the source “%(target)s” is dead. This relies on it: %(words)s")


class QuotationMissing(Check):
    """Quoted words do not stand in the archived text of any source cited with them."""

    id = "quotation-not-found"
    sentence = _("“%(words)s” does not stand in the archived text of %(target)s.")

    def run(self, subject):
        for place in _matched(subject):
            if place.outcome == "missing":
                yield self.problem(line=place.line, target=place.keys, words=place.quoted)


class QuotationNear(Check):
    """Quoted words differ from those of the source."""

    id = "quotation-differs"
    sentence = _("“%(words)s” differs from %(target)s, which says: “%(theirs)s”")

    def run(self, subject):
        for place in _matched(subject):
            if place.outcome == "near":
                yield self.problem(line=place.line, target=place.keys, words=place.quoted, theirs=_shown(place.theirs))


class QuotationFound(Check):
    """Quoted words stand in the archived text of the source."""

    id = "quotation-found"
    severity = Severity.NOTE
    sentence = _("“%(words)s” stands in the archived text of %(target)s.")

    def run(self, subject):
        for place in _matched(subject):
            if place.outcome == "found":
                yield self.problem(line=place.line, target=place.keys, words=place.quoted)


RELIANCE_CHECKS = (
    RetractedSourceCited(), CorrectedSourceCited(), SupersededSourceCited(), DeadSourceCited(), QuotationMissing(),
    QuotationNear(), QuotationFound(),
)  # fmt: skip


class StandingTouchesTexts(Check):
    """A source that lost its standing is relied on."""

    id = "standing-touches-texts"
    sentence = _("%(public)s places readers see and %(drafts)s places in drafts rely on this source.")

    def run(self, subject):
        status = subject.snapshot.get("status") or SourceStatus.OK
        if status in (SourceStatus.OK, SourceStatus.PAYWALLED) or subject.item.pk is None:
            return
        public, drafts = where_used.numbers(subject.item.key)
        if public or drafts:
            yield self.problem(public=public, drafts=drafts)


# What the checks of one text share, worked out once for each reading of it.


_shared: WeakKeyDictionary = WeakKeyDictionary()


def _once(subject, name, work):
    kept = _shared.setdefault(subject.reading.citing, {})
    if name not in kept:
        kept[name] = work(subject)
    return kept[name]


def _known_uses(subject):
    """Return (use, source) of every citation, by key or as written, whose source is known."""
    return _once(subject, "uses", _find_uses)


def _find_uses(subject):
    found = ((use, subject.reading.citing.find(use.key)) for use in subject.reading.rendered.citations if use.key)
    return [(use, source) for use, source in found if source is not None]


def _public_sentences(subject):
    """Return (source key, sentence) of what readers see of this item and the version may say no more."""
    return _once(subject, "public", _find_public) if subject.item.pk else []


def _find_public(subject):
    return list(Citation.objects.filter(item=subject.item).values_list("source_key", "sentence"))


class _Place:
    """A quotation of the text and what became of it in the sources cited with it."""

    def __init__(self, use, words):
        self.line = use.line if use.line > 0 else None
        self.words, self.quoted = words, _shown(words)
        self.cited: list[str] = []
        self.outcome = self.theirs = self.keys = ""

    def judge(self, texts):
        """Take the best that any of the cited sources gives; nothing where none has a text to look into."""
        matches = {key: quotations.look_up(self.words, texts[key]) for key in self.cited if key in texts}
        for outcome in ("found", "near", "missing"):
            fitting = [key for key, match in matches.items() if match.outcome == outcome]
            if fitting:
                self.outcome, self.keys = outcome, ", ".join(fitting)
                self.theirs = matches[fitting[0]].words
                return


def _matched(subject) -> list[_Place]:
    return _once(subject, "quotations", _match)


def _match(subject):
    """Return the quotations of the text that some cited source has an archived text for, judged. One query."""
    places: dict[tuple, _Place] = {}
    for use, source in _known_uses(subject):
        for words in filter(quotations.is_quotation, quotations.of_use(use)):
            place = places.setdefault((use.line, use.sentence, words), _Place(use, words))
            if source.key not in place.cited:
                place.cited.append(source.key)
    keys = {key for place in places.values() for key in place.cited}
    if not keys:
        return []
    stored = SourceText.objects.filter(item__kind="source", item__key__in=sorted(keys))
    texts = dict(stored.values_list("item__key", "text"))
    for place in places.values():
        place.judge(texts)
    return [place for place in places.values() if place.outcome]


def _shown(words) -> str:
    one_line = " ".join(str(words).split())
    return one_line if len(one_line) <= _SHOWN else f"{one_line[: _SHOWN - 1]}…"
