"""The page of one record, current or permanent; old addresses lead on, withdrawn ones say so."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect

from book.public import answering, current, frames, plain
from book.public.entries import prefix
from book.public.records import PAGES


@answering.public
def record(request, path, number=None, *, language):
    """Answer an address below ``/books/``, ``/events/`` …; ``number`` asks for a permanent release page."""
    path = f"/{path}"
    answer = current.look_up(path, int(number) if number is not None else None)
    if isinstance(answer, current.Moved):
        return HttpResponsePermanentRedirect(prefix(language) + answer.path)
    if isinstance(answer, current.Withdrawn):
        return withdrawn(answer, path=path, language=language)
    if answer is None or answer.page.kind not in PAGES:
        raise Http404
    template, context = PAGES[answer.page.kind]
    return answering.page(template, context(answer, language=language))


@answering.public
def plain_text(request, path, number=None, *, language):
    """Answer with the words of one release of a chapter, its sources and its permanent address; two or three queries.

    Machines that read, quote or translate get what was approved, without a page around it.
    """
    answer = current.look_up(f"/{path}", int(number) if number is not None else None)
    if isinstance(answer, current.Moved):
        return HttpResponsePermanentRedirect(f"{prefix(language)}{answer.path}text.txt")
    if isinstance(answer, current.Withdrawn):
        return withdrawn(answer, path=f"/{path}", language=language)
    if answer is None or answer.page.kind != "chapter":
        raise Http404
    return HttpResponse(plain.text_of(answer, language=language), content_type="text/plain; charset=utf-8")


def withdrawn(answer, *, path, language):
    """Return the 410 page: when, and the editors' notice; nothing of the text."""
    frame = frames.plain(language=language, path=path, title=frames.WITHDRAWN, index=False)
    context = {"frame": frame, "withdrawn_at": answer.at, "notice": answer.notice}
    return answering.page("410.html", context, status=410)
