"""Two texts compared, as HTML: in one column, or side by side. Both come from one comparison."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from editorial.text import compare_html
from editorial.text.compare import compare, without_respellings
from editorial.text.markdown import render


@lru_cache(maxsize=32)
def _compared(old, new, hide_respellings):
    comparison = compare(old, new)
    return without_respellings(comparison, _reads_the_same) if hide_respellings else comparison


@lru_cache(maxsize=2048)
def _html(line):
    return render(line).html


def _reads_the_same(old, new):
    """Whether two lines of Markdown are two spellings of the same words, such as ``**bold**`` and ``__bold__``."""
    return _html(old) == _html(new)


def differs(old, new) -> bool:
    """Whether readers would see a difference between two Markdown texts, as far as their lines tell."""
    return any(block.kind == "changed" for block in _compared(old, new, True).blocks)


def inline(old, new, *, hide_respellings=False):
    """Return one column with deletions and insertions marked; long equal stretches are folded."""
    comparison = _compared(old, new, hide_respellings)
    if not _shows_something(comparison):
        return _nothing(comparison, hide_respellings)
    rows = compare_html.inline(comparison, folded=_("… {} lines without changes"), moved=_moved())
    return format_html('<div class="diff diff-inline">{}</div>', mark_safe(rows))  # escaped by compare_html


def side_by_side(old, new, *, hide_respellings=False):
    """Return a table with the old text left and the new right."""
    comparison = _compared(old, new, hide_respellings)
    if not _shows_something(comparison):
        return _nothing(comparison, hide_respellings)
    rows = compare_html.side_by_side(comparison, folded=_("… {} lines without changes"), moved=_moved())
    return format_html(
        '<div class="diff diff-sides"><table><thead><tr><th></th><th>{}</th><th></th><th>{}</th></tr></thead>'
        "<tbody>{}</tbody></table></div>",
        _("before"), _("after"), mark_safe(rows),  # escaped by compare_html
    )  # fmt: skip


def _moved():
    return _("moved to line {}"), _("moved here from line {}")


def _shows_something(comparison):
    return any(block.kind == "changed" for block in comparison.blocks)


def _nothing(comparison, hide_respellings):
    if hide_respellings and not comparison.identical:
        return format_html(
            '<p class="quiet">{}</p>', _("Only the Markdown spelling differs; readers see no difference.")
        )
    return format_html('<p class="quiet">{}</p>', _("Only spaces or line ends differ."))
