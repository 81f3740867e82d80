"""What somebody was told at the desk, and what they wish to be told: by which way, how often, in which language."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from editorial.models import Channel, Notice, NoticePreference, NoticeType, Rhythm
from editorial.notifications import digests, sentences, telling

ROWS_PER_PAGE = 30


def unread(person) -> int:
    """Return how many notices of ``person`` at the desk are unread. One query, answered by its index."""
    return Notice.objects.filter(person=person, at_desk=True, read_at=None).order_by().count()


@require_safe
def show(request):
    """The notices of the person who looks, newest first."""
    mine = Notice.objects.filter(person=request.user, at_desk=True).select_related("item", "submission")
    only_unread = "unread" in request.GET
    page = Paginator(mine.filter(read_at=None) if only_unread else mine, ROWS_PER_PAGE).get_page(request.GET.get("p"))
    context = {
        **admin.site.each_context(request),
        "title": _("Notices"),
        "page": page,
        "rows": [{"notice": notice, "sentence": sentences.sentence(notice)} for notice in page.object_list],
        "only_unread": only_unread,
    }
    return _page(request, "editorial/notices.html", context)


@require_POST
def open_one(request, pk):
    """Mark one notice as read and lead to what it is about."""
    notice = get_object_or_404(Notice.objects.select_related("item"), pk=pk, person=request.user)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())
    return HttpResponseRedirect(sentences.path(notice))


@require_POST
def read_all(request):
    """Mark all notices up to the newest that was shown as read; what came in meanwhile stays unread."""
    shown = request.POST.get("up_to", "")
    mine = Notice.objects.filter(person=request.user, read_at=None)
    if shown.isdecimal() and len(shown) < 19:
        mine.filter(pk__lte=int(shown)).update(read_at=timezone.now())
    return HttpResponseRedirect(reverse("admin:notices"))


class PreferenceForm(forms.Form):
    """Language, digest, and a switch for each type and channel."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the desk and of mail"), choices=settings.LANGUAGES, required=True
    )
    digest = forms.ChoiceField(label=gettext_lazy("Digest by mail"), choices=Rhythm.choices)

    def __init__(self, *args, preference, **kwargs):
        language = preference.language or settings.LANGUAGE_CODE
        super().__init__(*args, initial={"language": language, "digest": preference.digest}, **kwargs)
        self.preference = preference
        for type_ in NoticeType.switchable():
            for channel in Channel:
                self.fields[f"{type_.value}:{channel.value}"] = forms.BooleanField(
                    label=channel.label, required=False, initial=telling.wants(preference, type_, channel)
                )

    def switches(self):
        """Return ``[(what, [field])]`` for the table of switches."""
        return [
            (type_.label, [self[f"{type_.value}:{channel.value}"] for channel in Channel])
            for type_ in NoticeType.switchable()
        ]

    @transaction.atomic
    def save(self):
        """Store the wishes."""
        preference, cleaned = self.preference, self.cleaned_data
        preference.language = cleaned["language"]
        digests.choose(preference, cleaned["digest"])
        preference.off = sorted(name for name, value in cleaned.items() if ":" in name and not value)
        preference.save()


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    """What the person who looks wishes to be told."""
    preference = NoticePreference.objects.filter(person=request.user).first() or NoticePreference(person=request.user)
    form = PreferenceForm(request.POST if request.method == "POST" else None, preference=preference, label_suffix="")
    if form.is_valid():
        form.save()
        with translation.override(preference.language):
            messages.success(request, _("Your preferences are stored."))
        return with_language(HttpResponseRedirect(reverse("admin:notice_preferences")), preference.language)
    context = {
        **admin.site.each_context(request),
        "title": _("What I am told"),
        "form": form,
        "channels": Channel.labels,
        "has_mail": bool(request.user.email),
    }
    return _page(request, "editorial/notice_preferences.html", context)


def with_language(response, language):
    """Let the browser remember the language of the desk, as Django's own view does."""
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH, domain=settings.LANGUAGE_COOKIE_DOMAIN,
            secure=settings.LANGUAGE_COOKIE_SECURE, httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )  # fmt: skip
    return response


def language_of(person) -> str:
    """Return the language a person chose, or nothing."""
    chosen = NoticePreference.objects.filter(person=person).values_list("language", flat=True).first()
    return chosen or ""


def choose_language(request):
    """Switch the language of the desk; somebody who is signed in gets their mail in it from then on."""
    response = set_language(request)
    language = request.POST.get("language")
    if request.method == "POST" and request.user.is_authenticated and language in dict(settings.LANGUAGES):
        NoticePreference.objects.update_or_create(person=request.user, defaults={"language": language})
    return response


def _page(request, template, context):
    request.current_app = admin.site.name
    return TemplateResponse(request, template, context)
