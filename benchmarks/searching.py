"""Searching 10,000 and 100,000 sections of real prose: the sentences of the demo book, shuffled."""

import random
import re
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

import book.demo
from benchmarks.figures import heading, milliseconds, show
from book import grams, search
from book.models import SearchGram, SearchSection
from editorial.models import Item
from editorial.text import folding

#: Sections in the index, and the milliseconds a search may take there.
SIZES = ((10_000, 30), (100_000, 150))
#: Characters of a section: what a heading has under it in the demo book.
LENGTH = 370
QUERIES = (
    "对齐",
    "大模型",
    "GPT-4发布",
    "模型",
    "数据 训练",
    "注意力 机制",
    "2022年11月",
    "資料",
    "RLHF",
    "的",
    "没有这个词啊",
)
_SENTENCE = re.compile(r"[^。！？\n]{8,}[。！？]")
_BATCH = 2000


def run():
    random.seed(20261125)
    sentences = _sentences()
    now = timezone.now()
    item, _made = Item.objects.get_or_create(
        kind="chapter", key="bench-search", defaults={"title": "", "created_at": now, "updated_at": now}
    )
    SearchSection.objects.all().delete()
    SearchGram.objects.all().delete()
    made = 0
    for size, target in SIZES:
        while made < size:
            rows = [_section(item, number, sentences) for number in range(made, min(made + _BATCH, size))]
            with transaction.atomic():
                SearchSection.objects.bulk_create(rows)
                grams.index(grams.Section(row.pk, row.kind, row.norm, row.norm_title) for row in rows)
            made += len(rows)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        heading(f"Search ({connection.vendor}): {size:,} sections of about {LENGTH} characters")
        for query in QUERIES:
            total = search.search(query).total
            figure = milliseconds(lambda query=query: search.search(query, limit=5), rounds=7, warm_up=1)
            show(f"search “{query}” ({total:,} found)", figure, target=f"<= {target} ms")


def _sentences() -> list[str]:
    folder = Path(book.demo.__file__).parent / "manuscript"
    texts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.md"))]
    return [sentence for text in texts for sentence in _SENTENCE.findall(text)]


def _section(item, number, sentences) -> SearchSection:
    words = ""
    while len(words) < LENGTH:
        words += random.choice(sentences)
    title = f"第{number}节"
    return SearchSection(
        item=item, position=number, kind=random.choice(search.KINDS), key=f"k{number}", path=f"/k{number}/",
        title=title, body=words, norm_title=folding.fold(title), norm=f"{folding.fold(title)}\n{folding.fold(words)}",
    )  # fmt: skip
