"""What the events and records of a chronicle are called on a page, in its language."""

from django.utils.html import escape
from django.utils.translation import gettext as _

from book.public import wording
from book.public.entries import ENGLISH, is_foreign, prefix, show_date
from book.public.wording import DOUBTFUL

#: What stands before the label of an event whose date is a guess; the style sheet writes it.
ABOUT = "≈ "
#: What stands after the label of an event whose sources disagree about the date.
DISAGREE = " ≠"


class Naming:
    """The words of one page. Results are HTML unless a method says text."""

    def __init__(self, chronicle, language):
        self.chronicle, self.language = chronicle, language
        self.english, self.prefix = language == ENGLISH, prefix(language)
        self._names, self._grades = {}, {}

    def text(self, named) -> str:
        """Return the name of a record or the title of an event as text."""
        return (self.english and named.title_en) or named.title or named.title_en or named.key

    def label(self, event) -> str:
        """Return what the chart writes beside the mark of an event, as text."""
        text = self.text(event)
        if event.extent == "about":
            text = ABOUT + text
        return text + DISAGREE if event.disputed else text

    def lang(self, text) -> str:
        """Return the attribute that marks Chinese words on an English page."""
        return ' lang="zh-Hans"' if is_foreign(text, self.language) else ""

    def organizations(self, event) -> str:
        """Return the names of an event's organizations."""
        names = map(self._organization, event.organizations)
        return (", " if self.english else "、").join(names)

    def _organization(self, place) -> str:
        if place not in self._names:
            text = self.text(self.chronicle.organizations[place])
            lang = self.lang(text)
            self._names[place] = f"<span{lang}>{escape(text)}</span>" if lang else escape(text)
        return self._names[place]

    def chapter(self, named) -> str:
        """Return a chapter's number and title as text."""
        number = wording.chapter_number(named.number, language=self.language)
        return f"{number} {self.text(named)}" if number else self.text(named)

    def record(self, named, role) -> str:
        return self.chapter(named) if role == "chapters" else self.text(named)

    def date(self, value) -> str:
        """Return an EDTF date in words, as text."""
        return show_date(value, self.language)

    def significance(self, event) -> str:
        grade = event.significance
        if grade not in self._grades:
            self._grades[grade] = wording.word(wording.SIGNIFICANCE, grade)
        return self._grades[grade]

    def doubt(self, event) -> str:
        """Return, as text, what a reader must know before believing the line."""
        if event.others:
            return _("others say %(dates)s") % {"dates": _("; ").join(self.date(each[0]) for each in event.others)}
        if event.disputed:
            return wording.word(wording.VERIFICATION, "disputed")
        return wording.word(wording.VERIFICATION, event.verification) if event.verification in DOUBTFUL else ""
