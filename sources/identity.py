"""What makes two records the same source: DOI, arXiv number, ISBN, address; and what only makes it likely.

Normal forms: a DOI in lower case without a resolver in front (DOIs ignore case: DOI Handbook §2.4); an arXiv number
without its version; an ISBN as 13 digits with a correct check digit (ISO 2108); an address without scheme, ``www.``,
default port, fragment, tracking parameters and trailing slash, its parameters sorted (RFC 3986 §6.2). An address that
any number of sources may share (the start page of a site, its list of news) identifies none.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from rapidfuzz import fuzz

from sources import keys

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_RESOLVER = re.compile(r"^(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|^doi:\s*", re.IGNORECASE)
_ARXIV = re.compile(r"(?:arxiv[.:/\s]*)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_ARXIV_PATH = re.compile(r"/(?:abs|pdf|html|format|e-print)/(.+?)(?:\.pdf)?/?$")
_ARCHIVE_COPY = re.compile(r"^https?://web\.archive\.org/web/\d+(?:[a-z]{2}_)?/(https?:/+.+)$", re.IGNORECASE)
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|yclid|msclkid|mc_[ce]id|igshid|spm|scm|share_\w+|shareuid|ref|ref_src|ref_url|referer|"
    r"cmpid|_hs\w+|hsctatracking|wfr|isappinstalled|sharer_\w+)$",
    re.IGNORECASE,
)
#: Pages that list others: several sources may have been found there.
_LISTS = frozenset(
    "about archive archives articles blog blogs docs home index media news newsroom papers posts press publications "
    "release-notes releases reports research resources stories updates".split()
)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_NO_ISBN = re.compile(r"[^0-9Xx]")
_LONGEST = 600
#: Titles nearer than this (0–100) with the same first author and year are offered as one source.
NEAR = 92


@dataclass(frozen=True)
class Identity:
    """The normal forms of what identifies one source; empty where it has none."""

    doi: str = ""
    arxiv: str = ""
    isbn: str = ""
    address: str = ""
    fingerprint: str = ""

    def marks(self) -> list[tuple[str, str]]:
        """Return (name, value) of what no two sources share, strongest first."""
        return [(name, value) for name in ("doi", "arxiv", "address") if (value := getattr(self, name))]

    def contradicts(self, other) -> bool:
        """Whether both have a DOI, an arXiv number, an ISBN or an address, and not the same one."""
        return any(
            mine and theirs and mine != theirs
            for mine, theirs in (
                (getattr(self, name), getattr(other, name)) for name in ("doi", "arxiv", "isbn", "address")
            )
        )


def of(csl) -> Identity:
    """Return the identity of a CSL item."""
    return Identity(
        doi(csl.get("DOI") or csl.get("URL")), arxiv(csl), isbn(csl.get("ISBN")), address(csl.get("URL")),
        fingerprint(csl),
    )  # fmt: skip


def doi(written) -> str:
    """Return a DOI in its normal form; empty for anything else."""
    text = unicodedata.normalize("NFKC", str(written or "")[:_LONGEST]).strip()
    bare = unquote(_RESOLVER.sub("", text)) if _RESOLVER.match(text) else text
    if not _DOI.fullmatch(bare):
        return ""
    return bare.rstrip(".,;").lower()[:300]


def arxiv(csl) -> str:
    """Return the arXiv number of a CSL item without its version, wherever the item says it."""
    if str(csl.get("archive") or "").lower() == "arxiv" and (number := _arxiv_number(csl.get("archive_location"))):
        return number
    of_doi = _ARXIV_DOI.fullmatch(doi(csl.get("DOI")))
    if of_doi and (number := _arxiv_number(of_doi[1])):
        return number
    try:
        parts = urlsplit(str(csl.get("URL") or "")[:_LONGEST])
    except ValueError:
        parts = urlsplit("")
    if (parts.hostname or "").removeprefix("www.").removeprefix("export.") == "arxiv.org":
        path = _ARXIV_PATH.match(parts.path)
        if path and (number := _arxiv_number(path[1])):
            return number
    written = str(csl.get("number") or "")
    return _arxiv_number(written) if written.lower().startswith("arxiv") else ""


def _arxiv_number(written) -> str:
    found = _ARXIV.fullmatch(str(written or "")[:80].strip())
    return found[1].lower() if found else ""


def isbn(written) -> str:
    """Return the first ISBN in ``written`` as 13 digits; empty where none has a correct check digit."""
    for piece in re.split(r"[,;/\s]+(?=97[89]|\d)", str(written or "")[:200]):
        digits = _NO_ISBN.sub("", piece).upper()
        if len(digits) == 13 and digits.isdigit() and _check_13(digits[:12]) == digits[12]:
            return digits
        if len(digits) == 10 and digits[:9].isdigit() and _is_isbn_10(digits):
            return f"978{digits[:9]}{_check_13('978' + digits[:9])}"
    return ""


def _check_13(digits) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-total % 10)


def _is_isbn_10(digits) -> bool:
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return "X" not in digits[:9] and sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0


def address(written) -> str:
    """Return an address in its normal form; empty where it is none, or where several sources may share it."""
    text = str(written or "").strip()
    copy = _ARCHIVE_COPY.match(text)
    if copy:
        text = re.sub(r"^(https?:)/+", r"\1//", copy[1])
    if len(text) > 2000:
        return ""
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    host = _ascii_host(host).removeprefix("www.")
    path = _INDEX.sub(
        "/", quote(unquote(parts.path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._", errors="surrogateescape")
    )
    path = re.sub(r"/{2,}", "/", path).rstrip("/")
    asked = [
        (name, value) for name, value in parse_qsl(parts.query[:_LONGEST], keep_blank_values=True)
        if not _TRACKING.match(name)
    ]  # fmt: skip
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    if not asked and not fragment and not _is_specific(path):
        return ""
    where = host if port in (None, 80, 443) else f"{host}:{port}"
    normal = (
        where
        + path
        + (f"?{urlencode(sorted(asked), errors='surrogateescape')}" if asked else "")
        + (f"#{fragment}" if fragment else "")
    )
    return normal if len(normal) <= _LONGEST else ""


def _ascii_host(host) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host.lower()


def _is_specific(path) -> bool:
    """Whether a path leads to one page rather than to the start of a site or of a section."""
    segments = [segment.lower() for segment in path.split("/") if segment]
    language = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?")
    return any(segment not in _LISTS and not language.fullmatch(segment) for segment in segments)


def fingerprint(csl) -> str:
    """Return first author, year and title folded for comparison (``vaswani|2017|attentionisallyouneed``)."""
    title = keys.fold(str(csl.get("title") or "")[:600])
    if not title:
        return ""
    author = keys.fold(keys.first_author(csl)[:200])[:60]
    return f"{author}|{keys.year_of(csl)[:4]}|{title}"[:300]


def are_near(one, other) -> bool:
    """Return whether two fingerprints look like one source: the same first author and year, and nearly one title.

    Where one of them names nobody, or no year is known either, the titles must be the same to the letter.
    """
    (author, year, title), (other_author, other_year, other_title) = (each.split("|", 2) for each in (one, other))
    if year != other_year:
        return False
    if author != other_author:
        return not (author and other_author) and title == other_title and len(title) > 8
    if not author and not year:
        return title == other_title
    return title == other_title or fuzz.ratio(title, other_title, score_cutoff=NEAR) >= NEAR
