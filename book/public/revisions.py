"""Which release a page shows, and the others that can be read."""

from dataclasses import dataclass, field

from book.public.current import Found, Past
from book.public.entries import prefix


@dataclass(frozen=True)
class Other:
    number: int
    at: object
    href: str


@dataclass(frozen=True)
class Revision:
    """The release on the page. ``earlier`` when readers of the current page see another one by now.

    ``notice`` is what the editors say about the current one: why an older release took the place of a newer.
    """

    number: int
    current: int
    at: object
    href: str
    permanent: bool
    others: list[Other] = field(default_factory=list)
    notice: str = ""

    @property
    def earlier(self) -> bool:
        return self.number != self.current


def permanent_path(path, number) -> str:
    """Return the path at which one release can be read for as long as it is not withdrawn."""
    return f"{path}r/{number}/"


def revision(found: Found, past: list[Past], *, language) -> Revision:
    """Describe the release on the page; ``past`` are the other readable ones."""
    path, release = found.page.path, found.release
    start = prefix(language)
    others = [Other(each.number, each.at, start + permanent_path(path, each.number)) for each in past]
    return Revision(
        number=release.number, current=found.page.release.number, at=release.at,
        href=start + permanent_path(path, release.number), permanent=found.permanent, others=others,
        notice="" if found.permanent else found.page.notice,
    )  # fmt: skip
