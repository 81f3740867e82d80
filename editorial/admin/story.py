"""The story of one record, told in sentences for people who never heard of versions and seals.

Made from the audit trail. What one person wrote on one day without anything in between is one episode, so that two
hundred saves read as a few lines.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editorial.admin.listing import standing_label
from editorial.models import Act, AuditEntry, DraftVersion

EPISODES_PER_PAGE = 40
#: Acts that the sentence of another act tells already: signing the last stage publishes in the same moment.
_WRITTEN = {Act.EDIT, Act.CREATE}
_COLUMNS = (
    "pk", "act", "actor", "actor_name", "at", "version_number", "release_number", "submission_id", "reason", "detail",
)  # fmt: skip


@dataclass
class Episode:
    """Something one person did at one time. ``links`` are (words, address); ``tone`` colours the mark beside it."""

    act: str
    actor: int | None
    name: str
    at: datetime
    until: datetime
    first_version: int | None = None
    last_version: int | None = None
    release: int | None = None
    submission: int | None = None
    said: str = ""
    detail: dict = field(default_factory=dict)
    sentence: str = ""
    links: list = field(default_factory=list)

    @property
    def tone(self) -> str:
        if self.act in (Act.PUBLISH, Act.ROLL_BACK, Act.RESEAL):
            return "public"
        if self.act in (Act.RETURN, Act.UNPUBLISH, Act.OVERRIDE):
            return "grave"
        return "review" if self.act in (Act.SUBMIT, Act.SIGN, Act.SCHEDULE, Act.WITHDRAW_SUBMISSION) else "draft"


class StoryViews:
    """The page of an ItemAdmin that tells the story of a record."""

    pages = [("story/", "story_view", "story")]

    def story_view(self, request, object_id):
        """What happened to this record, newest first, or from the beginning with ``?from=start``."""
        row = self.row_for(request, object_id)
        told = episodes(AuditEntry.objects.filter(item=row.item))
        from_start = request.GET.get("from") == "start"
        page = Paginator(told if from_start else told[::-1], EPISODES_PER_PAGE).get_page(request.GET.get("p"))
        self._tell(row, page.object_list)
        return self.render_item_page(
            request, row, "editorial/story.html", _("The story of “%(title)s”") % {"title": row.item.title},
            page=page, standing=standing_label(row.item), from_start=from_start,
            pager_query="from=start&" if from_start else "",
        )  # fmt: skip

    def _tell(self, row, shown):
        """Give each episode its sentence and its links. Two queries for a page."""
        numbers = {number for each in shown for number in (each.first_version, each.last_version) if number}
        known = set(row.item.versions.filter(number__in=numbers).values_list("number", flat=True))
        before = _numbers_before(row.item, {each.first_version for each in shown if each.first_version})
        released = {each.release for each in shown if each.release}
        paths = dict(row.item.releases.filter(number__in=released).values_list("number", "path"))
        for each in shown:
            each.sentence = sentence(each)
            each.links = self._links(row, each, known, before, paths)

    def _links(self, row, episode, known, before, paths):
        found = []
        if episode.act in {*Act.writing(), Act.DISCARD, Act.MERGE, Act.UNMERGE} and episode.last_version in known:
            earlier = before.get(episode.first_version)
            if earlier is not None:
                address = f"{self.row_url(row, 'compare')}?from={earlier}&to={episode.last_version}"
                found.append((_("what changed"), address))
            found.append((_("read it"), self.row_url(row, "version", number=episode.last_version)))
        if episode.submission:
            found.append((_("the review"), reverse("admin:review", args=[episode.submission])))
        if episode.release in paths:
            path = f"{paths[episode.release]}r/{episode.release}/"
            found.append((_("release %(number)s") % {"number": episode.release}, path))
        return found


def _numbers_before(item, numbers) -> dict[int, int]:
    """Return the number of the version before each of ``numbers``; versions that were pruned are skipped."""
    if not numbers:
        return {}
    kept = list(DraftVersion.objects.filter(item=item).order_by("number").values_list("number", flat=True))
    return {number: max(older) for number in numbers if (older := [each for each in kept if each < number])}


def episodes(entries) -> list[Episode]:
    """Return the story of audit rows, the oldest first. One query."""
    told: list[Episode] = []
    for row in entries.order_by("at", "pk").values(*_COLUMNS):
        last = told[-1] if told else None
        day = timezone.localtime(row["at"]).date()
        goes_on = (
            last is not None
            and row["act"] == Act.EDIT
            and last.act in _WRITTEN
            and last.actor == row["actor"]
            and not (last.said and row["reason"])
            and timezone.localtime(last.until).date() == day
        )
        if goes_on:
            last.until, last.last_version = row["at"], row["version_number"]
            last.said = last.said or row["reason"]
            continue
        told.append(
            Episode(
                row["act"], row["actor"], row["actor_name"], row["at"], row["at"], row["version_number"],
                row["version_number"], row["release_number"], row["submission_id"], row["reason"], row["detail"] or {},
            )
        )  # fmt: skip
    return told


def sentence(episode) -> str:
    """Return what happened, in one sentence, in the language that is active."""
    values = {
        "name": episode.name, "first": episode.first_version, "last": episode.last_version,
        "release": episode.release, "stage": episode.detail.get("stage") or "",
    }  # fmt: skip
    if episode.act in _WRITTEN:
        return _writing(episode) % values
    if episode.act in (Act.SIGN, Act.OVERRIDE):
        return _signing(episode) % values
    if episode.act == Act.SCHEDULE:
        moment = timezone.localtime(datetime.fromisoformat(episode.detail["publish_at"]))
        values["moment"] = date_format(moment, "DATETIME_FORMAT")
    if episode.act in _SENTENCES:
        return _SENTENCES[episode.act]() % values
    return _("%(name)s: %(act)s.") % {**values, "act": Act(episode.act).label}


def _writing(episode):
    several = episode.first_version != episode.last_version
    if episode.act == Act.CREATE:
        return (
            _("%(name)s began this record and wrote up to version %(last)s.") if several
            else _("%(name)s began this record.")
        )  # fmt: skip
    return (
        _("%(name)s wrote on: versions %(first)s to %(last)s.")
        if several
        else _("%(name)s wrote on: version %(last)s.")
    )


def _signing(episode):
    if episode.act == Act.OVERRIDE:
        return _("%(name)s approved this against the rules, as an editor may, and gave a reason.")
    if episode.detail.get("manner") == "self":
        return _("%(name)s approved their own text, as this book allows, and gave a reason.")
    return _("%(name)s signed the stage %(stage)s.") if episode.detail.get("stage") else _("%(name)s approved this.")


_SENTENCES = {
    Act.RESTORE: lambda: _("%(name)s brought an old version back as version %(last)s."),
    Act.DISCARD: lambda: _("%(name)s discarded the changes of the draft; it says what readers see again."),
    Act.SUBMIT: lambda: _("%(name)s submitted version %(last)s for review."),
    Act.WITHDRAW_SUBMISSION: lambda: _("%(name)s took it back from review."),
    Act.RETURN: lambda: _("%(name)s returned it, to be changed."),
    Act.SCHEDULE: lambda: _("%(name)s set it to be published %(moment)s."),
    Act.PUBLISH: lambda: _("%(name)s published it as release %(release)s."),
    Act.RESEAL: lambda: _(
        "%(name)s published the same words with the titles and links of that day, as release %(release)s."
    ),
    Act.ROLL_BACK: lambda: _("%(name)s let readers see release %(release)s again."),
    Act.UNPUBLISH: lambda: _("%(name)s withdrew the public page."),
    Act.IMPORT: lambda: _("%(name)s brought it in from a manuscript."),
    Act.CORRECT: lambda: _("%(name)s corrected the public text, beside the draft."),
    Act.COMMENT: lambda: _("%(name)s made a remark."),
    Act.SUGGEST: lambda: _("%(name)s proposed a small correction."),
    Act.ACCEPT: lambda: _("%(name)s accepted a proposed correction: version %(last)s."),
}
