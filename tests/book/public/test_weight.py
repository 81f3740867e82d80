"""How much a reader has to load."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

from book.demo.play import prepare_demo
from editorial.models import PublicPage
from tests.book.public.rows import release as make_release

pytestmark = pytest.mark.django_db


def packed(page, pattern) -> int:
    """Return the compressed size, in bytes, of the static files whose links match ``pattern``."""
    names = re.findall(pattern, page)
    assert names, "the page links none"
    return sum(len(gzip.compress(open(finders.find(name), "rb").read(), 9)) for name in names)


@pytest.mark.parametrize(
    "path", ["/", "/books/b/", "/books/b/one/", "/events/launch/", "/timeline/", "/concepts/", "/search/"]
)
def test_styles_and_scripts_stay_small(client, small_book, path):
    page = client.get(path).content.decode()
    # The timeline brings the positions of its marks as a style sheet; phones load it last, since they need none of it.
    timeline = path == "/timeline/"
    assert packed(page, r'href="/static/(css/[^"]+)"') <= (10 if timeline else 8) * 1024
    assert packed(page, r'src="/static/(js/[^"]+)"') <= (4 if timeline else 2) * 1024


def test_a_chapter_of_18000_characters_and_117_citations_stays_small(client, editor):
    """Real prose: two chapters of the demo book put together, with all their notes, citations, sources and lists."""
    prepare_demo()
    pages = [
        PublicPage.objects.get(path=f"/books/llm-chronicle/{name}/").release
        for name in ("alignment-and-chatgpt", "race-and-open-models", "scale-bet", "multimodal-and-reasoning")
    ]
    html = "".join(page.body.html for page in pages)
    text = "".join(page.body.text for page in pages)
    share = 18_000 / len(text)
    cut = html.index("</p>", int(len(html) * share)) + 4
    data = {**pages[0].body.data}
    listed = {each["key"]: each for page in pages for each in page.body.data["bibliography"]}
    data["bibliography"] = [each for key, each in listed.items() if f'data-cite="{key}"' in html[:cut]]
    make_release(
        "chapter", "llm-chronicle/long", book="llm-chronicle", title="长", title_en="Long", html=html[:cut], card=pages[0].card,
        outline=pages[0].body.outline + pages[1].body.outline, data=data, actor=editor,
    )  # fmt: skip
    for prefix in ("", "/en"):
        page = client.get(f"{prefix}/books/llm-chronicle/long/").content
        assert 17_000 < len(re.sub(r"<[^>]*>|\s", "", html[:cut])) < 19_000
        words = gzip.compress(re.sub(r"<[^>]*>", "", html[:cut]).encode(), 9)
        # Han prose of this length is 21 KB by itself; brotli takes an eighth less of all of it.
        assert len(gzip.compress(page, 9)) <= 34 * 1024
        assert len(gzip.compress(page, 9)) - len(words) <= 12.5 * 1024
        assert len(page) + packed(page.decode(), r'(?:href|src)="/static/((?:css|js)/[^"]+)"') < 200_000
