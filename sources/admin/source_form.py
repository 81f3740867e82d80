"""The form of a source: CSL-JSON as fields a person can fill in, and as JSON for those who prefer it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.admin import fields as our
from editorial.admin.forms import ItemForm
from editorial.text import edtf
from sources import csl_form

#: The types of the CSL schema 1.0.2 that chronicles cite, the common ones first.
TYPES = [
    ("article-journal", gettext_lazy("journal article")),
    ("paper-conference", gettext_lazy("conference paper")),
    ("article", gettext_lazy("preprint")),
    ("report", gettext_lazy("report")),
    ("webpage", gettext_lazy("web page")),
    ("post-weblog", gettext_lazy("blog post")),
    ("article-newspaper", gettext_lazy("newspaper article")),
    ("article-magazine", gettext_lazy("magazine article")),
    ("book", gettext_lazy("book")),
    ("chapter", gettext_lazy("chapter in a book")),
    ("thesis", gettext_lazy("thesis")),
    ("interview", gettext_lazy("interview")),
    ("speech", gettext_lazy("talk")),
    ("motion_picture", gettext_lazy("film or video")),
    ("broadcast", gettext_lazy("broadcast")),
    ("dataset", gettext_lazy("data set")),
    ("software", gettext_lazy("software")),
    ("patent", gettext_lazy("patent")),
    ("legislation", gettext_lazy("law")),
    ("post", gettext_lazy("post")),
    ("personal_communication", gettext_lazy("personal communication")),
    ("document", gettext_lazy("document")),
]


class SourceForm(ItemForm):
    """The form of a source: ``csl`` is shown as its parts."""

    csl_type = forms.ChoiceField(label=gettext_lazy("Type"), choices=[("", "–"), *TYPES], required=False)
    csl_author = our.TextField(
        label=gettext_lazy("Authors"),
        required=False,
        help_text=gettext_lazy("One per line: Family, Given. A line without a comma is taken whole (organizations)."),
    )
    csl_editor = our.TextField(label=gettext_lazy("Editors"), required=False, widget=our.TextArea(rows=2))
    csl_translator = our.TextField(label=gettext_lazy("Translators"), required=False, widget=our.TextArea(rows=2))
    csl_issued = our.LineField(
        label=gettext_lazy("Issued"),
        required=False,
        max_length=64,
        help_text=gettext_lazy("2017-06-12, 2017-06, 2017年6月, 2022~ …"),
    )
    csl_container = our.LineField(label=gettext_lazy("Journal, proceedings or site"), required=False, max_length=500)
    csl_volume = our.LineField(label=gettext_lazy("Volume"), required=False, max_length=60)
    csl_issue = our.LineField(label=gettext_lazy("Issue"), required=False, max_length=60)
    csl_page = our.LineField(label=gettext_lazy("Pages"), required=False, max_length=60)
    csl_publisher = our.LineField(label=gettext_lazy("Publisher"), required=False, max_length=300)
    csl_place = our.LineField(label=gettext_lazy("Place of publication"), required=False, max_length=200)
    csl_doi = our.LineField(label="DOI", required=False, max_length=300)
    csl_arxiv = our.LineField(label="arXiv", required=False, max_length=60)
    csl_isbn = our.LineField(label="ISBN", required=False, max_length=60)
    csl_url = our.LineField(label="URL", required=False, max_length=2000)
    csl_accessed = our.LineField(label=gettext_lazy("Accessed"), required=False, max_length=64)

    @classmethod
    def initial_of(cls, snapshot):
        csl = snapshot.get("csl") or {}
        return super().initial_of(snapshot) | csl_form.taken_apart(csl)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = self.initial.get("csl_type")
        if kept and kept not in dict(TYPES):
            self.fields["csl_type"].choices = [(kept, kept), *TYPES]

    def clean_csl_issued(self):
        return self._date("csl_issued")

    def clean_csl_accessed(self):
        return self._date("csl_accessed")

    def clean_status_date(self):
        return self._date("status_date")

    def _date(self, name):
        text = self.cleaned_data[name]
        if name not in self.changed_data:
            return text
        try:
            csl_form.read_date(text)
        except edtf.DateError as error:
            raise ValidationError(
                _("“%(text)s” is not a date: %(reason)s") % {"text": text, "reason": error}
            ) from error
        return text

    def clean_csl_url(self):
        address = self.cleaned_data["csl_url"]
        if address and "csl_url" in self.changed_data and not address.lower().startswith(("http://", "https://")):
            raise ValidationError(_("An address begins with http:// or https://."))
        return address

    def changes(self):
        fields, relations = super().changes()
        changed = {name: self.cleaned_data[name] for name in self.changed_content if name.startswith("csl_")}
        if changed or "title" in fields:
            # The fields are laid over the JSON where somebody changed both.
            csl = csl_form.put_together(fields.get("csl", self.initial.get("csl") or {}), changed)
            fields["csl"] = csl | {"title": fields["title"]} if "title" in fields else csl
        elif "csl" in fields and isinstance(fields["csl"].get("title"), str):
            fields["title"] = fields["csl"]["title"]
        return fields, relations
