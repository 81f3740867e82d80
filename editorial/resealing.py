"""Which sealed texts still call a record by the name it had before: those that sealing again would bring up to date."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from editorial.models import PublicPage, Release, ReleaseLink


@dataclass(frozen=True)
class Renamed:
    """A record that a public page names by an earlier title."""

    kind: str
    key: str
    old: str
    new: str


def renamed_links(releases):
    """Return the links of ``releases`` (a queryset) whose words are an earlier public title of their target.

    Words that an author chose are no title and are left out.
    """
    earlier = Release.objects.filter(kind=OuterRef("target_kind"), key=OuterRef("target_key")).filter(
        Q(title=OuterRef("label")) | Q(title_en=OuterRef("label"))
    )
    now = PublicPage.objects.live().filter(kind=OuterRef("target_kind"), key=OuterRef("target_key"))
    unchanged = now.filter(Q(release__title=OuterRef("label")) | Q(release__title_en=OuterRef("label")))
    return (
        ReleaseLink.objects.filter(release__in=releases)
        .exclude(label="")
        .filter(Exists(earlier), Exists(now))
        .exclude(Exists(unchanged))
        .order_by("release", "position")
    )


def renamed_in(item) -> list[Renamed]:
    """Return the records that the public page of ``item`` calls by a former name. Two queries."""
    release = item.public_release
    if release is None:
        return []
    links = list(renamed_links(Release.objects.filter(pk=release.pk)))
    if not links:
        return []
    pages = PublicPage.objects.live().filter(kind__in={link.target_kind for link in links}).select_related("release")
    titles = {(page.kind, page.key): page.release.title for page in pages}
    found = [
        Renamed(each.target_kind, each.target_key, each.label, titles[each.target_kind, each.target_key])
        for each in links
    ]
    return list(dict.fromkeys(found))


def pages_to_seal_again():
    """Return the public pages that call a record by a former name."""
    current = PublicPage.objects.live().values("release")
    return PublicPage.objects.live().filter(release__in=renamed_links(current).values("release"))
