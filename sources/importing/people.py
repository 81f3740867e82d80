"""Lists of authors, as bibliographies write them, to CSL-JSON names.

`Vaswani, A., & Polosukhin, I.` · `李彦宏, 王海峰` · `OpenAI` · `Hinton, G., et al.` A name that is
not plainly a person's is kept whole (`literal`), as CSL wants organizations.
"""

from __future__ import annotations

import re

# The hundred most frequent surnames of the 2020 census name report (Ministry of Public Security), and common compound ones.
_SURNAMES = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤车窦文颜齐梅庄倪施关季俞殷"
)
_COMPOUND = ("欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff·]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.(?:[-\s]?[^\W\d_]\.)*|[A-Z](?:[.\s-]*[A-Z]){0,3}\.?)(?:,? (?:Jr|Sr|II|III)\.?)?")
_TURNED = re.compile(r"([^\W\d_][\w'’-]+) ((?:[A-Z]\s?){1,3})")
_ET_AL = re.compile(r"(?:,|，|、)?\s*(?:&\s*)?(?:et al\b\.?|等人?|and others)\s*[.,，]?\s*$", re.IGNORECASE)


def authors(text: str) -> tuple[list[dict[str, str]], bool]:
    """CSL names of an author list, and whether it is cut short (`et al.`, 等, `...`)."""
    text = " ".join(text.split()).strip(" 。,，")
    if not re.search(r"\b[A-Z]\.$", text):
        text = text.rstrip(".")
    cut_short = bool(_ET_AL.search(text))
    text = _ET_AL.sub("", text)
    elided = re.sub(r"(?:\.{3,}|…+)\s*(?:,\s*)?(?:&\s*)?", "", text)
    cut_short = cut_short or elided != text
    if _HAN.search(elided):
        names = [han_name(part) for part in re.split(r"\s*[,，、;；&]\s*|\s+和\s+", elided) if part.strip()]
    else:
        names = _latin_names(elided)
    return names, cut_short


def first_key(names: list[dict[str, str]]) -> str:
    """The word a bibliography sorts and cites the first author by."""
    if not names:
        return ""
    return names[0].get("family") or names[0].get("literal", "")


def _latin_names(text: str) -> list[dict[str, str]]:
    parts = [part.strip() for part in re.split(r"\s*[,，;；]\s*|\s*&\s*|\s+and\s+", text) if part.strip()]
    if all(_TURNED.fullmatch(part) for part in parts) and (len(parts) > 1 or text[-2:-1] == " "):
        # As GB/T 7714 prints them: `LEE A B, ORT D`; `Meta AI` alone is no person.
        return [{"family": found[1], "given": found[2]} for part in parts if (found := _TURNED.fullmatch(part))]
    if not any(_INITIALS.fullmatch(part) for part in parts):
        return _whole_names(text)
    names: list[dict[str, str]] = []
    index = 0
    while index < len(parts):
        following = parts[index + 1] if index + 1 < len(parts) else ""
        if following and _INITIALS.fullmatch(following):
            names.append({"family": parts[index], "given": following})
            index += 2
        else:
            names.append({"literal": parts[index]})
            index += 1
    return names


def _whole_names(text: str) -> list[dict[str, str]]:
    """Names without initials: `OpenAI`, `Hinton, Geoffrey`, `Sam Altman & Greg Brockman`."""
    pair = re.fullmatch(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]+(?: [^\W\d_]\.?)?)", text)
    if pair:
        return [{"family": pair[1], "given": pair[2]}]
    return [{"literal": part.strip()} for part in re.split(r"\s*[;；&]\s*|\s+and\s+", text) if part.strip()]


def han_name(text: str) -> dict[str, str]:
    """A Chinese name as family and given name where its surname is a common one; whole otherwise."""
    name = text.strip().strip("著编主").strip()
    if _HAN_ONLY.fullmatch(name):
        for surname in _COMPOUND:
            if name.startswith(surname) and len(name) in (3, 4):
                return {"family": surname, "given": name[2:]}
        if name[0] in _SURNAMES and len(name) in (2, 3):
            return {"family": name[0], "given": name[1:]}
    return {"literal": name or text.strip()}
