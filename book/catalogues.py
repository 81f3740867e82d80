"""Translation catalogues: kept up to date with the code, checked for gaps, compiled. Needs no gettext on the machine.

Message ids are English, so English needs no catalogue; every other language of ``settings.LANGUAGES`` has one
``locale/<locale>/LC_MESSAGES/django.po``. The compiled file beside it is made, never committed.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

#: Where texts of the interface are written.
PYTHON_FOLDERS = ("book", "sources", "editorial")
TEMPLATE_FOLDERS = ("templates",)
TEMPLATE_SUFFIXES = (".html", ".txt", ".xml")
#: Functions that mark a text, with the positions of their message arguments ("c": the context).
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def catalogue_path(root: Path, language: str) -> Path:
    """Where the catalogue of a language (``zh-hans``) lies below the project's top folder."""
    return root / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"


def collect(root: Path) -> Catalog:
    """Every message marked in the code and templates below ``root``, sorted, with the files that use it."""
    catalogue = Catalog(project="Annals", charset="utf-8")
    for path, source in _sources(root):
        name = str(path.relative_to(root))
        found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS)
        for _line, message, _comments, context in found:
            if message and message != "":
                catalogue.add(message, locations=[(name, None)], context=context)
    return catalogue


def bring_up_to_date(root: Path, language: str) -> bool:
    """Write the catalogue anew from the code, keeping its translations; whether its text changed."""
    path = catalogue_path(root, language)
    before = path.read_bytes() if path.exists() else b""
    after = _updated(root, language)
    if after != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(after)
    return after != before


def gaps(root: Path, language: str) -> list[str]:
    """What is wrong with a catalogue, one sentence each: stale, untranslated, fuzzy, placeholders that differ."""
    path = catalogue_path(root, language)
    if not path.exists():
        return [f"{language}: there is no catalogue; run: manage.py messages"]
    sentences = []
    if path.read_bytes() != _updated(root, language):
        sentences.append(f"{language}: the catalogue is not up to date with the code; run: manage.py messages")
    catalogue = _read(path, language)
    for message in catalogue:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        if not all(texts):
            sentences.append(f"{language}: not translated: {message.id!r}")
        elif message.fuzzy:
            sentences.append(f"{language}: translation is only a guess: {message.id!r}")
        else:
            sentences += [f"{language}: {message.id!r}: {error}" for error in message.check(catalogue)]
    return sentences


def compile_stale(root: Path, languages: list[str]) -> list[Path]:
    """Compile each catalogue whose compiled file is missing or older; the files written."""
    written = []
    for language in languages:
        path = catalogue_path(root, language)
        compiled = path.with_suffix(".mo")
        if not path.exists():
            continue
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        # Moved into place whole: another process may be reading the old one.
        unfinished = compiled.with_suffix(".mo.new")
        with unfinished.open("wb") as file:
            write_mo(file, _read(path, language))
        unfinished.replace(compiled)
        written.append(compiled)
    return written


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language))


def _updated(root: Path, language: str) -> bytes:
    path = catalogue_path(root, language)
    catalogue = _read(path, language) if path.exists() else Catalog(locale=to_locale(language), charset="utf-8")
    catalogue.update(collect(root), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    fresh = Catalog(locale=to_locale(language), charset="utf-8")
    for message in sorted((m for m in catalogue if m.id), key=lambda m: (str(m.id), m.context or "")):
        fresh.add(message.id, message.string, locations=message.locations, flags=message.flags, context=message.context)
    # A fixed header: a time of creation would change the file without a change.
    buffer = BytesIO()
    write_po(buffer, fresh, omit_header=True, width=110, include_lineno=False)
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Language: {to_locale(language)}\\n"\n"Plural-Forms: {fresh.plural_forms}\\n"\n\n'
    )
    return header.encode() + buffer.getvalue()


def _sources(root: Path) -> Iterator[tuple[Path, str]]:
    """Python code as it is; templates turned into lines of the same calls."""
    for folder in PYTHON_FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            yield path, path.read_text(encoding="utf-8")
    for folder in TEMPLATE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in TEMPLATE_SUFFIXES:
                calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
                # What surrounds the calls is blotted out, but its indentation would confuse a Python reader.
                yield path, "\n".join(line.strip() for line in calls.splitlines())
