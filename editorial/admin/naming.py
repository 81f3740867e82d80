"""Who is asked to review, and by when: two fields of the forms that submit something."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial import errors, roles


def reviewers_for(person, item) -> list:
    """Return the active people of the desk whom ``person`` may ask for a review of ``item``, by name."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(pk=person.pk)
    found = [each for each in people.prefetch_related("memberships") if roles.may_review(each, item)]
    for each in found:
        each.shown_name = roles.name_of(each)
    return sorted(found, key=lambda each: each.shown_name.casefold())


def asked(request) -> dict:
    """Return the reviewers and the day a form asks for, as transitions take them. Raises WrongState for what is no day."""
    numbers = [int(each) for each in request.POST.getlist("reviewer") if each.isdecimal()]
    try:
        due_on = forms.DateField(required=False).clean(request.POST.get("due_on", ""))
    except forms.ValidationError as error:
        raise errors.WrongState(" ".join(error.messages)) from error
    if due_on is not None and due_on < timezone.localdate():
        raise errors.WrongState(_("The day by which it should be done lies in the past."))
    return {"reviewers": list(get_user_model().objects.filter(pk__in=numbers)), "due_on": due_on}
