"""How far collections are on their way: a hook, since the engine knows no chapter.

An app registers one function that returns what the desk shows of the collections a person may see. It is asked once
for each desk, and answers in a fixed number of queries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Part:
    """One part of a collection: a chapter. ``length`` and its bounds are in the collection's own measure.

    ``length`` and ``citations`` are None where nothing was counted yet; the bounds where the collection has none.
    """

    pk: int
    label: str
    title: str
    status: str
    is_public: bool
    length: int | None
    least: int | None
    most: int | None
    citations: int | None
    errors: int
    warnings: int
    changed_at: datetime

    @property
    def aim(self) -> int | None:
        """What a full bar stands for."""
        return self.most or self.least

    @property
    def fit(self) -> str:
        """``short``, ``right`` or ``long``; empty where there is no target or no count."""
        if self.length is None or not self.aim:
            return ""
        if self.least and self.length < self.least:
            return "short"
        return "long" if self.most and self.length > self.most else "right"


@dataclass(frozen=True)
class Whole:
    """One collection with its first parts, in order; ``count`` is that of all, ``length`` their sum."""

    pk: int
    title: str
    parts: tuple[Part, ...]
    count: int
    length: int
    public: int
    list_url: str


_ask: list[Callable] = []


def register(ask):
    """Register ``ask(person) -> list[Whole]``. Registering it again changes nothing."""
    if ask not in _ask:
        _ask.append(ask)


def of_collections(person) -> list[Whole]:
    """Return the progress of the collections that ``person`` may see."""
    return [whole for ask in _ask for whole in ask(person)]
