"""Sources in, at the desk: paste or upload, look at what would happen to each entry, choose, save as drafts."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from editorial import clock, guards, roles
from editorial.admin import fields as our
from editorial.admin.refusals import answered
from editorial.models import Item
from sources import keys
from sources.importing import opening, planning, saving
from sources.importing.detecting import FORMATS
from sources.importing.entries import Problem
from sources.importing.opening import Opened
from sources.importing.planning import Outcome
from sources.importing.run import read_all
from sources.models import SourceImport

#: Entries of one import at the desk; a larger one is for the command, which shows how far it is.
MOST_ENTRIES = 2000
#: Characters of one import at the desk.
MOST_CHARACTERS = 5_000_000
#: Imports that were looked at and never saved go after this time.
KEPT = timedelta(days=7)
#: Problems shown without an entry of theirs.
SHOWN_PROBLEMS = 200


class _Files(forms.FileField):
    """Any number of files."""

    widget = type("FilesInput", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data]
        return [super(_Files, self).clean(each, initial) for each in given if each]


class ImportForm(forms.Form):
    """Pasted text or files, and what format to take them for."""

    text = our.TextField(
        label=gettext_lazy("Paste here"), required=False, widget=our.TextArea(rows=12),
        help_text=gettext_lazy("BibTeX, RIS, CSL-JSON, a reference list, an article, a post, or DOIs, one a line."),
    )  # fmt: skip
    files = _Files(
        label=gettext_lazy("Or upload files"), required=False,
        help_text=gettext_lazy(".bib, .ris, .json, .md, .txt, or a ZIP archive of them; 20 MB at most."),
    )  # fmt: skip
    format = forms.ChoiceField(
        label=gettext_lazy("Format"), required=False,
        choices=[("", gettext_lazy("find out")), *((name, label) for name, (label, _reader) in FORMATS.items())],
    )  # fmt: skip
    collection = forms.ModelChoiceField(label=gettext_lazy("Book"), queryset=Item.objects.none(), required=False)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        books = Item.objects.filter(kind="book").filter(roles.visible(person, act="edit_item"))
        self.fields["collection"].queryset = books.order_by("title")

    def opened(self) -> list[Opened]:
        """Return the texts that were given; adds an error where there is none, or too much."""
        found = []
        if self.cleaned_data["text"].strip():
            found.append(Opened(_("pasted text"), self.cleaned_data["text"]))
        for upload in self.cleaned_data["files"]:
            name = upload.name[:200]
            found += opening.data(upload.read(opening.MOST_BYTES + 1), name=name)
        if not found:
            self.add_error(None, _("Paste a text or choose a file."))
        elif sum(len(file.text) for file in found) > MOST_CHARACTERS:
            self.add_error(
                None,
                _("This is more than a page can hold. Please use the command import_sources for it."),
            )
        return found


class ImportViews:
    """The import pages of the sources' admin."""

    def get_urls(self):
        site = self.admin_site
        return [
            path("import/", site.admin_view(self.import_view), name="sources_source_import"),
            path("import/<int:pk>/", site.admin_view(self.import_preview_view), name="sources_source_import_preview"),
            *super().get_urls(),
        ]

    @answered
    def import_view(self, request):
        """Take text or files, and lead to what would happen with them."""
        guards.insist(guards.to_create(request.user))
        form = ImportForm(request.POST or None, request.FILES or None, person=request.user)
        if request.method == "POST" and form.is_valid():
            opened = form.opened()
            if not form.errors:
                batch = self._keep_import(request, form, opened)
                return HttpResponseRedirect(reverse(self.url_name("import_preview"), args=[batch.pk]))
        imports = SourceImport.objects.filter(saved_at__isnull=False, actor=request.user)
        return self._import_page(
            request, "sources/import.html", _("Import sources"), form=form, imports=imports.defer("files")[:10]
        )

    def _keep_import(self, request, form, opened):
        SourceImport.objects.filter(saved_at__isnull=True, at__lt=clock.now() - KEPT).delete()
        files = [
            {"name": file.name, "text": file.text, "problems": [problem.as_json() for problem in file.problems]}
            for file in opened
        ]
        name = ", ".join(file.name for file in opened)
        batch = saving.open_batch(
            actor=request.user, name=name, files=files, collection=form.cleaned_data["collection"]
        )  # fmt: skip
        batch.report = {"format": form.cleaned_data["format"]}
        batch.save(update_fields=["report"])
        return batch

    @answered
    def import_preview_view(self, request, pk):
        """Show what would happen with each entry of an import; save what was chosen."""
        guards.insist(guards.to_create(request.user))
        batch = SourceImport.objects.filter(pk=pk).select_related("collection").first()
        if batch is None:
            raise Http404
        if batch.actor_id != request.user.pk:
            raise PermissionDenied
        if batch.saved_at is not None:
            return self._saved_import(request, batch)
        plan, formats = _planned(batch)
        if len(plan.steps) > MOST_ENTRIES:
            sentence = _("These are %(count)s entries. More than %(most)s are for the command import_sources.")
            messages.error(request, sentence % {"count": len(plan.steps), "most": MOST_ENTRIES})
            return HttpResponseRedirect(reverse(self.url_name("import")))
        if request.method == "POST":
            choices = _choices(request.POST, plan)
            saving.save(batch, plan, actor=request.user, choices=choices)
            taken = sum(step.outcome in Outcome.taken() for step in plan.steps)
            sentence = ngettext(
                "%(count)s source was saved as a draft.", "%(count)s sources were saved as drafts.", taken
            )
            messages.success(request, sentence % {"count": taken})
            return HttpResponseRedirect(reverse(self.url_name("import_preview"), args=[batch.pk]))
        return self._import_page(
            request, "sources/import_preview.html", _("What would be imported"), batch=batch,
            rows=_rows(plan), problems=_loose(plan)[:SHOWN_PROBLEMS], counts=_counted(plan),
            formats=[(name, FORMATS[known][0] if known else _("none of ours")) for name, known in formats.items()],
            takes=any(step.outcome in (*Outcome.taken(), Outcome.NEAR) for step in plan.steps),
        )  # fmt: skip

    def _saved_import(self, request, batch):
        entries = batch.report.get("entries") or []
        names = {each["key"] or each["same_as"] for each in entries} | {each["same_as"] for each in entries}
        pks = dict(Item.objects.filter(kind="source", key__in=names).values_list("key", "pk"))
        rows = [
            {
                **each, "outcome_label": Outcome(each["outcome"]).label,
                "item": pks.get(each["key"] if each["outcome"] == Outcome.NEW else each["same_as"]),
            }
            for each in entries
        ]  # fmt: skip
        return self._import_page(
            request, "sources/import_saved.html", _("Import of sources %(number)s") % {"number": batch.pk},
            batch=batch, rows=rows, problems=(batch.report.get("problems") or [])[:SHOWN_PROBLEMS],
            counts=[(Outcome(name).label, number) for name, number in (batch.report.get("counts") or {}).items()],
        )  # fmt: skip

    def _import_page(self, request, template, title, **extra):
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request), "title": title, "opts": self.opts,
            "changelist_url": reverse(self.url_name("changelist")), "import_url": reverse(self.url_name("import")),
            **extra,
        }  # fmt: skip
        return TemplateResponse(request, template, context)


def _planned(batch):
    """Read an import's files again and compare them with what is there now."""
    opened = [
        Opened(file["name"], file["text"], tuple(Problem(**problem) for problem in file["problems"]))
        for file in batch.files
    ]
    entries, problems, formats = read_all(opened, format=batch.report.get("format") or "")
    return planning.make_plan(entries, problems), formats


def _choices(posted, plan) -> dict[int, str]:
    """Return what a person chose for each entry; an entry without a tick or a choice is left out."""
    found = {}
    for step in plan.steps:
        value = posted.get(f"entry-{step.position}", "")
        found[step.position] = value if value in (saving.NEW, saving.FILL) else saving.SKIP
    return found


def _rows(plan):
    """Return what the preview shows of each entry, with the problems at its place."""
    by_place = {}
    for problem in plan.problems:
        by_place.setdefault((problem.file, problem.line), []).append(problem)
    return [
        {
            "step": step,
            "entry": step.entry,
            "problems": by_place.get((step.entry.file, step.entry.line), []) if step.entry.line else [],
            "authors": _authors(step.entry.csl),
            "year": keys.year_of(step.entry.csl),
            "fills": ", ".join(sorted(step.gaps)),
            "may_choose": step.outcome in (*Outcome.taken(), Outcome.NEAR),
        }
        for step in plan.steps
    ]


def _authors(csl) -> str:
    names = keys.authors_of(csl)
    shown = [name.get("literal") or name.get("family") or name.get("given") or "" for name in names[:3]]
    return ", ".join(filter(None, shown)) + (" …" if len(names) > 3 else "")


def _loose(plan):
    """Return the problems that stand at no entry's place."""
    places = {(step.entry.file, step.entry.line) for step in plan.steps}
    return [problem for problem in plan.problems if (problem.file, problem.line) not in places]


def _counted(plan):
    return [(Outcome(name).label, number) for name, number in plan.counts().items()]
