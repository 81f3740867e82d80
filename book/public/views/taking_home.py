"""Books to take home: the file that lies ready, and nothing that would have to be made first."""

from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from book.public import answering, uses
from book.taking_home import shelf

MEDIA_TYPES = {"epub": "application/epub+zip", "pdf": "application/pdf"}


@answering.public
def file(request, book, name, file_format, chapter="", *, language):
    """Answer ``/books/<book>/<book>.epub`` and ``/books/<book>/<chapter>/<chapter>.pdf`` with the newest file."""
    if name != (chapter or book):
        raise Http404
    uses.note("book files")
    key = f"{book}/{chapter}" if chapter else ""
    found = None if "\x00" in book + key else shelf.ready(book, key, file_format, language=language)
    if found is None:
        raise Http404
    etag, made = quote_etag(found.sha256[:32]), found.made_at.timestamp()
    unchanged = get_conditional_response(request, etag=etag, last_modified=int(made))
    if unchanged is not None:
        return unchanged
    try:
        opened = found.path.open("rb")
    except FileNotFoundError as gone:  # replaced between the two looks
        raise Http404 from gone
    response = FileResponse(
        opened, as_attachment=True, filename=f"{name}.{file_format}", content_type=MEDIA_TYPES[file_format]
    )
    response["ETag"], response["Last-Modified"] = etag, http_date(made)
    response["Cache-Control"] = "no-cache"
    return response
