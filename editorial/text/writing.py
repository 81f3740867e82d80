"""How tokens become html where markdown-it's own rules do not suit: tables, fences, footnotes, images, checkboxes.

Styles are classes, never `style` attributes, which a strict Content-Security-Policy blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from editorial.text.sanitize import CODE_LANGUAGES
from editorial.text.words import CJK_CLASS

_LANGUAGES = frozenset(CODE_LANGUAGES)
_CJK = re.compile(f"[{CJK_CLASS}]")
_DRAWING = re.compile(r"[\u2500-\u257f]|--|\||\S {3,}\S|=>|[{};]\s*$", re.MULTILINE)
#: Words the renderer itself writes into a text, by its language.
WORDS = {
    "zh-hans": {
        "table": "表格",
        "footnotes": "脚注",
        "back": "返回正文",
        "done": "已完成",
        "open": "未完成",
        "verified": "已核实",
        "partial": "部分核实",
        "unverified": "未核实",
    },
    "en": {
        "table": "Table",
        "footnotes": "Footnotes",
        "back": "Back to the text",
        "done": "Done",
        "open": "Not done",
        "verified": "Verified",
        "partial": "Partly verified",
        "unverified": "Unverified",
    },
}

Tokens = Sequence[Token]


def words(language: str) -> dict[str, str]:
    """The renderer's own words in this language; Chinese when it has none."""
    return WORDS.get(language, WORDS["zh-hans"])


def is_prose(text: str) -> bool:
    """Whether a fence without a language holds mostly Chinese sentences: then it is a quotation, not code or a drawing."""
    solid = len("".join(text.split()))
    return bool(solid) and len(_CJK.findall(text)) >= 0.4 * solid and not _DRAWING.search(text)


def passage(text: str) -> str:
    """Lines as a quotation: blank lines part paragraphs, other line ends stay."""
    paragraphs = re.split(r"\n[ \t]*\n", text.strip("\n"))
    inner = "".join(
        f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>\n" for part in paragraphs if part.strip()
    )
    return f'<blockquote class="passage">\n{inner}</blockquote>\n'


def _fence(self: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    language = token.info.strip().split(maxsplit=1)[0].lower() if token.info.strip() else ""
    if language == "mermaid":
        return f'<pre class="mermaid">{escape(token.content, quote=False)}</pre>\n'
    if not language and is_prose(token.content):
        return passage(token.content)
    name = f' class="language-{language}"' if language in _LANGUAGES else ""
    return f"<pre><code{name}>{escape(token.content, quote=False)}</code></pre>\n"


def _table_open(self: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    label = words(env.get("language", ""))["table"]
    caption = tokens[index].meta.get("caption", "")
    inner = f"<caption>{caption}</caption>\n" if caption else ""
    name = "" if caption else f' aria-label="{label}"'
    return f'<div class="table-scroll" tabindex="0" role="group"{name}>\n<table>\n{inner}'


def _table_close(self: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    source = tokens[index].meta.get("source", "")
    return "</table>\n</div>\n" + (f'<p class="table-source">{source}</p>\n' if source else "")


def _cell_open(self: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    align = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f'<{token.tag} class="align-{align}">' if align else f"<{token.tag}>"


def _image(self: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    alt = self.renderInlineAsText(token.children, options, env) if token.children else ""
    title = f' title="{escape(str(token.attrs["title"]))}"' if token.attrs.get("title") else ""
    return f'<img src="{escape(str(token.attrs["src"]))}" alt="{escape(alt)}"{title} loading="lazy">'


def _checkbox(self: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    checked = "checked" in tokens[index].attrs
    label = words(env.get("language", ""))["done" if checked else "open"]
    return f'<input type="checkbox" disabled=""{" checked=" + chr(34) * 2 if checked else ""} aria-label="{label}"> '


def _footnote_ref(self: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    meta = tokens[index].meta
    number = meta["id"] + 1
    again = f"-{meta['subId'] + 1}" if meta.get("subId", 0) > 0 else ""
    return f'<sup class="footnote-ref" id="fnref-{number}{again}"><a href="#fn-{number}">{number}</a></sup>'


def _footnote_anchor(self: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    meta = tokens[index].meta
    again = f"-{meta['subId'] + 1}" if meta.get("subId", 0) > 0 else ""
    title = words(env.get("language", ""))["back"]
    return f' <a href="#fnref-{meta["id"] + 1}{again}" class="footnote-backref" title="{title}">\u21a9\ufe0e</a>'


def _footnote_open(self: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    return f'<li id="fn-{tokens[index].meta["id"] + 1}">'


def _raw(self: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    return escape(tokens[index].meta.get("raw", ""), quote=False)


def _footnote_unknown(self: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    return f'<span class="footnote-unknown">[^{escape(tokens[index].meta["label"], quote=False)}]</span>'


def plugin(md: MarkdownIt) -> None:
    """Set these rules on this parser's renderer."""
    rules = {
        "fence": _fence,
        "table_open": _table_open,
        "table_close": _table_close,
        "th_open": _cell_open,
        "td_open": _cell_open,
        "image": _image,
        "checkbox": _checkbox,
        "comment": lambda *_: "",
        "reference": _raw,
        "citation": _raw,
        "footnote_ref": _footnote_ref,
        "footnote_unknown": _footnote_unknown,
        "footnote_anchor": _footnote_anchor,
        "footnote_open": _footnote_open,
        "footnote_close": lambda *_: "</li>\n",
        "footnote_block_open": lambda *_: '<section class="footnotes" id="footnotes">\n<ol>\n',
        "footnote_block_close": lambda *_: "</ol>\n</section>\n",
    }
    for name, rule in rules.items():
        md.add_render_rule(name, rule)
