"""The timeline page at 122, 500 and 10,000 events: server time, bytes, and what a slow phone makes of it."""

import gzip
import random
import re
import statistics
import time
from datetime import date, timedelta
from pathlib import Path

from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client

from benchmarks import slow_phone
from benchmarks.figures import heading, milliseconds, show, spin
from book import chronicle, timelines
from book.chronicle import Chronicle, Event, Named
from book.models import Timeline
from book.public.chronology.exporting import FILES
from editorial import canonical
from editorial.text import edtf

MARK = b'<li class="ev ev-'
SIZES = (122, 500, 10_000)
_ORGANIZATIONS = [
    *("北辰研究院", "OpenBook", "山海科技", "Laboratory of the North", "云图", "Granite AI", "海岸大学", "Meridian"),
    *(f"{name}实验室" for name in "春夏秋冬东西南北甲乙丙丁戊己庚辛"),
    *(f"Institute {letter}" for letter in "ABCDEFGHIJKLMNOP"),
]
_ACTS = ["发布", "宣布", "开源", "上线", "更新", "公布", "完成", "启动", "收购", "暂停"]
_THINGS = [
    "新一代对话模型", "多模态研究计划", "推理模型预览版", "训练集群", "安全评估报告", "开发者大会", "模型权重",
    "API 定价", "语音助手 2.0", "第三代加速芯片", "战略合作协议", "技术白皮书", "代码助手 Pro", "B 轮融资",
    "长上下文版本（128K）", "视频生成系统", "治理委员会人事变动", "开源许可证", "行业基准测试 MMLU 成绩", "端侧小模型",
]  # fmt: skip
_ENGLISH = [
    "Release of a new dialogue model", "Weights published", "Pricing changed", "Training cluster finished",
    "Safety report", "Developer conference", "Milestone on the MMLU benchmark", "Series B funding", "Moratorium",
    "Agreement on compute", "Third generation of accelerators announced", "Open licence",
]  # fmt: skip
_TAILS = ["", "", "（内测）", " v1.2", " v3.0", " v4.5"]


def invented(count, *, seed=20261122) -> Chronicle:
    """Return a chronicle of ``count`` invented events of 2012 to 2025, crowded towards the end; the same every time."""
    chance = random.Random(seed)
    weights = [12, 11, 9, 9, 7, 7, 6, 5] + [3] * 16 + [1] * 16
    organizations = [
        Named(f"org-{number}", name, "", f"/organizations/org-{number}/") for number, name in enumerate(_ORGANIZATIONS)
    ]
    events, heavy = [], []
    for number in range(count):
        stated = _date(chance)
        parsed = edtf.parse(stated)
        grade = chance.choices(
            ["critical", "major", "notable", "minor"], [1, 5, 24, 70] if count > 1000 else [16, 24, 32, 28]
        )[0]
        causes = (
            [chance.choice(heavy[-12:])] if heavy and grade in ("critical", "major") and chance.random() < 0.4 else []
        )
        key = f"event-{number}"
        if grade in ("critical", "major"):
            heavy.append(key)
        others = [(stated, *_days(edtf.parse("2021-05")))] if chance.random() < 0.01 else []
        first, last = _days(parsed)
        events.append(Event(
            key=key, path=f"/events/{key}/", title=chance.choice(_ACTS) + chance.choice(_THINGS) + chance.choice(_TAILS),
            title_en=chance.choice(_ENGLISH), date=stated, year=parsed.earliest.year, first=first, last=last, extent=timelines.extent_of(stated),
            precision=parsed.precision, significance=grade, event_type=chance.choice(["model_release", "other", "policy"]),
            verification="verified", disputed=bool(others), others=others,
            organizations=[chance.choices(range(len(_ORGANIZATIONS)), weights)[0]], concepts=[], chapters=[], causes=causes,
        ))  # fmt: skip
    events.sort(key=lambda event: edtf.sort_key(event.date))
    return Chronicle(events, organizations, [], [])


def _date(chance) -> str:
    day = date(2012, 1, 1) + timedelta(days=int(chance.random() ** 0.45 * 5030))
    form = chance.choices(["%Y-%m-%d", "%Y-%m", "%Y", "%Y~", "range"], [70, 20, 3, 2, 5])[0]
    if form == "range":
        return f"{day}/{day + timedelta(days=chance.randint(20, 400))}"
    return day.strftime(form)


def _days(parsed) -> tuple[int, int]:
    return parsed.earliest.toordinal(), parsed.latest.toordinal()


def store(found):
    """Make ``found`` the timeline of the site."""
    content = chronicle.write(found, scope="site", key="")
    Timeline.objects.update_or_create(
        scope="site", key="",
        defaults={"content": content, "sha256": canonical.sha256_of(content), "event_count": len(found.events)},
    )  # fmt: skip


def run():
    client = Client()
    pages = {}
    for count in SIZES:
        heading(f"Timeline ({connection.vendor}): {count:,} invented events")
        store(invented(count))
        show("read what the job stored, once in a process", milliseconds(_read_anew, rounds=5))
        page = client.get("/timeline/").content
        pages[f"/timeline/{count}/"] = page
        addresses = {"the whole of it": "/timeline/", "in English": "/en/timeline/"}
        if count > 1000:
            addresses |= {
                "its fullest year": "/timeline/?from=2024&to=2024",
                "a month": "/timeline/?from=2024-03&to=2024-03",
            }
        addresses["two organizations compared"] = "/timeline/?organization=org-0&organization=org-1"
        for name, address in addresses.items():
            show(f"a request for {name}", milliseconds(lambda address=address: client.get(address), rounds=9))
            body = client.get(address).content
            packed = len(gzip.compress(body, 6))
            print(
                f"{'':<4}{_processor(client, address)}; {len(body):,} bytes, {packed:,} compressed; {body.count(MARK)} marks"
            )
        _weigh(page.decode())
    for extension in FILES:
        show(f"timeline.{extension}", milliseconds(lambda path=f"/timeline.{extension}": client.get(path), rounds=3))
    heading("Timeline on a slow phone (median of 5; usable: painted, and the script's handlers are attached)")
    for address, seen in slow_phone.measure(pages).items():
        print(
            f"{address:<24} painted {seen['painted']:.0f} ms, usable {seen['usable']:.0f} ms, blocked {seen['blocked']:.0f} ms, "
            f"{seen['elements']:.0f} elements   target <= 1000 ms usable, 0 ms blocked"
        )


def _processor(client, address) -> str:
    """Return the processor time of a request in milliseconds and in spins: steadier than the clock on a busy machine."""
    times, loops = [], []
    for _round in range(7):
        start = time.process_time()
        client.get(address)
        times.append((time.process_time() - start) * 1000)
        start = time.process_time()
        spin()
        loops.append((time.process_time() - start) * 1000)
    median, loop = statistics.median(times), statistics.median(loops)
    return f"{median:.1f} ms of processor time, {median / loop:.2f} spins (target <= 60 ms where a spin takes 62)"


def _read_anew():
    timelines._read.cache_clear()
    timelines.of_site()


def _weigh(page):
    names = re.findall(r'(?:href|src)="/static/((?:css|js)/[^"]+)"', page)
    sizes = {name: len(gzip.compress(Path(finders.find(name)).read_bytes(), 9)) for name in names}
    for ending in (".css", ".js"):
        files = {name: size for name, size in sizes.items() if name.endswith(ending)}
        print(f"{'':<4}{sum(files.values()):,} bytes of {ending[1:]}, compressed: {files}")
