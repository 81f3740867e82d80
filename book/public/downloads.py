"""The files in which references can be taken away, as pages name them; :mod:`book.public.views.downloads` answers."""

from book.public.frames import Link

#: ending → name of the format
FORMATS = (("bib", "BibTeX"), ("json", "CSL-JSON"), ("ris", "RIS"), ("txt", "TXT"))


def of_bibliography(entry) -> list[Link]:
    """Return the files of everything a record cites."""
    return [Link(f"{entry.href}bibliography.{ending}", label) for ending, label in FORMATS]


def of_source(entry) -> list[Link]:
    """Return the files of the source itself."""
    return [Link(f"{entry.href}cite.{ending}", label) for ending, label in FORMATS]
