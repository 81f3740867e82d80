"""Writing the public record: a release with its body and links, its publication, and the page that points to it."""

from django.db.models import Max
from django.utils.translation import gettext as _

from editorial import clock, errors, public_stamp, roles, writers
from editorial.models import Publication, PublicationAct, PublicPage, Release, ReleaseBody, ReleaseLink, SignoffManner


def write_release(member, frozen, *, signoffs) -> Release:
    """Append the release of one frozen member. The seal is stored with it; nothing is rendered again here."""
    manners = {signoff.manner for signoff in signoffs}
    manner = next((each for each in (SignoffManner.OVERRIDE, SignoffManner.SELF) if each in manners), "review")
    return append_release(
        member.item, member.version, frozen, manner=manner, authors=writers.credited(member.version, member.item),
        signers=[{"name": signoff.person_name, "stage": signoff.stage_name} for signoff in signoffs],
    )  # fmt: skip


def append_release(item, version, frozen, *, manner, signers, authors) -> Release:
    """Append a release of ``version``, frozen as ``frozen``, with its body and links."""
    number = (Release.objects.filter(item=item).aggregate(Max("number"))["number__max"] or 0) + 1
    release = Release.objects.create(
        item=item,
        number=number,
        kind=item.kind,
        key=item.key,
        collection_key=item.collection.key if item.collection_id else "",
        version=version,
        version_number=version.number,
        path=frozen.path,
        title=frozen.title[:500],
        title_en=frozen.title_en[:500],
        card=frozen.card,
        schema=frozen.schema,
        content_sha256=version.content_sha256,
        seal_sha256=frozen.seal_sha256,
        signers=signers,
        authors=authors,
        manner=manner,
        at=clock.now(),
    )
    ReleaseBody.objects.create(
        release=release,
        html=frozen.html,
        text=frozen.text,
        outline=frozen.outline,
        sections=frozen.sections,
        data=frozen.data,
    )
    ReleaseLink.objects.bulk_create(
        ReleaseLink(
            release=release,
            role=link.role,
            position=position,
            target_kind=link.kind,
            target_key=link.key,
            label=link.label[:500],
            locator=link.locator[:200],
            qualifier=link.qualifier,
            note=link.note[:1000],
            count=link.count,
        )
        for position, link in enumerate(frozen.links)
    )
    return release


def put_up(release, *, actor, act=PublicationAct.PUBLISH, reason="", notice=""):
    """Make ``release`` what readers see of its item; they find ``notice`` above the text until the next change."""
    item = release.item
    taken = PublicPage.objects.live().filter(path=release.path).exclude(item=item).first()
    if taken is not None:
        raise errors.WrongState(
            _("The address %(path)s already belongs to “%(title)s”.")
            % {"path": release.path, "title": taken.release.title}
        )
    now = clock.now()
    _append(release, act=act, actor=actor, at=now, reason=reason, notice=notice)
    PublicPage.objects.update_or_create(
        item=item,
        defaults={
            "kind": item.kind, "key": item.key, "collection_key": release.collection_key, "path": release.path,
            "release": release, "updated_at": now, "withdrawn_at": None, "notice": notice,
        },
        create_defaults={
            "kind": item.kind, "key": item.key, "collection_key": release.collection_key, "path": release.path,
            "release": release, "updated_at": now, "withdrawn_at": None, "notice": notice, "first_published_at": now,
        },
    )  # fmt: skip


def take_down(item, *, actor, reason, notice):
    """Take the current release of ``item`` away from readers; its address answers with ``notice`` from now on."""
    page = item.public_page
    now = clock.now()
    _append(page.release, act=PublicationAct.WITHDRAW, actor=actor, at=now, reason=reason, notice=notice)
    PublicPage.objects.filter(pk=page.pk).update(release=None, withdrawn_at=now, updated_at=now, notice=notice)


def _append(release, *, act, actor, at, reason, notice=""):
    Publication.objects.create(
        item=release.item, release=release, act=act, at=at, by=actor, by_name=roles.name_of(actor), reason=reason,
        notice=notice,
    )  # fmt: skip
    public_stamp.touch_on_commit()
