"""When two records are the same source: normal forms of DOI, arXiv number, ISBN and address, and near-equal titles."""

import pytest

from sources import identity


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("10.1145/3442188.3445922", "10.1145/3442188.3445922"),
        ("https://doi.org/10.1145/3442188.3445922", "10.1145/3442188.3445922"),
        ("http://dx.doi.org/10.1038/NATURE14539", "10.1038/nature14539"),
        ("doi: 10.1038/nature14539.", "10.1038/nature14539"),
        ("https://doi.org/10.1002/(SICI)1097%3C1%3E", "10.1002/(sici)1097<1>"),
        ("11.1145/1", ""), ("https://example.org/10.1145/1", ""), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_a_doi_has_one_form(written, expected):
    assert identity.doi(written) == expected


@pytest.mark.parametrize(
    ("csl", "expected"),
    [
        ({"archive": "arXiv", "archive_location": "1706.03762v5"}, "1706.03762"),
        ({"archive": "arXiv", "archive_location": "arXiv:hep-th/9901001v2"}, "hep-th/9901001"),
        ({"URL": "https://arxiv.org/pdf/1706.03762v1.pdf"}, "1706.03762"),
        ({"URL": "https://www.arxiv.org/abs/math.GT/0309136"}, "math.gt/0309136"),
        ({"DOI": "10.48550/arXiv.2302.13971"}, "2302.13971"),
        ({"number": "arXiv:2302.13971 "}, "2302.13971"),
        ({"URL": "https://arxiv.org/list/cs.CL/recent"}, ""),
        ({"URL": "https://example.org/abs/1706.03762"}, ""),
        ({"URL": "http://[broken"}, ""), ({}, ""),
    ],
)  # fmt: skip
def test_an_arxiv_number_is_found_wherever_it_stands(csl, expected):
    assert identity.arxiv(csl) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("978-7-04-043235-8", ""), ("978-0-262-03561-3", "9780262035613"), ("0-262-03561-8", "9780262035613"),
        ("ISBN 0-8044-2957-X", "9780804429573"), ("9780262035613, 0-8044-2957-X", "9780262035613"), ("123", ""),
    ],
)  # fmt: skip
def test_an_isbn_has_thirteen_digits_and_a_correct_check_digit(written, expected):
    assert identity.isbn(written) == expected


@pytest.mark.parametrize(
    "other",
    [
        "http://www.example.org/post/7/", "https://EXAMPLE.org:443/post/7", "https://example.org/post/7#comments",
        "https://example.org/post/7?utm_source=feed&spm=1.2.3", "https://example.org//post/7/index.html",
        "https://web.archive.org/web/20240101000000/https://example.org/post/7", "https://example.org/%70ost/7",
    ],
)  # fmt: skip
def test_spellings_of_one_address_are_one(other):
    assert identity.address(other) == identity.address("https://example.org/post/7") == "example.org/post/7"


@pytest.mark.parametrize(
    "shared",
    ["https://openai.com", "https://www.anthropic.com/news", "https://example.org/zh-cn/blog/", "ftp://example.org/a",
     "javascript:alert(1)", "not an address", "http://[::1", "https://example.org:99999/a/b", "", None],
)  # fmt: skip
def test_what_many_sources_share_identifies_none(shared):
    assert identity.address(shared) == ""


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("vaswani|2017|attentionisallyouneed", "vaswani|2017|attentionisallyouneed", True),
        ("vaswani|2017|attentionisallyouneed", "vaswani|2017|attentionisalyouneed", True),
        ("vaswani|2017|attentionisallyouneed", "vaswani|2018|attentionisallyouneed", False),
        ("vaswani|2017|attentionisallyouneed", "shazeer|2017|attentionisallyouneed", False),
        ("|2017|attentionisallyouneed", "shazeer|2017|attentionisallyouneed", True),
        ("vaswani|2017|attentionisallyouneed", "vaswani|2017|tensor2tensor", False),
    ],
)
def test_near_sources_share_first_author_and_year_and_nearly_a_title(one, other, near):
    assert identity.are_near(one, other) is near


@pytest.mark.parametrize(
    "hostile",
    ["https://example.org/" + "a/" * 5000, "https://" + "x" * 5000, "https://example.org/?" + "a&" * 900,
     "https://例子.测试/文章/一", "https://xn--" + "é" * 70 + ".org/a", "https://example.org/%ff%fe/x"],
    ids=lambda text: text[:30],
)  # fmt: skip
def test_hostile_addresses_are_measured_and_never_fail(hostile):
    assert len(identity.address(hostile)) <= 600
