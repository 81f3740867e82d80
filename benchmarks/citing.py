"""Sources at 10,000 records: bibliographies, files to take away, where a chapter cites, completion, quotations."""

import random

from django.db import connection
from django.utils import timezone

from benchmarks.editing import person
from benchmarks.figures import heading, milliseconds, show
from benchmarks.manuscripts import chapter
from editorial import kinds, transitions
from editorial.admin import completion
from editorial.models import Item
from editorial.resolving import Target
from editorial.snapshot import Snapshot
from editorial.text import names
from sources import exporting, gbt7714, quotations, where_used
from sources.citing import Citing
from sources.csl import Item as CslItem
from sources.models import Source

SOURCES = 10_000
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_LATIN = (
    "Vaswani Brown Hinton LeCun Bengio Sutskever Radford Devlin Kaplan Wei Ouyang Touvron Hoffmann Chowdhery".split()
)
_WORDS = "大型语言模型的训练与对齐方法研究及其在推理任务上的规模规律分析".strip()


def run():
    random.seed(20261125)
    heading(f"Citing ({connection.vendor}): {SOURCES:,} sources")
    csl = {f"bench-{number:05}": _csl(number) for number in range(SOURCES)}
    _bibliographies(csl)
    _store(csl)
    _chapter(list(csl))
    _completion()
    _quotations()


def _csl(number):
    chinese = number % 2
    year, title = 1990 + number % 36, "".join(random.sample(_WORDS, 12)) if chinese else f"Scaling laws, part {number}"
    author = (
        [{"literal": random.choice(_SURNAMES) + random.choice(_WORDS)} for _each in range(4)]
        if chinese
        else [{"family": random.choice(_LATIN), "given": "A. B."} for _each in range(3)]
    )
    return {
        "type": "article-journal", "title": f"{title}{number}", "author": author, "issued": {"date-parts": [[year, 5]]},
        "container-title": "计算机学报" if chinese else "Nature", "volume": str(number % 60), "issue": "2", "page": "1-9",
        "URL": f"https://example.org/{number}", "language": "zh" if chinese else "en",
    }  # fmt: skip


class _Shelf:
    def __init__(self, csl):
        known = kinds.get("source")
        self._cards = {
            key: known.card(Snapshot("source", {"title": each["title"], "csl": each, "language": each["language"]}))
            for key, each in csl.items()
        }

    def find(self, kind, key):
        card = self._cards.get(key)
        return Target(kind, key, card=card) if card else None


def _bibliographies(csl):
    shelf, order = _Shelf(csl), list(csl)
    random.shuffle(order)
    for style in ("house", "gbt7714-2025-numeric", "gbt7714-2025-author-date"):

        def filed(style=style):
            citing = Citing(shelf, style=style)
            citing.tell_apart(order)
            return citing.bibliography(order)

        show(f"file and word the bibliography, {style}", milliseconds(filed, rounds=3, warm_up=1), target="<= 2000 ms")
    items = [CslItem(each) for each in csl.values()]
    style = gbt7714.STYLES["gbt7714-2025-numeric"]
    show("word 10,000 CSL items", milliseconds(lambda: gbt7714.bibliography(items, style=style), rounds=3, warm_up=1))
    taken = [exporting.Exported(key, each) for key, each in csl.items()]
    for ending in exporting.FORMATS:
        show(
            f"write them as .{ending}",
            milliseconds(lambda ending=ending: exporting.write(taken, ending=ending), rounds=2, warm_up=1),
        )


def _store(csl):
    """Store the sources as rows, with what completion looks for; saving each would take minutes."""
    now, known = timezone.now(), kinds.get("source")
    snapshots = {key: Snapshot("source", {"title": each["title"], "csl": each}) for key, each in csl.items()}
    items = Item.objects.bulk_create(
        [
            Item(
                kind="source", key=key, title=each.get("title"), byline=known.byline(each)[:120], created_at=now,
                updated_at=now, names=names.index([key, *known.names(each)]),
            )
            for key, each in snapshots.items()
        ],
        batch_size=500,
    )  # fmt: skip
    rows = [
        Source(item=item, title=item.title, csl=csl[item.key], language=csl[item.key]["language"]) for item in items
    ]
    for row in rows:
        known.derive(row)
    Source.objects.bulk_create(rows, batch_size=500)


def _chapter(keys):
    author, body = person("bench-author", "author"), chapter(13_000)
    paragraphs = body.split("\n\n")
    cited = [f"{each}[@{random.choice(keys)}, p. {place}]" for place, each in enumerate(paragraphs)]
    text = "\n\n".join(cited)
    book = transitions.create("book", key="bench-citing", actor=author, fields={"title": "测"})
    item = transitions.create(
        "chapter", key="bench-citing/one", actor=author, fields={"title": "一", "body": text}, collection=book
    )
    print(f"{'':<4}a chapter of 13,000 Han characters with {len(paragraphs)} citations")
    reading = where_used.newest.subject(item.pk)
    reading.reading  # noqa: B018 (rendering is measured elsewhere)
    show(
        "index where it cites (text read already)",
        milliseconds(lambda: where_used.places_of(reading), rounds=10),
        target="<= 50 ms",
    )
    show("read it and index where it cites", milliseconds(lambda: where_used.make(item.pk), rounds=5))


def _completion():
    somebody = person("bench-author", "author")
    for words in ("vaswani", "brown2004", "bench-0421", "dxyy", "scaling laws, part 77", "没有"):
        show(
            f"complete “{words}” after @",
            milliseconds(lambda words=words: list(completion.matching(["source"], words, person=somebody))),
            target="<= 30 ms",
        )


def _quotations():
    text = chapter(60_000)
    quoted = text[30_000:30_060].replace("的", "之", 1)
    quotations.look_up(quoted, text)
    show("look for 60 quoted characters in 60,000", milliseconds(lambda: quotations.look_up(quoted, text)))
