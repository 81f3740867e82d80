"""Making files after publications: what is out of date, beside what is offered, never a draft, never a trace of one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from book.models import BookFile
from book.taking_home import building, shelf
from editorial import jobs, transitions
from editorial.models import Job, Release
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.xdist_group("typesetting")]


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Typesetting is tested elsewhere: here a file holds the words of its contents."""

    def write(found, file_format, *, progress=None):
        if progress:
            progress(1, 1)
        return f"{file_format} {found.as_json()}".encode()

    monkeypatch.setattr(building, "write", write)


def offered():
    return {str(row): row.state for row in BookFile.objects.all()}


def body(client, address):
    response = client.get(address)
    return response.status_code, b"".join(response) if response.streaming else b""


def test_publishing_asks_for_the_files_of_the_book_and_an_event_for_those_that_name_it(author, reviewer):
    book = make_book(author, key="b")
    event = make("event", author, key="launch")
    publish(book, event, make("chapter", author, key="one", book=book, body="[[event:launch]]"), author=author,
            reviewer=reviewer)  # fmt: skip
    assert Job.objects.filter(name__startswith="books").values_list("name", "want").get() == ("books:b", 1)
    jobs.run_lagging()
    transitions.edit(fresh(event), actor=author, fields={"title": "改了名的发布"})
    publish(event, author=author, reviewer=reviewer)
    assert Job.objects.lagging().filter(name="books:b").exists()
    jobs.run_lagging()
    assert b"\xe6\x94\xb9\xe4\xba\x86\xe5\x90\x8d" in shelf.ready("b", "", "epub", language="zh-hans").path.read_bytes()


def test_every_public_chapter_and_the_book_in_both_languages_get_their_files(small_book):
    jobs.make_now("books:b")
    names = [f"b/{name}.{kind} (zh-hans)" for name in ("one", "preface", "two") for kind in ("epub", "pdf")]
    names += [f"b.{kind} ({language})" for language in ("en", "zh-hans") for kind in ("epub", "pdf")]
    assert offered() == dict.fromkeys(names, "ready")


def test_only_what_changed_is_made_again_and_the_old_file_goes(small_book, make_chapter, monkeypatch,
                                                             django_capture_on_commit_callbacks):  # fmt: skip
    jobs.make_now("books:b")
    old = shelf.ready("b", "b/two", "pdf", language="zh-hans")
    make_chapter("two", "<p>新的话。</p>", number=2)
    made = []
    write = building.write
    monkeypatch.setattr(
        building, "write", lambda found, kind, **more: made.append(found.chapter_key) or write(found, kind, **more)
    )
    with django_capture_on_commit_callbacks(execute=True):
        jobs.make_now("books:b")
    assert sorted(set(made)) == ["", "b/two"]
    new = shelf.ready("b", "b/two", "pdf", language="zh-hans")
    assert (new.path != old.path, old.path.exists(), new.path.exists()) == (True, False, True)
    made.clear()
    jobs.make_now("books:b")
    assert made == []


def test_a_file_that_cannot_be_made_leaves_the_others_and_what_was_offered(
    small_book, make_chapter, monkeypatch, client
):
    jobs.make_now("books:b")
    before = body(client, "/books/b/b.pdf")
    make_chapter("two", "<p>新的话。</p>", number=2)
    write = building.write

    def refuse_pdf(found, kind, **more):
        if kind == "pdf":
            raise building.CannotMake("No typeface.")
        return write(found, kind, **more)

    monkeypatch.setattr(building, "write", refuse_pdf)
    jobs.make_now("books:b")
    assert BookFile.objects.filter(state="failed").values_list("format", "error").distinct().get() == (
        "pdf",
        "No typeface.",
    )
    assert body(client, "/books/b/b.pdf") == before
    assert "新的话".encode() in body(client, "/books/b/b.epub")[1]


def test_a_full_disk_fails_the_job_and_not_what_is_offered(small_book, make_chapter, monkeypatch, client):
    jobs.make_now("books:b")
    before = body(client, "/books/b/b.epub")
    make_chapter("two", "<p>新的话。</p>", number=2)

    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "keep", full)
    with pytest.raises(OSError, match="No space"):
        jobs.make_now("books:b")
    assert body(client, "/books/b/b.epub") == before
    assert "No space" in BookFile.objects.get(chapter_key="", language="zh-hans", format="epub").error


def test_a_withdrawn_chapter_is_gone_at_once_from_every_file_that_held_it(small_book, withdraw, client):
    jobs.make_now("books:b")
    withdraw(Release.objects.get(key="b/one"))
    gone = [body(client, f"/books/b/{name}")[0] for name in ("b.epub", "b.pdf", "one/one.epub", "two/two.epub")]
    assert gone == [404, 404, 404, 200]
    assert b"take-home" not in client.get("/books/b/").content
    jobs.make_now("books:b")
    assert "b/one.epub (zh-hans)" not in offered()
    assert body(client, "/books/b/b.epub")[0] == 200
    withdraw(Release.objects.get(key="b"))
    jobs.make_now("books:b")
    assert offered() == {}


def test_a_slower_worker_that_read_older_releases_does_not_win(small_book, make_chapter):
    older = building.make("b")
    Job.objects.create(name="books:b", want=1, queued_at=None)
    make_chapter("two", "<p>新的话。</p>", number=2)
    jobs.make_now("books:b")
    job = Job.objects.get(name="books:b")
    job.want = 1
    jobs._store(job, jobs._makers["books"], "b", older)
    assert "新的话".encode() in shelf.ready("b", "", "epub", language="zh-hans").path.read_bytes()


def test_the_addresses_answer_conditionally_in_the_language_asked_and_nothing_strange(small_book, client):
    jobs.make_now("books:b")
    response = client.get("/books/b/b.epub")
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "application/epub+zip", 'attachment; filename="b.epub"',
    )  # fmt: skip
    assert client.get("/books/b/b.epub", headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.head("/books/b/b.epub").status_code == 200
    assert b'"language":"en"' in body(client, "/en/books/b/b.epub")[1]
    assert b'"language":"zh-hans"' in body(client, "/en/books/b/one/one.epub")[1]
    strange = (
        "/books/b/x.epub",
        "/books/b/one/two.epub",
        "/books/x/x.pdf",
        "/books/..%2f/..%2f.pdf",
        "/books/b%00/b%00.epub",
    )
    assert [client.get(each, follow=True).status_code for each in strange] == [404] * 5
    assert client.post("/books/b/b.epub").status_code == 405
    page, chapter = client.get("/books/b/").content.decode(), client.get("/books/b/one/").content.decode()
    assert 'href="/books/b/b.epub"' in page
    assert 'href="/books/b/one/one.pdf"' in chapter


def test_no_word_of_a_draft_gets_into_any_file(author, reviewer):
    from tests.book.public.test_leaks import SECRETS, TOKEN, secret_relations

    book = make("book", author, key="b", outline="[main]\na-chapter")
    others = [make("event", author), make("chapter", author, book=book, body="[[event:a-event]]")]
    publish(book, *others, author=author, reviewer=reviewer)
    for item in [book, *others]:
        transitions.edit(fresh(item), actor=author, fields=SECRETS[item.kind], relations=secret_relations(item.kind))
    make("chapter", author, key=f"{TOKEN}-chapter", book=book, **SECRETS["chapter"])
    jobs.run_lagging()
    files = list(shelf.place("").glob("*/*"))
    assert files
    assert [path for path in files if TOKEN.encode() in path.read_bytes()] == []


def test_what_nobody_names_is_put_away(small_book, withdraw, django_capture_on_commit_callbacks):
    import os

    jobs.make_now("books:b")
    left = shelf.place("00/left.epub")
    building.keep(left, b"left by a killed run")
    fresh_file = shelf.place("00/fresh.epub")
    building.keep(fresh_file, b"of a run under way")
    os.utime(left, (0, 0))
    with django_capture_on_commit_callbacks(execute=True):
        jobs.make_now("books")
    assert (left.exists(), fresh_file.exists(), len(offered())) == (False, True, 10)


def test_slow_things_are_queued_alone_and_after_the_others():
    assert jobs._batches(["books:a", "books:b", "search:1", "words:1"]) == [
        ["search:1", "words:1"],
        ["books:a"],
        ["books:b"],
    ]


def test_the_command_writes_a_file_and_says_what_is_not_public(small_book, tmp_path):
    out = StringIO()
    target = tmp_path / "x.epub"
    call_command("build_book", "b", chapter="one", output=target, stdout=out)
    assert out.getvalue() == f"{target}: 1 chapters, {target.stat().st_size:,} bytes\n"
    with pytest.raises(CommandError, match="Nothing is public under the key b/none"):
        call_command("build_book", "b", chapter="none", output=target)
    with pytest.raises(CommandError, match="could not be written"):
        call_command("build_book", "b", output=tmp_path / "x.epub" / "y.epub")


def test_a_book_too_long_for_one_pdf_says_so(small_book, read, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(building, "MOST_CHARACTERS", 10)
    with pytest.raises(building.CannotMake, match="too long"):
        building.write(read(), "pdf")
