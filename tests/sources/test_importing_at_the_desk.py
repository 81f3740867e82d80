"""Importing at the desk: paste or upload, the table of what would happen, the choice, the drafts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from editorial.models import Item
from sources.models import SourceImport
from tests import desk, records
from tests.sources.importing.test_posts import POST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

IMPORT = reverse("admin:sources_source_import")
BIB = (
    "@article{lee2020, title={Lamps}, author={Lee, A.}, year={2020}, doi={10.1000/a1}}\n"
    "@article{broken, title={x}\n@book{ort2001, title={Light}, author={Ort, D.}, year={2001}}\n"
)


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies.load({"django_language": "en"})


def preview_of(client, **data):
    response = client.post(IMPORT, {"text": "", "format": "", **data})
    assert response.status_code == 302, desk.text_of(response)
    return response["Location"]


def test_pasted_text_is_shown_chosen_and_saved(client, author):
    client.force_login(author)
    page = preview_of(client, text=BIB)
    shown = client.get(page)
    words = desk.text_of(shown)
    assert not Item.objects.filter(kind="source").exists()
    assert "new 2" in words and "a brace, quotation mark or comma is missing" in words and "line 2" in words
    data = desk.shown_form(shown, "import-form")
    assert data == {"entry-0": "new", "entry-1": "new"}

    response = client.post(page, {"entry-1": "new"}, follow=True)

    assert "1 source was saved as a draft." in desk.text_of(response)
    assert list(Item.objects.filter(kind="source").values_list("key", flat=True)) == ["ort2001"]
    assert client.get(IMPORT).context["imports"].count() == 1
    assert client.post(page, {"entry-0": "new"}).status_code == 200
    assert Item.objects.filter(kind="source").count() == 1
    assert SourceImport.objects.get().files == []


def test_uploaded_files_of_several_formats_and_broken_ones(client, author):
    client.force_login(author)
    files = [
        SimpleUploadedFile("p.md", POST.encode()), SimpleUploadedFile("bad.bib", b"\xff\xfe\x00\xd8"),
        SimpleUploadedFile("page.md", b"<!DOCTYPE html><html></html>"),
    ]  # fmt: skip
    page = preview_of(client, files=files)
    words = desk.text_of(client.get(page))
    assert "p.md: post with footnotes" in words and "page.md: none of ours" in words
    assert "The address is broken" in words and "This is a web page." in words and "bad.bib" in words


def test_a_near_source_is_a_choice_and_by_default_left_out(client, author):
    records.make("source", author, key="light", title="Lights", csl={
        "type": "book", "title": "Lights", "author": [{"family": "Ort"}], "issued": {"date-parts": [[2001]]}})  # fmt: skip
    client.force_login(author)
    page = preview_of(client, text=BIB.replace("{Light}", "{Lightsy}, publisher={Press}"))
    data = desk.shown_form(client.get(page), "import-form")
    assert data == {"entry-0": "new", "entry-1": ""}
    client.post(page, {**data, "entry-1": "fill"})
    assert Item.objects.get(key="light").row.csl["publisher"] == "Press"


def test_a_preview_is_its_authors_own_and_reviewers_have_none(client, author, editor, reviewer):
    client.force_login(author)
    page = preview_of(client, text=BIB)
    for person, status in ((editor, 403), (reviewer, 403)):
        client.force_login(person)
        assert client.get(page).status_code == status
        assert client.post(page, {"entry-0": "new"}).status_code == status
    assert client.get(IMPORT).status_code == 403
    assert not Item.objects.filter(kind="source").exists()


def test_nothing_given_is_said(client, author):
    client.force_login(author)
    assert "Paste a text or choose a file." in desk.text_of(client.post(IMPORT, {"text": " ", "format": ""}))


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_a_constant_number_of_questions(client, author, django_assert_num_queries, count):
    client.force_login(author)
    text = "".join(f"@book{{k{number}, title={{T{number}}}, year={{2001}}}}\n" for number in range(count))
    page = preview_of(client, text=text)
    client.get(page)
    with django_assert_num_queries(8):
        client.get(page)
