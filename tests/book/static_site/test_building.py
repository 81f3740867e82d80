"""The site as files: complete, the same bytes twice, and after every act the same as one made from nothing."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from book.static_site import building
from book.static_site.addresses import Address, with_further_pages
from editorial import transitions
from editorial.snapshot import RelationValue
from tests.records import fresh, make, make_book, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(settings, tmp_path, author, reviewer):
    """A public book whose records point at each other, and the acts that change it."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    book = make_book(author, outline="[main]\n# 第一编\none\ntwo")
    source = make("source", author, key="lee2020")
    lab = make("organization", author, key="lab")
    cause = make(
        "event", author, key="cause", date="2019", relations={"organizations": [RelationValue("organization", "lab")]}
    )
    effect = make(
        "event",
        author,
        key="effect",
        date="2020-02",
        relations={"causes": [RelationValue("event", "cause")], "sources": [RelationValue("source", "lee2020")]},
    )
    later = make("event", author, key="later", date="2021")
    concept = make("concept", author, key="attention")
    one = make(
        "chapter",
        author,
        key="one",
        book=book,
        body="[[event:effect]]来了 [@lee2020, p. 3]。\n\n### 轶事：一件事\n\n有人说。",
    )
    two = make(
        "chapter", author, key="two", book=book, title="第二章", body="[[concept:attention]]与[[event:later|后事]]。"
    )
    items = {item.key: item for item in (book, source, lab, cause, effect, concept, one, two)}
    publish(*items.values(), author=author, reviewer=reviewer)
    return items | {"later": later}


def tree(folder) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_page_becomes_a_file_whose_links_lead_to_files(world, tmp_path):
    report = building.build(tmp_path / "site")
    files = tree(tmp_path / "site")
    assert report.failed == {}
    assert {"index.html", "en/index.html", "books/a-book/one/index.html", "books/a-book/one/r/1/index.html",
            "events/effect/index.html", "en/timeline/index.html", "feed.atom", "sitemap.xml", "robots.txt", "404.html",
            "static/css/base.css"} <= files.keys()  # fmt: skip
    missing = set()
    for name, content in files.items():
        if name.endswith(".html"):
            for href in _links(content.decode()):
                target = (href + "index.html" if href.endswith("/") else href).lstrip("/")
                if target not in files:
                    missing.add((name, href))
    assert missing == set()


class _Hrefs(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def _links(html):
    parser = _Hrefs()
    parser.feed(html)
    return {href.split("#")[0].split("?")[0] for href in parser.found if href.startswith("/")} - {""}


def test_a_second_build_makes_and_writes_nothing(world, tmp_path):
    first = building.build(tmp_path / "site")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    second = building.build(tmp_path / "site")
    assert (second.made, second.written, second.assets, second.pages) == (0, 0, 0, first.pages)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")} == before


def test_two_folders_hold_the_same_bytes_however_many_processes_made_them(world, tmp_path, monkeypatch):
    building.build(tmp_path / "one", processes=1)
    monkeypatch.setattr(building, "WORTH_SHARING", 1)
    building.build(tmp_path / "two", processes=2)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_after_every_act_an_increment_equals_a_site_made_from_nothing(world, tmp_path, author, reviewer, editor):
    def change(key, **fields):
        transitions.edit(fresh(world[key]), actor=author, fields=fields)
        publish(world[key], author=author, reviewer=reviewer)

    def publish_new(kind, key, **options):
        world[key] = make(kind, author, key=key, **options)
        publish(world[key], author=author, reviewer=reviewer)

    acts = {
        "an edited text": lambda: change("a-book/one", body="[[event:cause]]。"),
        "a retitled event": lambda: change("effect", title="另一个名字", title_en="Another name"),
        "a moved date": lambda: change("cause", date="2018-05"),
        "a retitled chapter": lambda: change("a-book/two", title="第二章改名"),
        "a renamed organization": lambda: change("lab", name="新名研究所"),
        "a record a chapter waited for": lambda: publish(world["later"], author=author, reviewer=reviewer),
        "a further source": lambda: publish_new("source", "new2021", title="News"),
        "a withdrawn concept": lambda: transitions.unpublish(fresh(world["attention"]), actor=editor, reason="x", notice="n"),
        "a rolled back chapter": lambda: transitions.roll_back(fresh(world["a-book/one"]), 1, actor=editor, reason="x"),
        "a withdrawn chapter": lambda: transitions.unpublish(fresh(world["a-book/two"]), actor=editor, reason="x"),
        "a changed book": lambda: change("a-book", subtitle="新副题", outline="[main]\n# 另一编\none"),
    }  # fmt: skip
    total = building.build(tmp_path / "site").pages
    for number, (name, act) in enumerate(acts.items()):
        act()
        increment = building.build(tmp_path / "site", processes=1)
        building.build(tmp_path / f"whole-{number}", processes=1)
        grown, whole = tree(tmp_path / "site"), tree(tmp_path / f"whole-{number}")
        assert increment.failed == {}
        assert sorted(grown.keys() ^ whole.keys()) == [], name
        assert [path for path in grown if grown[path] != whole[path]] == [], name
        assert increment.made < total + 20, name


def test_an_edited_text_leaves_unconcerned_pages_alone(world, tmp_path, author, reviewer):
    building.build(tmp_path / "site")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("index.html")}
    transitions.edit(fresh(world["lab"]), actor=author, fields={"body": "新的简介。"})
    publish(world["lab"], author=author, reviewer=reviewer)
    report = building.build(tmp_path / "site")
    rewritten = {
        str(path.relative_to(tmp_path / "site")) for path, at in before.items() if path.stat().st_mtime_ns != at
    }
    assert "organizations/lab/index.html" in rewritten
    assert not [name for name in rewritten if name.startswith(("books/a-book/two", "sources/lee2020"))]
    assert report.made < report.pages / 2


def test_old_addresses_lead_on_and_withdrawn_ones_keep_their_notice(world, tmp_path, editor, release_at):
    release_at("event", "cause", path="/events/old-name/")
    transitions.unpublish(fresh(world["attention"]), actor=editor, reason="secret", notice="暂时撤下")
    building.build(tmp_path / "site")
    files = tree(tmp_path / "site")
    assert 'url=/events/cause/"' in files["events/old-name/index.html"].decode()
    assert files["_redirects"].decode().splitlines() == [
        "/events/old-name/ /events/cause/ 301", "/en/events/old-name/ /en/events/cause/ 301",
    ]  # fmt: skip
    assert "暂时撤下" in files["concepts/attention/index.html"].decode()
    assert "/concepts/attention/" in files["withdrawn.txt"].decode()
    assert not any(b"secret" in content for content in files.values())


@pytest.fixture
def release_at():
    """An earlier release of a record at another path, as a renamed slug leaves it."""
    from editorial.models import Release  # the models need the database of this test

    def make_earlier(kind, key, *, path):
        release = Release.objects.get(kind=kind, key=key)
        Release.objects.bulk_create([_copy_of(release, path)])

    def _copy_of(release, path):
        release.pk, release.number, release.path = None, 99, path
        release._state.adding = True
        return release

    return make_earlier


def test_a_page_that_cannot_be_made_keeps_its_file_and_is_tried_again(world, tmp_path, author, reviewer, monkeypatch):
    building.build(tmp_path / "site")
    file = tmp_path / "site/organizations/lab/index.html"
    before = file.read_bytes()
    transitions.edit(fresh(world["lab"]), actor=author, fields={"body": "新的简介。"})
    publish(world["lab"], author=author, reviewer=reviewer)
    render = building.render

    def broken(address, **options):
        if address.path == "/organizations/lab/":
            raise RuntimeError("no")
        return render(address, **options)

    monkeypatch.setattr(building, "render", broken)
    assert building.build(tmp_path / "site").failed == {"/organizations/lab/": "RuntimeError: no"}
    assert file.read_bytes() == before
    monkeypatch.setattr(building, "render", render)
    report = building.build(tmp_path / "site")
    assert (report.failed, report.made) == ({}, 1)
    assert "新的简介" in file.read_text()


def test_a_full_disk_leaves_whole_files_and_no_trace(world, tmp_path, monkeypatch):
    building.build(tmp_path / "site")
    before = tree(tmp_path / "site")

    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        building.build(tmp_path / "site", everything=True, processes=1)
    assert tree(tmp_path / "site") == before


def test_a_folder_of_something_else_and_a_second_builder_are_refused(world, tmp_path, settings):
    for folder in (settings.BASE_DIR, settings.BASE_DIR.parent, settings.DATA_DIR):
        with pytest.raises(building.CannotBuild, match="name a folder"):
            building.build(folder)
    (tmp_path / "file").write_text("")
    with pytest.raises(building.CannotBuild, match="not a folder"):
        building.build(tmp_path / "file")
    with building._only_one(tmp_path / "site"), pytest.raises(building.CannotBuild, match="under way"):
        building.build(tmp_path / "site")


def test_a_memory_that_cannot_be_read_means_everything_is_made(world, tmp_path, settings):
    first = building.build(tmp_path / "site")
    for path in (settings.DATA_DIR / "sites").glob("*.sqlite3"):
        path.write_bytes(b"nonsense" * 1000)
    assert building.build(tmp_path / "site").made == first.made


def test_other_files_in_the_folder_are_left_alone(world, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/CNAME").write_text("annals.example.org")
    building.build(tmp_path / "site")
    building.build(tmp_path / "site", everything=True)
    assert (tmp_path / "site/CNAME").read_text() == "annals.example.org"


def test_nothing_of_a_draft_is_in_any_file(world, tmp_path, author):
    token = "zzleakzz"
    for key in ("a-book/one", "effect", "lab", "attention"):
        item = fresh(world[key])
        field = {"lab": "body", "attention": "definition"}.get(key, "body")
        transitions.edit(item, actor=author, fields={field: token, "private_notes": token})
    make("event", author, key=f"draft-{token}", title=token)
    building.build(tmp_path / "site")
    assert [
        name for name, content in tree(tmp_path / "site").items() if token in name or token.encode() in content
    ] == []


def test_further_pages_of_lists_become_paths():
    html = '<a href="?page=2">2</a><a href="?page=1#letter-a">1</a><a href="/en/sources/?page=3#letter-x">3</a>'
    text, found = with_further_pages(html, Address("/sources/", 2))
    assert text == (
        '<a href="/sources/page-2/">2</a><a href="/sources/#letter-a">1</a><a href="/en/sources/page-3/#letter-x">3</a>'
    )
    assert found == {Address("/sources/"), Address("/sources/", 2), Address("/en/sources/"), Address("/en/sources/", 3)}
    assert (Address("/sources/", 2).file, Address("/").file) == ("sources/page-2/index.html", "index.html")
