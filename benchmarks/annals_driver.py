"""Annals' side of the comparison with Wagtail: the functions its benchmark calls, done the way our users do them."""

import itertools
import re
from functools import cache

from django.contrib.auth.models import User
from django.test import Client

from editorial import freezing, roles, transitions
from editorial.models import Item

NAME = "annals"
_numbers = itertools.count(1)


@cache
def _person(name, role):
    user, _created = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    roles.give(user, role)
    return user


def _author():
    return _person("bench-author", "author")


def _reviewer():
    return _person("bench-reviewer", "reviewer")


def _book(key):
    book = Item.objects.filter(kind="book", key=key).first()
    return book or transitions.create("book", key=key, actor=_author(), fields={"title": key})


def _markdown(html):
    """The comparison hands out HTML; authors write Markdown. The same words, headings and lists."""
    text = re.sub(r"<h(\d)>(.*?)</h\d>", lambda found: f"\n\n{'#' * int(found[1])} {found[2]}\n\n", html)
    text = re.sub(r"<li>(.*?)</li>", r"- \1\n", text)
    text = re.sub(r"</?(p|ul)>", "\n\n", text)
    text = re.sub(r"<b>(.*?)</b>", r"**\1**", text)
    return re.sub(r'<a href="([^"]*)">(.*?)</a>', r"[\2](\1)", text)


def make_public(html, siblings=12):
    book = _book("bench-public")
    made = [_create(book, f"第{number}章", f"chapter-{number}", html if number == 1 else "短") for number in
            range(1, siblings + 1)]  # fmt: skip
    outline = "[main]\n" + "\n".join(item.key.rpartition("/")[2] for item in made)
    transitions.edit(book, actor=_author(), fields={"outline": outline})
    _publish(book)
    return made[0].public_page.path


def make_bin(slug="bin"):
    return _book(slug)


def create(parent, html):
    number = next(_numbers)
    return _create(parent, f"测试页 {number}", f"t-{number}", html)


def _create(book, title, slug, html):
    item = transitions.create(
        "chapter", key=f"{book.key}/{slug}", actor=_author(), fields={"title": title, "body": _markdown(html)},
        collection=book,
    )  # fmt: skip
    _publish(item)
    return Item.objects.get(pk=item.pk)


def save_revision(page, html):
    return transitions.edit(page, actor=_author(), fields={"body": _markdown(html)})


def publish(page, revision):
    _publish(page)


def _publish(item):
    submission = transitions.submit([Item.objects.get(pk=item.pk)], actor=_author())
    seal = freezing.freeze_submission(submission).seal
    transitions.sign(submission, actor=_reviewer(), seal=seal)


def reload(page):
    return Item.objects.get(pk=page.pk)


def public_path(page):
    return Item.objects.get(pk=page.pk).public_page.path


def admin_client():
    client = Client()
    client.force_login(_author())
    return client


def admin_list_path(parent):
    return "/admin/book/chapter/"


def admin_edit_path(page):
    return f"/admin/book/chapter/{page.row.pk}/change/"
