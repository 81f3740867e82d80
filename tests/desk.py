"""Using the desk as a browser does: addresses of its pages, and forms posted back the way they were shown."""

import re
from html.parser import HTMLParser

from django.urls import reverse


def url(item, name="change", **kwargs):
    """Return the address of a page about ``item``."""
    row = item.row
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{name}", kwargs={"object_id": row.pk, **kwargs})


def list_url(kind):
    return reverse(f"admin:{_model_path(kind)}_changelist")


def add_url(kind):
    return reverse(f"admin:{_model_path(kind)}_add")


def _model_path(kind):
    app = "sources" if kind == "source" else "book"
    return f"{app}_{kind}"


class _Form(HTMLParser):
    """Collects what a browser would post of the form with ``form_id``, line breaks as ``\\r\\n`` included."""

    def __init__(self, form_id):
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.data = {}
        self.area = None
        self.select = None
        self.chosen = None

    def handle_starttag(self, tag, pairs):
        attrs = dict(pairs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
        if not self.inside or "disabled" in attrs:
            return
        name = attrs.get("name")
        if tag == "input" and name and attrs.get("type") not in ("submit", "button"):
            if attrs.get("type") in ("checkbox", "radio"):
                if "checked" in attrs:
                    self.data[name] = attrs.get("value", "on")
            else:
                self.data[name] = attrs.get("value", "")
        elif tag == "textarea":
            self.area, self.data[name] = name, ""
        elif tag == "select":
            self.select, self.chosen = name, [] if "multiple" in attrs else None
        elif tag == "option" and isinstance(self.chosen, list):
            self.chosen += [attrs.get("value", "")] if "selected" in attrs else []
        elif tag == "option" and self.select and (self.chosen is None or "selected" in attrs):
            # Without a selected option a browser posts the first.
            self.chosen = attrs.get("value", "")

    def handle_data(self, data):
        if self.area:
            self.data[self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            # HTML drops the first line break of a text area; a browser posts every other one as \r\n.
            shown = self.data[self.area].replace("\r\n", "\n").replace("\r", "\n").removeprefix("\n")
            self.data[self.area] = shown.replace("\n", "\r\n")
            self.area = None
        elif tag == "select" and self.select:
            self.data[self.select] = self.chosen or ([] if isinstance(self.chosen, list) else "")
            self.select = self.chosen = None
        elif tag == "form":
            self.inside = False


def shown_form(response, form_id="item-form") -> dict:
    """Return what a browser would post of a form in ``response`` if nobody touched it."""
    form = _Form(form_id)
    form.feed(response.content.decode())
    form.data.pop("csrfmiddlewaretoken", None)
    return form.data


def opened(client, item) -> dict:
    """Open the form of ``item`` and return what it would post."""
    response = client.get(url(item))
    assert response.status_code == 200
    return shown_form(response)


def save(client, item, data, *, button="_save"):
    """Post the form of ``item``."""
    return client.post(url(item), {**data, button: "1"})


def review_url(submission, name="review"):
    """Return the address of the review page, or of one of its acts (``review_sign`` …)."""
    return reverse(f"admin:{name}", args=[submission.pk])


def seal_shown(response) -> str:
    """Return the seal that a review page would post."""
    return shown_form(response, "sign-form")["seal"]


def ticks_shown(client, submission, *, sorts=("ask", "fact", "warning")) -> list[str]:
    """Return what the review page asks to tick: questions (``ask``), changed facts and groups of warnings."""
    page = client.get(review_url(submission)).content.decode()
    tokens = re.findall(r'name="tick" value="([^"]+)"', page)
    sort_of = {token: token.partition(":")[0] for token in tokens}
    return [token for token in tokens if (sort_of[token] if sort_of[token] in ("ask", "fact") else "warning") in sorts]


def sign(client, submission, seal, *, tick=(), untick=(), **data):
    """Post the sign-off of a review page, its questions and facts ticked but for ``untick``; warnings are named in ``tick``."""
    tokens = [*ticks_shown(client, submission, sorts=("ask", "fact")), *([tick] if isinstance(tick, str) else tick)]
    tokens = [token for token in tokens if token not in untick]
    return client.post(review_url(submission, "review_sign"), {"seal": seal, "act": "now", "tick": tokens, **data})


def text_of(response) -> str:
    """Return the words of a page, tags removed and spaces joined."""
    collector = _Words()
    collector.feed(response.content.decode())
    return " ".join(" ".join(collector.words).split())


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words = []
        self.skipped = 0

    def handle_starttag(self, tag, attrs):
        self.skipped += tag in ("script", "style")

    def handle_endtag(self, tag):
        self.skipped -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.skipped:
            self.words.append(data)
