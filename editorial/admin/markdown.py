"""The two endpoints of the Markdown editor: the preview, and uploading an image. markdownx's own are not used."""

from django.contrib import admin
from django.utils.translation import gettext as _

from editorial import kinds, queries, roles
from editorial.admin import images, presence
from editorial.admin.endpoints import answer, for_staff, refuse
from editorial.models import Item
from editorial.text import markdown

#: Longest text that is previewed, in characters.
LONGEST_TEXT = 1_000_000


@for_staff(method="POST", allowed=roles.may_write)
def preview(request):
    """Render the draft in the form: ``{"html", "words", "problems", "others"}``. Nothing is stored.

    Takes the fields of the form, ``kind`` and ``item`` (its primary key; empty for a new record). With ``content``
    alone a bare text is rendered.
    """
    if max(map(len, request.POST.values()), default=0) > LONGEST_TEXT:
        return refuse(413, _("The text is too long for a preview: the limit is %(limit)s characters.")
                      % {"limit": LONGEST_TEXT})  # fmt: skip
    kind_name = request.POST.get("kind")
    if kind_name is None:
        if "content" not in request.POST:
            return refuse(400, _("There is no text to preview."))
        return answer(
            {"html": markdown.render(request.POST["content"]).html, "words": None, "problems": [], "others": []}
        )
    item_admin = admin_of(kind_name)
    if item_admin is None or item_admin.body_field not in request.POST:
        return refuse(400, _("There is no text to preview."))
    item = _item(kind_name, request.POST.get("item", ""))
    if item is not None and not roles.may_write(request.user, item):
        return refuse(403, _("You have no role in this book that allows you to write drafts."))
    fields, relations = item_admin.form_class(request.POST, initial=_initial(item_admin, item)).draft()
    shown = item_admin.preview(item=item, fields=fields, relations=relations, reader=request.user)
    others = presence.note(item, request.user) if item is not None else []
    return answer({**shown, "others": others})


@for_staff(method="POST", allowed=roles.may_write)
def upload(request):
    """Store one image, re-encoded, and return the Markdown that shows it: ``{"image_code", "url"}``."""
    file = request.FILES.get("image")
    if file is None:
        return refuse(400, _("There is no image in this upload."))
    if file.size > images.LARGEST_FILE:
        return refuse(413, _("The file is larger than %(limit)s MB.") % {"limit": images.LARGEST_FILE // 2**20})
    try:
        url = images.store(file.read())
    except images.NotAnImage as refusal:
        return refuse(400, str(refusal))
    return answer({"image_code": f"![]({url})", "url": url})


def admin_of(kind_name):
    """Return the ItemAdmin of a kind; None for what is no kind or has no admin."""
    try:
        model = kinds.get(kind_name).model
    except KeyError:
        return None
    return admin.site.get_model_admin(model) if admin.site.is_registered(model) else None


def _item(kind_name, pk):
    if not pk.isdecimal():
        return None
    return queries.with_standing(Item.objects.filter(kind=kind_name, pk=int(pk))).first()


def _initial(item_admin, item):
    return item_admin.form_class.initial_of(item_admin.kind.snapshot(item.row)) if item is not None else {}
