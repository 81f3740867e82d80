"""Snippets: the sentence in which a search found its words, the hits marked at the right characters, all else escaped."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from editorial.text import folding, sentences

#: Characters of a snippet: about as many as are wanted, and never more.
WANTED, MOST = 100, 180
#: Characters kept before the first hit when a long sentence has to be cut.
BEFORE = 40


def marked(text, terms) -> SafeString:
    """Return ``text`` escaped, with ``<mark>`` around every place of the folded ``terms``."""
    pieces, at = [], 0
    for start, end in _places(text, terms):
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    pieces.append(escape(text[at:]))
    return mark_safe("".join(pieces))  # every piece is escaped above


def snippet(text, terms) -> SafeString:
    """Return the sentence of ``text`` that holds the most of the folded ``terms``, and what follows up to a good length.

    Without a hit (the words stand in a title) it is how the text begins. ``…`` shows where a sentence was cut.
    """
    text = text[:200_000]
    spans = sentences.split(text)
    if not spans:
        return mark_safe("")
    chosen = _best(text, spans, terms)
    start, end = _cut(text, spans, chosen, terms)
    before = "…" if start > spans[chosen][0] else ""
    after = "" if any(end == span[1] for span in spans) else "…"
    return mark_safe(f"{before}{marked(text[start:end], terms)}{after}")  # marked() escapes


def beginning(text) -> str:
    """Return the first sentences of ``text``, as plain text of the length of a snippet."""
    spans = sentences.split(text[:2000])
    if not spans:
        return ""
    start, end = _cut(text, spans, 0, ())
    return text[start:end]


def _best(text, spans, terms) -> int:
    """Return the number of the first sentence with the most different terms."""
    found = [folding.fold(text[start:end]) for start, end in spans]
    counts = [sum(term in sentence for term in terms) for sentence in found]
    return counts.index(max(counts))


def _cut(text, spans, chosen, terms) -> tuple[int, int]:
    """Return start and end: whole sentences where they fit, else a stretch around the first hit."""
    start, end = spans[chosen]
    if end - start > MOST:
        places = _places(text[start:end], terms)
        first, hit_end = (start + place for place in (places[0] if places else (0, 0)))
        begin = start if first - start <= BEFORE else _word_start(text, first - BEFORE)
        last = end if end - begin <= MOST else _word_end(text, begin, begin + MOST)
        return begin, max(last, hit_end)
    for follower in spans[chosen + 1 :]:
        if end - start >= WANTED or follower[1] - start > MOST:
            break
        end = follower[1]
    return start, end


def _word_start(text, at) -> int:
    """Return ``at``, moved forward out of a Latin word."""
    while at < len(text) and _in_word(text, at):
        at += 1
    return at


def _word_end(text, start, at) -> int:
    """Return ``at``, moved back out of a Latin word unless it fills the whole stretch."""
    end = at
    while end > start and _in_word(text, end):
        end -= 1
    return end if end > start + BEFORE else at


def _in_word(text, at) -> bool:
    pair = text[at - 1 : at + 1]
    return len(pair) == 2 and pair.isascii() and pair.isalnum()


def _places(text, terms) -> list[tuple[int, int]]:
    """Return where the terms stand, in order and without overlaps; what touches becomes one."""
    folded = folding.fold_with_places(text)
    found: list[tuple[int, int]] = []
    for start, end in sorted(place for term in terms for place in folded.places(term)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
