"""A context that knows a few records and sources, for tests of what the renderer resolves."""

from editorial.text.contexts import BROKEN, CitationText, ReferenceTarget, RenderContext

RECORDS = {
    ("event", "gpt4"): "GPT-4发布",
    ("organization", "baidu"): "百度",
    ("concept", "rlhf"): "人类反馈强化学习",
    ("chapter", "ch6"): "竞赛",
}
LABELS = {"vaswani2017": "Vaswani 等, 2017", "li2024": "李, 2024"}
LEGACY = {("Vaswani et al.", "2017"): ("vaswani2017",), ("李", "2024"): ("li2024",), ("OpenAI", "2023"): ("a", "b")}
LINKS = {
    "../06/race.md": ReferenceTarget("chapter", "ch6", "竞赛"),
    "img/图.png": ReferenceTarget("media", "/media/abc.webp"),
    "gone.md": BROKEN,
    "img/gone.png": BROKEN,
}


class Known(RenderContext):
    """Resolves the records above and nothing else."""

    def reference(self, kind, key):
        title = RECORDS.get((kind, key))
        return ReferenceTarget(kind, key, title) if title else None

    def citation(self, cluster):
        found = [item for item in cluster.items if item.key in LABELS]
        if not found:
            return None
        item = cluster.items[0]
        label = LABELS.get(item.key, "")
        if item.suppress_author:
            label = label.split(", ")[1]
        if item.locator:
            label += f", {item.locator}"
        if cluster.narrative:
            label = label.replace(", ", " (", 1) + ")"
        return CitationText(label, tuple(item.key for item in cluster.items if item.key not in LABELS))

    def legacy_citation(self, authors, year, raw, line):
        return LEGACY.get((authors, year), ())

    def link(self, href):
        return LINKS.get(href)
