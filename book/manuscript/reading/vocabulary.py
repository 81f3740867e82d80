"""The words people use for grades and types, brought to the words of the models.

"" means: none of ours; the caller keeps the author's word beside the record.
"""

from __future__ import annotations

import re
import unicodedata

_SIGNIFICANCE = {
    "critical": ("critical", "关键", "关键里程碑", "里程碑", "🔴"),
    "major": ("major", "重大", "重要", "主要", "🔵"),
    "notable": ("notable", "值得注意", "显著", "⚪", "🟡"),
    "minor": ("minor", "次要", "一般"),
}
_VERIFICATION = {
    "highly_verified": ("highly_verified", "highly verified", "高度验证"),
    "verified": ("verified", "已验证", "已核实", "✅"),
    "single_source": ("single_source", "single source", "单源确认", "单一来源", "✓"),
    "reported": ("reported", "据报道"),
    "unverified": ("unverified", "未经证实", "未核实", "未验证", "待验证", "⚠", "⚠️"),
    "disputed": ("disputed", "有争议", "存疑"),
}
_EVENT_TYPES = {
    "paper_publication": (
        "paper_publication",
        "research_publication",
        "paper",
        "publication",
        "论文发表",
        "论文发布",
        "研究发表",
    ),
    "model_release": ("model_release", "model", "release", "模型发布"),
    "product_launch": ("product_launch", "product_release", "launch", "product", "产品发布", "产品上线"),
    "company_announcement": (
        "company_announcement",
        "announcement",
        "corporate",
        "company",
        "funding",
        "公司公告",
        "公司发布",
        "融资",
        "公司动态",
    ),
    "technical_breakthrough": ("technical_breakthrough", "breakthrough", "技术突破"),
    "hardware_release": ("hardware_release", "hardware", "硬件发布"),
    "policy": ("policy", "regulation", "政策", "监管", "法规"),
    "other": ("other", "其他"),
}
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d]+")

#: Verbs that make the record named the cause of this one, or its effect, with the kind of link (book.models.CausalRelation).
CAUSES = {
    "enabled_by": "enables", "made_possible_by": "enables", "builds_on": "enables", "based_on": "enables",
    "extends": "enables", "caused_by": "triggers", "triggered_by": "triggers", "response_to": "responds_to",
    "responds_to": "responds_to", "in_response_to": "responds_to", "inspired_by": "inspired",
    "influenced_by": "inspired", "follows": "follows", "follows_from": "follows", "preceded_by": "follows",
    "使能于": "enables", "响应": "responds_to", "受启发于": "inspired",
}  # fmt: skip
EFFECTS = {
    "enables": "enables", "enabled": "enables", "foundation_for": "enables", "causes": "triggers",
    "caused": "triggers", "leads_to": "triggers", "led_to": "triggers", "triggers": "triggers",
    "triggered": "triggers", "inspires": "inspired", "inspired": "inspired", "influences": "inspired",
    "influenced": "inspired", "answered_by": "responds_to", "precedes": "follows", "followed_by": "follows",
    "使能": "enables", "引发": "triggers", "启发": "inspired",
}  # fmt: skip


def significance(text: str) -> str:
    """`🔵 Major` → major."""
    return _known(text, _SIGNIFICANCE)


def verification(text: str) -> str:
    """`✅ 已验证` → verified; `✅ Verified from academic sources` → verified."""
    return _known(text, _VERIFICATION)


def event_type(text: str) -> str:
    """`硬件发布` → hardware_release; `📄 Paper Publication` → paper_publication; "" when it is none of ours."""
    words = re.sub(r"[\s-]+", "_", without_emoji(text).lower())
    return next((value for value, forms in _EVENT_TYPES.items() if words in forms), "")


def without_emoji(text: str) -> str:
    """The words of a heading or value, pictures removed and spaces collapsed."""
    return " ".join(_EMOJI.sub(" ", text).split())


def fold(text: str) -> str:
    """A name for comparison: NFKC, lower case, letters and digits only."""
    normal = unicodedata.normalize("NFKC", text).lower()
    return "".join(character for character in normal if character.isalnum())


def _known(text: str, table: dict[str, tuple[str, ...]]) -> str:
    """The value whose word the text is or starts with, longest word first; "" when it is none of them."""
    given = str(text).strip()
    words = without_emoji(given).lower().replace("_", " ")
    forms = sorted(
        ((form, value) for value, group in table.items() for form in group),
        key=lambda pair: -len(pair[0]),
    )
    for form, value in forms:
        plain = form.replace("_", " ")
        if words and plain and words.startswith(plain):
            return value
    for form, value in forms:
        if not form.isascii() and _EMOJI.fullmatch(form) and form in given:
            return value
    return ""
