"""What a saved web page holds besides its text: images, adverts, buttons, share links. Taken out, never fetched.

Rules after pages saved from Chinese content platforms: an image is no text; a link around an image and a teaser is an
advert; a paragraph that is nothing but links leads away; the words of buttons and counters say nothing.
"""

from __future__ import annotations

import re

#: A link whose words contain an image, over any number of lines: an avatar or an advert with its teaser.
_PICTURE_LINK = re.compile(
    r"\[\s*!\[[^\]\n]{0,300}\]\([^()\s]{0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)[^\[\]]{0,2000}\]\([^()\s]{0,2000}\)"
)
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^()\n]{0,2000}\)|<img\b[^<>]{0,2000}>", re.IGNORECASE)
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{0,500})\]\(([^()\n]{0,4000})\)")
_SHARE = re.compile(
    r"service\.weibo\.com|share\.php|/sharer?[/?.]|twitter\.com/intent|x\.com/intent|facebook\.com/(?:sharer|dialog)|"
    r"connect\.qq\.com|sns\.qzone|linkedin\.com/share|t\.me/share|mailto:|qrcode|[?&]share",
    re.IGNORECASE,
)
_BUTTONS = re.compile(
    r"^(?:[\s·|丨/]*(?:关注|已关注|赞赏|打赏|收藏|已收藏|点赞|已赞|赞|分享|转发|评论|举报|查看详情|阅读原文|微信扫一扫|扫一扫|"
    r"分享到\S{1,6}|复制链接|展开全文|登录|注册|下载\s*APP|follow|share|like|subscribe|sign in|log in|read more|comments?)"
    r"[\s>＞\d]*)+$",
    re.IGNORECASE,
)
_COUNTERS = re.compile(
    r"^(?:[\s·|👁️💬⭐❤️👍]*\d[\d,.万]*\s*(?:评论|浏览|收藏|分钟|阅读|点赞|赞|人|次|views?|comments?|collects?|likes?|min(?:utes)?(?: read)?)\s*)+$",
    re.IGNORECASE,
)
_PROMOTION = re.compile(r"更多精彩内容.{0,10}请关注|(?:关注|下载).{0,20}(?:公众号|App|APP)或?.{0,10}$|^题图来自")


def taken_out(text) -> tuple[str, dict[str, int]]:
    """Return the text without its clutter, and how many of each sort went: images, adverts, shares, buttons."""
    counts = dict.fromkeys(("images", "adverts", "shares", "buttons"), 0)
    text, counts["adverts"] = _PICTURE_LINK.subn("", text)
    text, counts["images"] = _IMAGE.subn("", text)
    kept = []
    for line in text.split("\n"):
        line = _without_shares(line, counts)
        bare = line.strip()
        if bare and _leads_away(bare):
            counts["adverts"] += 1
        elif bare and (_BUTTONS.match(bare) or _COUNTERS.match(bare) or _PROMOTION.search(bare)):
            counts["buttons"] += 1
        else:
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip(), counts


def _without_shares(line, counts) -> str:
    def keep(match):
        if _SHARE.search(match[2]):
            counts["shares"] += 1
            return ""
        return match[0]

    return _LINK.sub(keep, line)


def _leads_away(line) -> bool:
    """Whether a line is nothing but links: tags, an advert. A list item with a link is one of the text's."""
    if line[:1] in "-*+#>|[" and not line.startswith("["):
        return False
    links = _LINK.findall(line)
    rest = _LINK.sub("", line).strip(" ·|、,，🔗")
    return bool(links) and not rest and (len(links) > 1 or "🔗" in line)
