"""Who may do what: the people and their roles, book by book, the matrix behind them, and giving and taking roles."""

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from editorial import guards, kinds, roles
from editorial.admin.refusals import answered
from editorial.models import Item, Membership, Role


def in_words(membership) -> str:
    """Return one role in words: what, and where."""
    where = membership.collection.title if membership.collection_id else _("all books")
    return _("%(role)s (%(where)s)") % {"role": membership.get_role_display(), "where": where}


@require_safe
def overview(request):
    """Show people with their roles, and what each role may do. Those who look after people find the forms here."""
    person = request.user
    if not roles.may(person, "see_roles"):
        raise PermissionDenied
    books = Item.objects.of_kind(*kinds.collection_kinds()).order_by("title", "key")
    shown = Membership.objects.select_related("collection").order_by("role", "collection__title", "pk")
    where = roles.books(person, "see_roles")
    if where is not roles.EVERYWHERE:
        books = books.filter(pk__in=where)
        shown = shown.filter(collection__in=where) | shown.filter(collection=None)
    people = (
        get_user_model()
        .objects.prefetch_related(Prefetch("memberships", shown, to_attr="shown"))
        .order_by("-is_active", "last_name", "first_name", "username")
    )
    granted = roles.books(person, "manage_people")
    context = {
        **admin.site.each_context(request),
        "title": _("Who may do what"),
        "people": [_row(each, person) for each in people],
        "may_grant": bool(granted) or granted is roles.EVERYWHERE,
        "may_grant_everywhere": granted is roles.EVERYWHERE,
        "books": [book for book in books if granted is roles.EVERYWHERE or book.pk in granted],
        "chosen": request.GET.get("person", ""),
        "roles": Role.choices,
        "matrix": [
            {"act": words, "allowed": [act in roles.PERMISSIONS[role] for role in Role]}
            for act, words in roles.ACTS.items()
        ],
    }
    request.current_app = admin.site.name
    return TemplateResponse(request, "editorial/roles.html", context)


def _row(person, looker):
    return {
        "person": person,
        "name": roles.name_of(person),
        "memberships": [
            {
                "membership": each,
                "where": each.collection.title if each.collection_id else "",
                "may_take": not guards.to_grant(looker, person, each.collection),
            }
            for each in person.shown
        ],
        "may_give": not guards.to_grant(looker, person),
    }


@require_POST
@answered
@transaction.atomic
def give(request):
    """Give a person a role, in one book or in all. Somebody who could not sign in to the desk can from then on."""
    if not roles.may(request.user, "manage_people"):
        raise PermissionDenied
    person = get_object_or_404(get_user_model(), pk=_number(request.POST.get("person")))
    role = request.POST.get("role", "")
    collection = None
    if request.POST.get("book") != "*":
        books = Item.objects.of_kind(*kinds.collection_kinds())
        collection = get_object_or_404(books, pk=_number(request.POST.get("book")))
    guards.insist(guards.to_grant(request.user, person, collection, role=role, exactly=True))
    membership = roles.give(person, role, collection=collection, actor=request.user)
    sentence = _("%(name)s is now %(role)s.")
    messages.success(request, sentence % {"name": roles.name_of(person), "role": in_words(membership)})
    return _back(person)


@require_POST
@answered
@transaction.atomic
def take(request, pk):
    """Take a role away."""
    if not roles.may(request.user, "manage_people"):
        raise PermissionDenied
    membership = get_object_or_404(Membership.objects.select_related("person", "collection"), pk=pk)
    person = membership.person
    guards.insist(guards.to_grant(request.user, person, membership.collection, exactly=True))
    words = in_words(membership)
    roles.take(membership, actor=request.user)
    messages.success(request, _("%(name)s is no longer %(role)s.") % {"name": roles.name_of(person), "role": words})
    return _back(person)


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def _back(person):
    return HttpResponseRedirect(f"{reverse('admin:roles')}?person={person.pk}#person-{person.pk}")
