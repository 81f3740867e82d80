"""The history of one record: what happened, every version as it was stored, two versions compared, restoring one.

Looking reads stored data and writes nothing, not even in a transaction that is undone. A version is always looked up
through its record: the number of another record's version is a 404. reversion's own admin pages are not used.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _

from editorial import guards, history, queries, roles, transitions
from editorial.admin.differences import between, values
from editorial.admin.listing import standing_label
from editorial.admin.refusals import answered
from editorial.models import Act, AuditEntry, DraftVersion

ROWS_PER_PAGE = 30


class HistoryViews:
    """The history pages of an ItemAdmin."""

    pages = [
        ("history/<int:number>/", "version_view", "version"),
        ("history/<int:number>/restore/", "restore_view", "restore"),
        ("history/compare/", "compare_view", "compare"),
        ("releases/", "releases_view", "releases"),
    ]

    def history_view(self, request, object_id, extra_context=None):
        """The audit trail of one record with its versions and releases, newest first, a page at a time."""
        row = self.row_for(request, object_id)
        trail = AuditEntry.objects.filter(item=row.item).order_by("-at", "-pk")
        page = Paginator(trail, ROWS_PER_PAGE).get_page(request.GET.get("p"))
        rows = _history_rows(self, row, page.object_list)
        numbers = [each["version"].number for each in rows if each["made_version"]]
        return self.render_item_page(
            request, row, "editorial/history.html", _("History of “%(title)s”") % {"title": row.item.title},
            page=page, rows=rows, standing=standing_label(row.item), newest_shown=max(numbers, default=None),
            before_newest=max(numbers[1:], default=None),
        )  # fmt: skip

    def version_view(self, request, object_id, number):
        """One version as it was stored."""
        row = self.row_for(request, object_id)
        version = self._version(row, number)
        snapshot = self._stored(version)
        return self.render_item_page(
            request, row, "editorial/version.html",
            _("“%(title)s”, version %(number)s") % {"title": version.title or row.item.key, "number": number},
            version=version, values=values(self.kind, snapshot) if snapshot else None,
            missing=_missing_targets(row.item, snapshot), newest=row.item.lock_version,
            objections=guards.to_restore(row.item, request.user),
            restore_url=self.row_url(row, "restore", number=number), compare_url=self.row_url(row, "compare"),
        )  # fmt: skip

    @answered
    def restore_view(self, request, object_id, number):
        """Make a stored version the new draft. POST only; its own right."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = self.row_for(request, object_id)
        self._version(row, number)
        version = transitions.restore(row.item, number, actor=request.user)
        if version is None:
            sentence = _("The draft already says what version %(old)s says, so no version was made.")
            self.message_user(request, sentence % {"old": number}, messages.INFO)
        else:
            sentence = _("Version %(old)s was restored as version %(new)s. What readers see is unchanged.")
            self.message_user(request, sentence % {"old": number, "new": version.number}, messages.SUCCESS)
        return HttpResponseRedirect(self.row_url(row, "change"))

    def compare_view(self, request, object_id):
        """Two versions of this record; ``from`` and ``to`` are version numbers, by default the newest two."""
        row = self.row_for(request, object_id)
        newest = row.item.lock_version
        new = self._version(row, _number(request.GET.get("to"), newest))
        old = self._version(row, _number(request.GET.get("from"), max(new.number - 1, 1)))
        before, after = self._stored(old), self._stored(new)
        readable = before is not None and after is not None
        return self.render_item_page(
            request, row, "editorial/compare.html",
            _("“%(title)s”: version %(old)s against %(new)s")
            % {"title": row.item.title, "old": old.number, "new": new.number},
            old=old, new=new, differences=between(self.kind, before, after) if readable else None,
            sides=request.GET.get("view") == "sides",
        )  # fmt: skip

    def releases_view(self, request, object_id):
        """Every release of this record with its permanent address."""
        row = self.row_for(request, object_id)
        releases = row.item.releases.order_by("-number")
        page = Paginator(releases, ROWS_PER_PAGE).get_page(request.GET.get("p"))
        publications = row.item.publications.select_related("release").order_by("-at", "-pk")[:ROWS_PER_PAGE]
        return self.render_item_page(
            request, row, "editorial/releases.html", _("Releases of “%(title)s”") % {"title": row.item.title},
            page=page, publications=publications, current=row.item.public_release,
            roll_back_url=self.row_url(row, "roll_back"),
            may_roll_back=roles.may_publish(request.user, row.item),
        )  # fmt: skip

    def _version(self, row, number):
        try:
            version = history.version(row.item, number)
        except DraftVersion.DoesNotExist as error:
            raise Http404 from error
        return version

    def _stored(self, version):
        """Return the stored snapshot, or None where a payload cannot be read."""
        try:
            return history.snapshot_of(version)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            return None


def _number(text, default):
    if text is None or text == "":
        return default
    if not text.isdecimal():
        raise Http404
    return int(text)


def _history_rows(admin, row, entries):
    """Return one dict for each audit entry, with its version or release where it made one. Two queries for a page."""
    entries = list(entries)
    numbers = {entry.version_number for entry in entries if entry.version_number}
    versions = {version.number: version for version in row.item.versions.filter(number__in=numbers)}
    released = {entry.release_number for entry in entries if entry.release_number}
    releases = {release.number: release for release in row.item.releases.filter(number__in=released)}
    rows = []
    for entry in entries:
        made = entry.act in {*Act.writing(), Act.DISCARD}
        version = versions.get(entry.version_number)
        rows.append(
            {
                "entry": entry,
                "version": version,
                "made_version": version if made else None,
                "version_url": admin.row_url(row, "version", number=version.number) if version else "",
                "release": releases.get(entry.release_number),
            }
        )
    return rows


def _missing_targets(item, snapshot):
    """Return the ``kind:key`` of relations in an old version whose record does not exist (any more)."""
    if snapshot is None:
        return []
    names = {(value["kind"], value["key"]) for related in snapshot.relations.values() for value in related}
    found = queries.items_called(names, collection=item.collection)
    return sorted(f"{kind}:{key}" for kind, key in names - set(found))
