"""Pages of a long list, and the letters that lead into it."""

from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase

from django.http import Http404, QueryDict

from book.public.entries import Entry

#: Rows on one page of a list: about 120 KB of HTML at most.
PAGE_SIZE = 300


@dataclass(frozen=True)
class Pager:
    """Where we are in a list; ``previous`` and ``next`` are query strings, empty at the ends."""

    number: int
    count: int
    previous: str = ""
    next: str = ""

    @property
    def slice(self) -> slice:
        return slice((self.number - 1) * PAGE_SIZE, self.number * PAGE_SIZE)


def pager(query: QueryDict, total) -> Pager:
    """Return the page that ``?page=`` asks for; Http404 for a page the list does not have."""
    count = max(1, -(-total // PAGE_SIZE))
    asked = query.get("page", "1")
    if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked[:9]) <= count:
        raise Http404
    number = int(asked)
    return Pager(
        number, count,
        _with_page(query, number - 1) if number > 1 else "",
        _with_page(query, number + 1) if number < count else "",
    )  # fmt: skip


def _with_page(query, number) -> str:
    changed = query.copy()
    changed["page"] = number
    return changed.urlencode()


@dataclass(frozen=True)
class Group:
    """The rows under one letter."""

    letter: str
    entries: list[Entry]

    @property
    def id(self) -> str:
        return "letter-other" if self.letter == "#" else f"letter-{self.letter.lower()}"


def by_letter(entries) -> list[Group]:
    """Group entries that are already in order."""
    return [Group(letter, list(members)) for letter, members in groupby(entries, key=lambda each: each.letter)]


def letters(sequence) -> list[dict]:
    """Return A to Z and # with the address of each letter's group; ``sequence`` is the letter of every row in order."""
    page_of = {}
    for place, letter in enumerate(sequence):
        page_of.setdefault(letter, place // PAGE_SIZE + 1)
    several = len(sequence) > PAGE_SIZE
    found = []
    for letter in [*ascii_uppercase, "#"]:
        if letter in page_of:
            start = f"?page={page_of[letter]}" if several else ""
            found.append({"letter": letter, "href": f"{start}#{Group(letter, []).id}"})
        elif letter != "#":
            found.append({"letter": letter, "href": ""})
    return found
