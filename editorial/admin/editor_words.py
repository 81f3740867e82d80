"""What the editor and the form say, for their scripts: one dictionary in the language that is active."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editorial.text import words


def editor_strings() -> dict:
    """Return every sentence of the scripts by its name; ``%(name)s`` places are filled by them."""
    return {**_form(), **_keeping(), **_tools(), **_finding(), **_images(), **_signs(),
            "cjk_class": words.CJK_CLASS, "han_class": words.HAN_CLASS}  # fmt: skip


def _form():
    return {
        "add": _("Add…"),
        "remove": _("Remove"),
        "unknown": _("no such record"),
        "locator": _("place, such as p. 6"),
        "qualifier": _("how"),
        "note": _("note"),
        "nothing": _("Nothing found."),
        "lines": _("Edit as lines"),
        "rows": _("Edit as rows"),
        "choices_label": _("Records"),
        "choices": _("%(count)s found; arrow keys choose, Enter takes, Escape closes."),
        "side": _("Beside the text"),
        "preview": _("Preview"),
        "outline": _("Outline"),
        "problems": _("To settle"),
        "no_headings": _("No headings yet. A line that begins with ## is one."),
        "no_problems": _("Nothing to settle."),
        "stale": _("The preview could not be renewed:"),
        "too_long": _("The text has more than %(limit)s characters, which is too long for a preview. It can still be saved."),
        "count": _("%(words)s words (字数)"),
        "count_han": _("%(words)s Han characters"),
        "minutes": _("%(minutes)s min to read"),
        "target": _("target %(range)s"),
        "target_met": _("met"),
        "target_short": _("%(count)s to go"),
        "target_over": _("%(count)s too many"),
        "picker": _("Sources that fit; choose the one you mean"),
        "moved": _("These words have changed since; look again."),
        "settled": _("Cited as %(key)s."),
        "make_draft": _("Create a draft record for %(name)s"),
        "made_draft": _("The draft was made. Open it in a new tab to fill it in."),
    }  # fmt: skip


def _keeping():
    return {
        "others": _("Also open with: %(names)s"),
        "recovered": _("There is unsaved text of yours from %(time)s in this browser."),
        "recover": _("Restore"),
        "compare": _("Compare"),
        "forget": _("Throw away"),
        "kept": _("Kept at %(time)s, not saved yet"),
        "kept_again": _("The server answers again; your text is kept."),
        "offline": _("The server does not answer. Your text is kept in this browser; this page tries again by itself."),
        "signed_out": _("You are signed out. Your text is kept in this browser; sign in again, then save."),
        "sign_in": _("Sign in (new tab)"),
        "somebody_else": _("You are signed in as %(name)s now, and this text is somebody else's. It stays in this browser."),
        "refused": _("The server refused this (%(status)s). Your text is still here."),
        "status_400": _("The server could not take this: it is too large or incomplete. Your text is still here."),
        "status_413": _("This is too large for the server. Your text is still here."),
        "status_429": _("That was too much at once. It goes on in a moment."),
        "status_500": _("Something went wrong on the server. Your text is still here."),
    }  # fmt: skip


def _tools():
    return {
        "toolbar": _("Tools for the text"),
        "bar_bold": pgettext("bold", "B"), "do_bold": _("Bold"),
        "bar_italic": pgettext("italic", "I"), "do_italic": _("Italic"),
        "bar_heading": _("Heading"), "do_heading": _("Heading: next level"),
        "bar_citation": _("Cite"), "do_citation": _("Cite a source"),
        "bar_reference": _("Refer"), "do_reference": _("Refer to an event, organization, concept or chapter"),
        "bar_link": _("Link"), "do_link": _("Link to an address"),
        "bar_bullets": _("List"), "do_bullets": _("List"),
        "bar_numbers": _("1. 2."), "do_numbers": _("Numbered list"),
        "bar_quote": _("Quote"), "do_quote": _("Quotation"),
        "bar_callout": _("Callout"), "do_callout": _("Callout box"),
        "bar_footnote": _("Footnote"), "do_footnote": _("Footnote"),
        "bar_table": _("Table"), "do_table": _("Table with caption"),
        "bar_image": _("Image"), "do_image": _("Image: choose a file; or paste or drop one into the text"),
        "bar_anecdote": _("Anecdote"), "do_anecdote": _("Anecdote with its verification"),
        "bar_find": _("Find"), "do_find": _("Find and replace"),
        "bar_help": _("Help"), "do_help": _("Keys and signs"),
        "do_save": _("Save the draft"), "do_toolbar": _("From the text to the tools; Escape leads back"),
        "do_leave": _("Leave the text for the next field; it is never caught"), "do_undo": _("Undo; everything here can be undone"),
        "sample_bold": _("bold words"), "sample_italic": _("words"), "sample_link": _("words of the link"),
        "sample_callout": _("What readers should not miss."), "sample_footnote": _("The note."),
        "sample_table": _("Table: what it shows"), "column": _("Column"), "table_source": _("Source: [@"),
        "anecdote": _("Anecdote: "), "sample_anecdote": _("Title"), "sample_text": _("The story."),
        "unverified": _("Verification: unverified"),
        "close": _("Close"), "cancel": _("Cancel"),
    }  # fmt: skip


def _finding():
    return {
        "find_title": _("Find and replace in the text"), "find": _("Find"), "replacement": _("Replace with"),
        "replace": _("Replace"), "replace_all": _("Replace all"), "previous": _("Previous"), "next": _("Next"),
        "find_letterCase": _("Match case"), "find_whole": _("Whole words"), "find_regex": _("Regular expression"),
        "find_count": _("%(number)s of %(count)s"), "find_none": _("Not found"),
        "find_broken": _("This is not a regular expression."),
        "replaced": _("%(count)s replaced; one undo takes all back."),
    }  # fmt: skip


def _images():
    return {
        "image_title": _("Insert an image"), "image_alt": _("What does it show? (alternative text)"),
        "image_alt_help": _("For readers who cannot see it: say what matters, not that it is a picture."),
        "image_decorative": _("It only decorates; it says nothing the text does not say."),
        "image_caption": _("Caption (optional)"), "image_insert": _("Upload and insert"),
        "image_alt_needed": _("Please say what the image shows, or tick that it only decorates."),
        "image_done": _("The image was inserted."), "no_image": _("Only images can be dropped here."),
        "uploading": _("Uploading the image…"),
    }  # fmt: skip


def _signs():
    return {
        "help_title": _("Writing here"), "help_signs": _("Signs"), "help_keys": _("Keys"),
        "help_complete": _("After @, [[ or 【【 a list of records opens: type a Chinese or English name, another name, "
                           "the key, or the first letters of the pinyin."),
        "sign_cite": "[@lee2020]", "sign_cite_means": _("cites a source: (Lee, 2020)"),
        "sign_cite_page": "[@lee2020, p. 6]", "sign_cite_page_means": _("… with the page"),
        "sign_refer": "[[event:…]]", "sign_refer_means": _("refers to a record by its title"),
        "sign_refer_words": "[[event:…|…]]", "sign_refer_words_means": _("… in words of your own"),
        "sign_note": "[^1]", "sign_note_means": _("a footnote; its words stand at the end of the text"),
    }  # fmt: skip
