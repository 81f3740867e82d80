"""Words for concepts: the forms the book has decided against."""

from django.utils.translation import gettext_lazy as _

from book.forms_in_use import rejected_forms_in
from editorial.checks import Check


class RejectedForm(Check):
    """The text uses a form that a concept rejects."""

    id = "rejected-form"
    sentence = _("The book writes “%(preferred)s”, not “%(target)s”.")

    def run(self, subject):
        for form, preferred, line in rejected_forms_in(subject.reading.rendered.text, subject):
            yield self.problem(line=line, target=form, preferred=preferred)
