"""What an empty development installation is filled with: the demo book and the people who made it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction

from book.demo.play import prepare_demo
from editorial.models import Item


@dataclass(frozen=True)
class Person:
    """Someone who can sign in to the demo: user name, role, password."""

    name: str
    role: str
    password: str


def first_start(*, report: Callable[[str], None]) -> list[Person]:
    """Import the demo book where nothing and nobody is yet; its people, else an empty list.

    All or nothing, so that a start broken off in the middle begins again. Production gets no demo and no people.
    ``report`` takes sentences for people.
    """
    people = get_user_model().objects
    if not settings.DEBUG or Item.objects.exists() or people.exists():
        return []
    report("First start: importing the demo book and playing its history. This takes about half a minute …")
    with transaction.atomic():
        passwords = prepare_demo()
    roles = dict(people.values_list("username", "memberships__role"))
    return [Person(name, roles[name] or "", password) for name, password in passwords]
