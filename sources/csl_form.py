"""CSL-JSON taken apart into the fields of a form, and put together again.

What the form does not show stays in the record untouched. A date is shown as EDTF and stored the CSL way; names are
one per line, ``Family, Given``, and a line without a comma is an organization or a name that is not to be cut.
"""

from editorial.text import edtf

#: Form field → CSL variable that holds plain text.
TEXTS = {
    "csl_container": "container-title",
    "csl_volume": "volume",
    "csl_issue": "issue",
    "csl_page": "page",
    "csl_publisher": "publisher",
    "csl_place": "publisher-place",
    "csl_doi": "DOI",
    "csl_isbn": "ISBN",
    "csl_url": "URL",
}
NAMES = {"csl_author": "author", "csl_editor": "editor", "csl_translator": "translator"}
DATES = {"csl_issued": "issued", "csl_accessed": "accessed"}
ARCHIVE = "arXiv"


def taken_apart(csl) -> dict:
    """Return ``{form field: text}`` of a CSL item."""
    fields = {"csl_type": csl.get("type") or ""}
    fields |= {field: str(csl.get(variable) or "") for field, variable in TEXTS.items()}
    fields |= {field: names_text(csl.get(variable) or []) for field, variable in NAMES.items()}
    fields |= {field: date_text(csl.get(variable)) for field, variable in DATES.items()}
    fields["csl_arxiv"] = str(csl.get("archive_location") or "") if csl.get("archive") == ARCHIVE else ""
    return fields


def put_together(csl, fields) -> dict:
    """Return ``csl`` with the values of ``fields`` (only those given) in place of its own; empty ones are left out."""
    made = dict(csl)
    if "csl_type" in fields:
        made["type"] = fields["csl_type"]
    for field, variable in TEXTS.items():
        if field in fields:
            made[variable] = fields[field]
    for field, variable in NAMES.items():
        if field in fields:
            made[variable] = read_names(fields[field], known=csl.get(variable) or [])
    for field, variable in DATES.items():
        if field in fields:
            made[variable] = read_date(fields[field])
    if "csl_arxiv" in fields:
        number = fields["csl_arxiv"]
        if number:
            made |= {"archive": ARCHIVE, "archive_location": number}
        elif made.get("archive") == ARCHIVE:
            made |= {"archive": "", "archive_location": ""}
    return {name: value for name, value in made.items() if value not in ("", None, [], {})}


# Names


def names_text(names) -> str:
    return "\n".join(_name_text(name) for name in names)


def _name_text(name) -> str:
    if name.get("literal"):
        return name["literal"]
    family = " ".join(part for part in (name.get("non-dropping-particle"), name.get("family")) if part)
    given = " ".join(part for part in (name.get("given"), name.get("dropping-particle")) if part)
    suffix = f", {name['suffix']}" if name.get("suffix") else ""
    return f"{family}, {given}{suffix}" if given or suffix else f"{family},"


def read_names(text, *, known=()) -> list[dict]:
    """Read names, one per line. A line that shows a name of ``known`` stands for that very name, particles and all."""
    same = {_name_text(name): name for name in known}
    return [same.get(line.strip()) or _read_name(line.strip()) for line in text.splitlines() if line.strip()]


def _read_name(line) -> dict:
    # Chinese input methods type a full-width comma.
    family, comma, given = line.replace("，", ",").partition(",")
    if not comma:
        return {"literal": line}
    given, _comma, suffix = given.partition(",")
    parts = {"family": family.strip(), "given": given.strip(), "suffix": suffix.strip()}
    return {name: part for name, part in parts.items() if part} or {"literal": line}


# Dates


def date_text(value) -> str:
    """Return a CSL date as EDTF; a date that CSL keeps as words is returned as those words."""
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    if not parts:
        return str(value.get("raw") or value.get("literal") or "")
    ends = ["-".join(_padded(number, place) for place, number in enumerate(end)) for end in parts if end]
    return "/".join(end + ("~" if value.get("circa") else "") for end in ends)


def _padded(number, place):
    return f"{int(number):02d}" if place else f"{int(number):04d}"


def read_date(text) -> dict:
    """Read EDTF or a date as people write it (2024年2月) into a CSL date; raises ``edtf.DateError``.

    CSL knows years, months, days, pairs of them and ``circa``; anything finer is kept as the EDTF text.
    """
    text = text.strip()
    if not text:
        return {}
    written = edtf.read(text)
    ends = written.split("/")
    about = all(end.endswith("~") for end in ends)
    plain = [end.removesuffix("~").split("-") for end in ends]
    if len(ends) > 2 or not all(part.isdecimal() for end in plain for part in end):
        return {"raw": written}
    date = {"date-parts": [[int(part) for part in end] for end in plain]}
    return date | {"circa": True} if about else date
