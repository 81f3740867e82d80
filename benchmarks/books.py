"""Books to take home: a whole book of 130,000 字 as EPUB and as PDF, in a process of its own as a worker makes it."""

import json
import re
import subprocess
import sys

from benchmarks.editing import person
from benchmarks.figures import heading, milliseconds, show
from book.taking_home import contents
from editorial import transitions
from editorial.text import words

CHAPTERS = 13
WORDS = 10_000
_SENTENCE = "这一年的春天，几个人在走廊里谈起一件后来人人都知道的事[^{note}]，而**当时**谁也没有把它记下来[[event:bench-book-event|（见此）]]。"
_PROGRAM = """
import io, json, resource, sys, time
import django
django.setup()
from book.taking_home import building, contents
begun = time.perf_counter()
data = building.write(contents.read("bench-book"), sys.argv[1])
spent = (time.perf_counter() - begun) * 1000
pages = ""
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
if sys.argv[1] == "pdf":
    import pypdf
    pages = f"{len(pypdf.PdfReader(io.BytesIO(data)).pages)} pages, "
print(json.dumps({"milliseconds": spent, "bytes": len(data), "pages": pages, "mebibytes": memory}))
"""


def run():
    author, editor = person("bench-author", "author"), person("bench-editor", "editor")
    book = transitions.create("book", key="bench-book", actor=author, fields={"title": "一本书", "title_en": "A book"})
    event = transitions.create(
        "event", key="bench-book-event", actor=author, fields={"title": "一件事", "date": "2020"}
    )
    chapters = [
        transitions.create(
            "chapter", key=f"bench-book/c{number}", actor=author, collection=book,
            fields={"title": f"题目{number}", "number": number, "body": _body(number)},
        )
        for number in range(1, CHAPTERS + 1)
    ]  # fmt: skip
    transitions.publish_by_override([book, event, *chapters], actor=editor, reason="benchmark")
    heading(f"Books to take home: {CHAPTERS} chapters, {CHAPTERS * WORDS:,} 字, notes, tables and lists")
    show("read the contents", milliseconds(lambda: contents.read("bench-book"), rounds=3, warm_up=1))
    for file_format, target in (("epub", "<= 3000 ms"), ("pdf", "<= 10000 ms")):
        made = [_in_a_process(file_format) for _round in range(3)]
        times = sorted(each["milliseconds"] for each in made)
        figure = {"median": times[1], "lowest": times[0], "highest": times[2]}
        show(f"{file_format}, the first in a process", figure, target=target)
        print(
            f"    {made[0]['bytes'] / 1024:,.0f} KB, {made[0]['pages']}at most {made[0]['mebibytes']:,.0f} MiB of memory"
        )


def _body(number) -> str:
    parts, length = [], 0
    for place in range(10_000):
        if length >= WORDS:
            break
        if place % 8 == 0:
            parts.append(f"## 小节{place}")
        sentence = _SENTENCE.replace("[^{note}]", f"[^{place}]" if place % 5 == 0 else "") * 3
        parts.append(sentence)
        length += words.count_text(re.sub(r"\[\[[^|]*\||\[\^[0-9]*\]|[\]*]", "", sentence)).words
        if place % 20 == 10:
            parts.append("| 年份 | 事情 | 数目 |\n|---|---|--:|\n" + "| 2020 | 一件事 | 12 |\n" * 8)
            parts.append("- 一\n- 二\n  - 三")
    notes = "\n".join(
        f"[^{place}]: 第{number}章的注{place}。" for place in range(0, 10_000, 5) if f"[^{place}]" in "".join(parts)
    )
    return "\n\n".join(parts) + "\n\n" + notes


def _in_a_process(file_format) -> dict:
    """Make the file as a worker does that has just started: nothing is warm but the disk."""
    done = subprocess.run([sys.executable, "-c", _PROGRAM, file_format], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])
