"""Two texts compared, as HTML: in one column, or side by side. Both come from one comparison."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from editorial.text import compare_html
from editorial.text.compare import compare


@lru_cache(maxsize=16)
def _compared(old, new):
    return compare(old, new)


def inline(old, new):
    """Return one column with deletions and insertions marked; long equal stretches are folded."""
    comparison = _compared(old, new)
    if comparison.identical:
        return _only_spaces()
    rows = compare_html.inline(comparison, folded=_("… {} lines without changes"))
    return format_html('<div class="diff diff-inline">{}</div>', mark_safe(rows))  # escaped by compare_html


def side_by_side(old, new):
    """Return a table with the old text left and the new right."""
    comparison = _compared(old, new)
    if comparison.identical:
        return _only_spaces()
    rows = compare_html.side_by_side(comparison, folded=_("… {} lines without changes"))
    return format_html(
        '<div class="diff diff-sides"><table><thead><tr><th></th><th>{}</th><th></th><th>{}</th></tr></thead>'
        "<tbody>{}</tbody></table></div>",
        _("before"), _("after"), mark_safe(rows),  # escaped by compare_html
    )  # fmt: skip


def _only_spaces():
    return format_html('<p class="quiet">{}</p>', _("Only spaces or line ends differ."))
