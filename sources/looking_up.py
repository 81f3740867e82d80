"""Look-ups: what the DOI and arXiv registries say about a source, asked in the background, taken over by a person.

Off unless ``ANNALS_LOOKUPS`` allows it. A question is a job like everything derived: queued on commit, retried with
back-off, given up after some tries. Without a network nothing fails but the job.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from lxml import etree

from editorial import clock, errors, guards, jobs, transitions
from editorial.models import Job
from editorial.text.slugs import clean_title
from sources import csl, fetching, identity
from sources.importing import dates, planning
from sources.importing.bibtex_names import read as read_names
from sources.models import LookUp, LookUpState

#: Tries of one question.
MOST_TRIES = 6
_ATOM = {"a": "http://www.w3.org/2005/Atom", "x": "http://arxiv.org/schemas/atom"}
_CSL_TYPE = "application/vnd.citationstyles.csl+json"


def question_of(row) -> tuple[str, str] | None:
    """Return (scheme, value) of what a registry can be asked about a source row; None for nothing."""
    if row.arxiv:
        return "arxiv", row.arxiv
    return ("doi", row.doi) if row.doi else None


@transaction.atomic
def ask(item, *, actor) -> LookUp:
    """Ask the registry about a source, in the background. Raises NotAllowed and WrongState."""
    guards.insist(guards.to_edit(item, actor))
    if not settings.ANNALS_LOOKUPS:
        raise errors.WrongState(_("Look-ups are switched off here. An administrator can allow them: ANNALS_LOOKUPS."))
    question = question_of(item.row)
    if question is None:
        raise errors.WrongState(_("The source has neither a DOI nor an arXiv number."))
    row, _created = LookUp.objects.update_or_create(
        item=item,
        defaults={
            "scheme": question[0], "value": question[1], "state": LookUpState.WAITING, "csl": {}, "reason": "",
            "asked_by": actor, "asked_at": clock.now(), "answered_at": None,
        },
    )  # fmt: skip
    jobs.want([f"lookup:{item.pk}"])
    return row


def make(item_pk):
    """Ask what is waiting to be asked about an item; returns what stores the answer. A failure is tried again."""
    row = LookUp.objects.filter(item_id=item_pk, state=LookUpState.WAITING).first()
    if row is None or not settings.ANNALS_LOOKUPS:
        return None
    try:
        found = find(row.scheme, row.value)
    except fetching.NotReached as error:
        tries = Job.objects.filter(name=f"lookup:{item_pk}").values_list("attempts", flat=True).first() or 0
        if tries + 1 < MOST_TRIES:
            raise
        answer = {"state": LookUpState.GIVEN_UP, "reason": error.reason}
    else:
        answer = {"state": LookUpState.FOUND, "csl": found} if found else {"state": LookUpState.NOTHING}
    return lambda: LookUp.objects.filter(pk=row.pk, asked_at=row.asked_at).update(**answer, answered_at=clock.now())


@transaction.atomic
def take_over(item, *, actor):
    """Fill the gaps of a source with what the registry said; returns the new version, None where nothing was missing."""
    guards.insist(guards.to_edit(item, actor))
    row = LookUp.objects.filter(item=item, state=LookUpState.FOUND).first()
    if row is None:
        raise errors.WrongState(_("There is no answer to take over."))
    source = item.row
    found = gaps_of(source, row)
    version = None
    if found:
        fields = {"csl": {**source.csl, **found}}
        if "title" in found:
            fields["title"] = found["title"][:500]
        note = _("from %(scheme)s %(value)s") % {"scheme": row.scheme, "value": row.value}
        version = transitions.edit(item, actor=actor, fields=fields, note=note)
    LookUp.objects.filter(pk=row.pk).update(state=LookUpState.APPLIED)
    return version


def gaps_of(source, row) -> dict:
    """Return the CSL variables an answer would fill in; what the record says is never overwritten."""
    return planning.gaps(source.csl, row.csl, title=source.title)


# Registries


def find(scheme, value) -> dict:
    """Return the CSL of a DOI or an arXiv number; empty where the registry does not know it. Raises NotReached."""
    return _find_doi(value) if scheme == "doi" else _find_arxiv(value)


def _find_doi(doi) -> dict:
    """Ask for CSL-JSON by content negotiation (https://citation.crosscite.org/docs.html)."""
    answer = fetching.fetch(f"{settings.ANNALS_DOI_URL}/{quote(doi, safe='/')}", accept=_CSL_TYPE)
    if answer.status in (404, 410):
        return {}
    _insist(answer)
    try:
        item = csl.Item(json.loads(answer.body))
    except (ValueError, RecursionError, csl.NotAnItem) as error:
        raise fetching.NotReached("unreadable") from error
    found = item.as_csl()
    found.pop("id", None)
    if identity.doi(found.get("DOI")) not in ("", doi):
        raise fetching.NotReached("unreadable")
    return found | {"DOI": doi} if found.get("title") else {}


def _find_arxiv(number) -> dict:
    """Ask arXiv's API (https://info.arxiv.org/help/api/user-manual.html), which answers in Atom."""
    answer = fetching.fetch(f"{settings.ANNALS_ARXIV_URL}?id_list={quote(number)}&max_results=1")
    _insist(answer)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        entry = etree.fromstring(answer.body, parser).find("a:entry", _ATOM)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise fetching.NotReached("unreadable") from error
    title = clean_title(entry.findtext("a:title", "", _ATOM)) if entry is not None else ""
    if not title or title == "Error":
        return {}
    names = " and ".join(name.text or "" for name in entry.findall("a:author/a:name", _ATOM)[:3000])
    made = {
        "type": "article", "title": title, "author": read_names(names)[0],
        "issued": dates.read(entry.findtext("a:published", "", _ATOM)), "archive": "arXiv", "archive_location": number,
        "DOI": identity.doi(entry.findtext("x:doi", "", _ATOM)), "URL": f"https://arxiv.org/abs/{number}",
    }  # fmt: skip
    return {variable: value for variable, value in made.items() if value}


def _insist(answer):
    if answer.status != 200:
        raise fetching.NotReached("busy")
    if answer.cut:
        raise fetching.NotReached("unreadable")
