"""The endpoints behind the editor: who may call them, how often, with what; and what they answer."""

import io
import json
import re
import shutil

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from editorial import roles, transitions
from tests import desk, records

PREVIEW, UPLOAD, COMPLETE = "/admin/markdown/preview/", "/admin/markdown/upload/", "/admin/complete/"


@pytest.fixture(autouse=True)
def _no_images_yet(settings):
    # The media folder of the test run: its address is fixed when the urls are read.
    shutil.rmtree(settings.MEDIA_ROOT / "images", ignore_errors=True)


def picture(kind="PNG", size=(8, 6), **options):
    written = io.BytesIO()
    Image.new("RGB", size, "red").save(written, kind, **options)
    return written.getvalue()


def upload(client, content, *, name="p.png"):
    file = io.BytesIO(content)
    file.name = name
    return client.post(UPLOAD, {"image": file})


@pytest.mark.django_db
def test_the_editor_posts_to_our_own_addresses(settings):
    assert (settings.MARKDOWNX_URLS_PATH, settings.MARKDOWNX_UPLOAD_URLS_PATH) == (PREVIEW, UPLOAD)
    assert (reverse("admin:markdown_preview"), reverse("admin:markdown_upload")) == (PREVIEW, UPLOAD)
    assert Client().get("/markdownx/markdownify/").status_code == 404
    assert Client().get("/markdownx/upload/").status_code == 404


# Who, how, how often


@pytest.mark.parametrize("url", [PREVIEW, UPLOAD])
@pytest.mark.parametrize("who", ["anonymous", "reader", "no role", "reviewer", "administrator", "deactivated"])
def test_only_people_who_write_may_use_the_editor(url, who, client, make_user, author):
    if who == "reader":
        person = make_user("reader")
        person.is_staff = False
        person.save()
    elif who == "deactivated":
        person = author
        client.force_login(person)
        person.is_active = False
        person.save()
    elif who != "anonymous":
        person = make_user("person", role=None if who == "no role" else who)
    if who not in ("anonymous", "deactivated"):
        client.force_login(person)

    response = client.post(url, {"content": "**x**"})

    assert response.status_code == 403
    signed_out = who in ("anonymous", "deactivated")
    assert set(json.loads(response.content)) == {"error", "signed_out"} if signed_out else {"error"}


@pytest.mark.parametrize("url", [PREVIEW, UPLOAD])
def test_the_editor_takes_posts_only(url, client, author):
    client.force_login(author)
    response = client.get(url)
    assert (response.status_code, response["Allow"]) == (405, "POST")


@pytest.mark.parametrize("url", [PREVIEW, UPLOAD])
def test_a_post_without_a_token_is_refused_whatever_the_cookie_is_called(url, author, settings):
    settings.CSRF_COOKIE_NAME = "renamed"
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert client.post(url, {"content": "x"}).status_code == 403

    page = client.get(desk.add_url("event"))
    token = page.context["csrf_token"]
    assert str(token) in page.content.decode()
    assert client.post(PREVIEW, {"content": "x"}, headers={"x-csrftoken": str(token)}).status_code == 200


@pytest.mark.parametrize(("url", "data", "first"), [(PREVIEW, {"content": "x"}, 200), (UPLOAD, {}, 400)])
def test_sixty_calls_a_minute_and_person_then_429(url, data, first, client, author, make_user, monkeypatch):
    monkeypatch.setattr("editorial.admin.endpoints.time.time", lambda: 1_000_000)
    client.force_login(author)
    assert {client.post(url, data).status_code for _call in range(60)} == {first}
    response = client.post(url, data)
    assert (response.status_code, response["Retry-After"]) == (429, "60")

    client.force_login(make_user("somebody else", role="author"))
    assert client.post(url, data).status_code == first
    client.force_login(author)
    monkeypatch.setattr("editorial.admin.endpoints.time.time", lambda: 1_000_060)
    assert client.post(url, data).status_code == first


# The preview


def test_a_bare_text_is_rendered(client, author):
    client.force_login(author)
    response = client.post(PREVIEW, {"content": "是**“开源”**的"})
    assert response.json() == {
        "html": "<p>是<strong>“开源”</strong>的</p>\n",
        "words": None,
        "problems": [],
        "others": [],
    }
    assert (response["Content-Type"], response["Cache-Control"], response["X-Content-Type-Options"]) == (
        "application/json", "no-store", "nosniff",
    )  # fmt: skip


@pytest.mark.parametrize(
    "data", [{}, {"kind": "event"}, {"kind": "nothing", "body": "x"}, {"kind": "auth.user", "body": "x"}]
)
def test_missing_input_is_400(data, client, author):
    client.force_login(author)
    assert client.post(PREVIEW, data).status_code == 400


def test_a_text_that_is_too_long_is_413(client, author, monkeypatch):
    monkeypatch.setattr("editorial.admin.markdown.LONGEST_TEXT", 100)
    client.force_login(author)
    assert client.post(PREVIEW, {"content": "字" * 100}).status_code == 200
    assert client.post(PREVIEW, {"content": "字" * 101}).status_code == 413


def test_a_request_larger_than_the_server_takes_is_400(client, author, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client.force_login(author)
    assert client.post(PREVIEW, {"content": "x" * 2000}).status_code == 400


@pytest.mark.parametrize(
    "payload",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](data:text/html,x)",
     '<a href="x" style="position:fixed">x</a>', "<svg/onload=alert(1)>", "![x](javascript:alert(1))"],
)  # fmt: skip
def test_nothing_in_a_preview_runs(payload, client, author):
    client.force_login(author)
    html = client.post(PREVIEW, {"content": payload}).json()["html"]
    tags = re.findall(r"<[^>]*>", html.lower())
    assert [tag for tag in tags if re.search(r"<(script|svg)|\son\w+=|style=|javascript:|data:", tag)] == []


def test_the_preview_stores_nothing_and_names_who_else_is_writing(client, author, editor):
    item = records.make("event", author)
    data = {"kind": "event", "item": item.pk, "title": "题", "body": "**新**的", "lock_version": "1"}
    client.force_login(author)
    first = client.post(PREVIEW, data).json()
    client.force_login(editor)
    second = client.post(PREVIEW, data).json()

    assert "<strong>新</strong>" in first["html"]
    assert (first["others"], second["others"]) == ([], [roles.name_of(author)])
    assert [version.number for version in item.versions.all()] == [1]


def test_somebody_idle_for_fifteen_minutes_counts_as_gone(client, author, editor, monkeypatch):
    item = records.make("event", author)
    data = {"kind": "event", "item": item.pk, "title": "题", "body": "x"}
    clock = [1000.0]
    monkeypatch.setattr("editorial.admin.presence.time.time", lambda: clock[0])
    client.force_login(author)
    client.post(PREVIEW, data)
    client.force_login(editor)
    clock[0] += 14 * 60
    assert client.post(PREVIEW, data).json()["others"] == ["author"]
    clock[0] += 2 * 60
    assert client.post(PREVIEW, data).json()["others"] == []


# Uploads


@pytest.mark.parametrize(
    ("content", "ending"),
    [(picture("PNG"), ".png"), (picture("JPEG"), ".jpg"), (picture("WEBP"), ".webp"), (picture("GIF"), ".png")],
)
def test_an_image_is_recognised_by_content_drawn_again_and_stored_once(content, ending, client, author, settings):
    client.force_login(author)
    answers = [upload(client, content, name="evil.html").json() for _time in range(2)]

    assert answers[0] == answers[1]
    url = answers[0]["url"]
    assert url.startswith("/media/images/") and url.endswith(ending)
    assert answers[0]["image_code"] == f"![]({url})"
    assert len(list((settings.MEDIA_ROOT / "images").iterdir())) == 1
    served = client.get(url)
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Type"].startswith("image/")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><rect onload="alert(1)"/></svg>'


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.svg", SVG), ("x.gif", SVG), ("x.gif", b"<html><script>alert(1)</script></html>"), ("x.png", b""),
     ("x.png", picture("PNG")[:40]), ("x.gif", b"GIF89a<script>alert(1)</script>"), ("x.bmp", picture("BMP")),
     ("x.tif", picture("TIFF")), ("x.pdf", b"%PDF-1.4")],
)  # fmt: skip
def test_what_is_no_accepted_image_is_refused_whatever_it_is_called(name, content, client, author, settings):
    client.force_login(author)
    response = upload(client, content, name=name)
    assert response.status_code == 400
    assert not (settings.MEDIA_ROOT / "images").exists()


def test_what_hides_behind_an_image_does_not_survive(client, author, settings):
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    hidden = picture("JPEG", exif=exif) + b"<script>alert(1)</script>"
    polyglot = picture("GIF") + b"<html><script>alert(1)</script>"
    client.force_login(author)
    for content in (hidden, polyglot):
        upload(client, content)
    stored = b"".join(path.read_bytes() for path in (settings.MEDIA_ROOT / "images").iterdir())
    assert b"script" not in stored and b"secret" not in stored


def test_a_large_image_is_scaled_and_one_with_too_many_pixels_refused(client, author, settings, monkeypatch):
    client.force_login(author)
    url = upload(client, picture(size=(3000, 300))).json()["url"]
    assert Image.open(settings.MEDIA_ROOT / url.removeprefix("/media/")).size == (2400, 240)
    monkeypatch.setattr("editorial.admin.images.MOST_PIXELS", 100)
    assert upload(client, picture(size=(11, 11))).status_code == 400


def test_no_file_is_400_and_a_large_one_413(client, author, monkeypatch):
    client.force_login(author)
    assert client.post(UPLOAD).status_code == 400
    monkeypatch.setattr("editorial.admin.images.LARGEST_FILE", 20)
    assert upload(client, picture()).status_code == 413


# Completion


@pytest.fixture
def known(author):
    records.make("event", author, key="gpt4-2023", title="GPT-4发布", title_en="GPT-4 Launch", aliases=["EVT-0042"])
    records.make("event", author, key="bert", title="BERT论文", title_en="BERT paper")
    records.make("concept", author, key="alignment", preferred="对齐", original="alignment")


@pytest.mark.parametrize(
    ("kinds", "words", "keys"),
    [("event", "发布", ["gpt4-2023"]), ("event", "launch", ["gpt4-2023"]), ("event", "evt-0042", ["gpt4-2023"]),
     ("event", "gpt4", ["gpt4-2023"]), ("event concept", "对齐", ["alignment"]), ("event", "对齐", []),
     ("event", "B", ["bert", "gpt4-2023"]), ("event", "fb", ["gpt4-2023"]), ("concept", "duiqi", ["alignment"]),
     ("concept", "dq", ["alignment"])],
)  # fmt: skip
def test_records_are_found_by_chinese_name_english_name_other_name_and_key(kinds, words, keys, known, client, reviewer):
    client.force_login(reviewer)
    results = client.get(COMPLETE, {"kinds": kinds, "q": words}).json()["results"]
    assert [each["key"] for each in results] == keys


def test_completion_is_one_query_besides_those_for_the_person(known, client, author, django_assert_num_queries):
    client.force_login(author)
    client.get(COMPLETE, {"kinds": "event", "q": "x"})
    with django_assert_num_queries(4):
        client.get(COMPLETE, {"kinds": "event concept", "q": "a"})


def test_completion_is_for_the_desk_only_and_for_kinds_that_exist(client, make_user, author):
    assert client.get(COMPLETE, {"kinds": "event"}).status_code == 403
    client.force_login(make_user("nobody"))
    assert client.get(COMPLETE, {"kinds": "event"}).status_code == 403
    client.force_login(author)
    assert client.get(COMPLETE, {"kinds": "user"}).status_code == 400
    assert client.get(COMPLETE).status_code == 400
    assert client.post(COMPLETE, {"kinds": "event"}).status_code == 405


def test_a_suggested_key_is_what_a_relation_takes(known, author):
    item = records.make("chapter", author, book=records.make_book(author))
    transitions.edit(item, actor=author, relations={"events": [{"kind": "event", "key": "gpt4-2023"}]})
    assert item.relations.get().target.key == "gpt4-2023"
