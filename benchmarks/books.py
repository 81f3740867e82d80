"""Books to take home: a whole book of 130,000 字 as EPUB and as PDF, in a process of its own as a worker makes it."""

import resource
import subprocess
import sys
import time

from benchmarks.editing import person
from benchmarks.figures import heading, show
from book.taking_home import building, contents
from editorial import transitions

CHAPTERS = 13
WORDS = 10_000
_SENTENCE = "这一年的春天，几个人在走廊里谈起一件后来人人都知道的事[^{note}]，而**当时**谁也没有把它记下来[[event:bench-book-event|（见此）]]。"


def run():
    author, editor = person("bench-author", "author"), person("bench-editor", "editor")
    book = transitions.create("book", key="bench-book", actor=author, fields={"title": "一本书", "title_en": "A book"})
    event = transitions.create("event", key="bench-book-event", actor=author, fields={"title": "一件事", "date": "2020"})
    chapters = [
        transitions.create(
            "chapter", key=f"bench-book/c{number}", actor=author, collection=book,
            fields={"title": f"题目{number}", "number": number, "body": _body(number)},
        )
        for number in range(1, CHAPTERS + 1)
    ]  # fmt: skip
    transitions.publish_by_override([book, event, *chapters], actor=editor, reason="benchmark")
    heading(f"Books to take home: {CHAPTERS} chapters, {CHAPTERS * WORDS:,} 字, notes, tables and lists")
    found = contents.read("bench-book")
    show("read the contents", _milliseconds(lambda: contents.read("bench-book")))
    for file_format, target in (("epub", "<= 3000 ms"), ("pdf", "<= 10000 ms")):
        show(f"{file_format}, first in a process", *_in_a_process(file_format, target))
    size = {each: len(building.write(found, each)) / 1024 for each in ("epub", "pdf")}
    show("sizes", f"EPUB {size['epub']:,.0f} KB, PDF {size['pdf']:,.0f} KB")


def _body(number) -> str:
    parts, length = [], 0
    for place in range(10_000):
        if length >= WORDS:
            break
        if place % 8 == 0:
            parts.append(f"## 小节{place}")
        sentence = _SENTENCE.replace("[^{note}]", f"[^{place}]" if place % 5 == 0 else "") * 3
        parts.append(sentence)
        length += 165
        if place % 20 == 10:
            parts.append("| 年份 | 事情 | 数目 |\n|---|---|--:|\n" + "| 2020 | 一件事 | 12 |\n" * 8)
            parts.append("- 一\n- 二\n  - 三")
    notes = "\n".join(f"[^{place}]: 第{number}章的注{place}。" for place in range(0, 10_000, 5) if f"[^{place}]" in "".join(parts))
    return "\n\n".join(parts) + "\n\n" + notes


def _milliseconds(act) -> str:
    begun = time.perf_counter()
    act()
    return f"{(time.perf_counter() - begun) * 1000:,.0f} ms"


def _in_a_process(file_format, target):
    program = (
        "import django; django.setup()\nimport resource, time\nfrom book.taking_home import building, contents\n"
        "begun = time.perf_counter(); data = building.write(contents.read('bench-book'), %r)\n"
        "print(f'{(time.perf_counter() - begun) * 1000:,.0f} ms, '"
        "f'{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB at most')" % file_format
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return f"{done.stdout.strip().splitlines()[-1]}   target {target}",
