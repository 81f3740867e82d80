"""Citation keys of imported sources: the author's own where it can be cited, else one made as reference managers do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from urllib.parse import urlsplit

from editorial.text import slugs
from sources import keys
from sources.importing import people

_STOP = frozenset("the a an on of in for to and from how why what is are with by at introducing".split())
_HAN = re.compile("[\u3400-\u9fff]")
_LETTERS = (*"bcdefghijklmnopqrstuvwxyz", *(str(number) for number in range(2, 100_000)))
#: Parts of a host name that name nobody.
_NOBODY = frozenset("www m mobile com cn org net edu gov co io ai tech blog news app finance html zh en".split())


def key_of(text) -> str:
    """An address-safe key: lower case, words joined by hyphens, Han as pinyin. "" when nothing is left."""
    key = slugs.slugify(text)
    return key if key.isascii() else slugs.pinyin_slug(text)


def written(identifier) -> str:
    """A citation key as authors type it: kept, letter case included, characters that addresses cannot hold replaced."""
    normal = unicodedata.normalize("NFKC", keys.normalise(identifier))
    key = re.sub(r"[^\w.:+-]+", "-", normal).strip("-.:")
    return (key if key.isascii() else slugs.pinyin_slug(key))[:100]


def made(csl, title="") -> str:
    """Surname, year and first word of the title: `bahdanau2014neural`; without an author the name of the site."""
    author = key_of(people.first_key(keys.authors_of(csl))).replace("-", "") or _site(csl.get("URL"))
    year = keys.year_of(csl)
    year = year if year.isdigit() else ""
    title = title or csl.get("title") or ""
    words = [word for word in key_of(title).split("-") if word]
    if _HAN.match(title.strip("“”\"'《【「 ")):
        word = "".join(words[:3])
    else:
        word = next((word for word in words if word not in _STOP and not word.isdigit()), "")
    return f"{author[:40]}{year}{word[:30]}"


def _site(address) -> str:
    try:
        host = urlsplit(str(address or "")).hostname or ""
    except ValueError:
        return ""
    return next((key_of(part) for part in reversed(host.split(".")) if part not in _NOBODY), "").replace("-", "")


def free(key, taken: Container) -> str:
    """Return ``key``, or the first of `keyb`, `keyc` … that is not taken."""
    if key not in taken:
        return key
    return next(f"{key}{letter}" for letter in _LETTERS if f"{key}{letter}" not in taken)
