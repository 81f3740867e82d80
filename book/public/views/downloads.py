"""Bibliographies to take away: of a book, a chapter or any record, and of one source, in every format there is.

``…/bibliography.bib`` below a record's own address; ``…/cite.bib`` below a source's. The same bytes in both languages.
"""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect

from book.public import answering, current, referenced
from book.public.entries import prefix
from book.public.views import records
from sources import exporting
from sources.manners import manner


@answering.public
def download(request, path, name, ending, *, language):
    """Answer the file ``name.ending`` below a record's address; where the record moved, the file moved with it."""
    path = f"/{path}"
    answer = current.look_up(path)
    if isinstance(answer, current.Moved):
        return HttpResponsePermanentRedirect(f"{prefix(language)}{answer.path}{name}.{ending}")
    if isinstance(answer, current.Withdrawn):
        return records.withdrawn(answer, path=path, language=language)
    if answer is None or (name == "cite") != (answer.page.kind == "source"):
        raise Http404
    found = referenced.by(answer)
    if found is None:
        raise Http404
    return _file(found, exporting.FORMATS[ending])


def _file(found, form):
    body = _plain_text(found) if form.ending == "txt" else exporting.write(found.sources, ending=form.ending)
    response = HttpResponse(body, content_type=form.content_type)
    shown = "inline" if form.ending == "txt" else "attachment"
    ascii_name = found.name.encode("ascii", "ignore").decode().strip("-") or "bibliography"
    response["Content-Disposition"] = f'{shown}; filename="{ascii_name}.{form.ending}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _plain_text(found) -> str:
    """Return the sealed words, one entry to a line, with their numbers where the text calls them by number."""
    numbered = manner(found.style).numeric
    lines = (f"[{entry['number']}] {entry['text']}" if numbered else entry["text"] for entry in found.entries)
    return "".join(f"{' '.join(line.split())}\n" for line in lines)
