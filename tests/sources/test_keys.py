"""Citation keys, and what author and year can mean."""

import pytest

from sources import keys


def people(*names):
    return [{"family": family, "given": given} for family, _space, given in (name.partition(", ") for name in names)]


def csl(author, year, **more):
    return {"author": author, "issued": {"date-parts": [[year]]}, **more}


INDEX = keys.AuthorYearIndex(
    [
        ("vaswani2017", csl(people("Vaswani, A.", "Shazeer, N.", "Parmar, N."), 2017)),
        ("radford2018gpt1", csl(people("Radford, A.", "Narasimhan, K.", "Salimans, T."), "2018")),
        ("radford2018talk", csl(people("Radford, Alec"), 2018)),
        ("hochreiter1997", csl(people("Hochreiter, S.", "Schmidhuber, J."), 1997)),
        ("hochreiter1997b", csl(people("Hochreiter, S.", "Bengio, Y."), 1997)),
        ("openai2024sora", csl([{"literal": "OpenAI"}], 2024)),
        ("openai2024gpt4o", csl([{"literal": "OpenAI"}], 2024)),
        ("meta2024", csl([{"literal": "Meta AI"}], 2024)),
        ("li2019", csl([{"family": "李", "given": "彦宏"}], 2019)),
        ("lecun2015", csl(people("LeCun, Yann", "Bengio, Y.", "Hinton, G."), 2015)),
        ("brown2020a", csl(people("Brown, T."), 2020, **{"year-suffix": "a"})),
        ("brown2020b", csl(people("Brown, T."), 2020, **{"year-suffix": "b"})),
        ("mikolov2013", csl(people("Mikolov, T.", "Chen, K."), 2013, custom={"et_al": True})),
        ("lukasz", csl(people("Kaiser, Łukasz"), 2016)),
        ("unsigned", {"title": "Nobody", "issued": {"date-parts": [[2017]]}}),
    ]
)


@pytest.mark.parametrize(
    ("authors", "year", "found"),
    [
        ("Vaswani et al.", "2017", ("vaswani2017",)),
        ("vaswani", "2017", ("vaswani2017",)),
        ("Vaswani 等", "2017", ("vaswani2017",)),
        ("Vaswani, Shazeer & Parmar", "2017", ("vaswani2017",)),
        ("Vaswani et al.", "2016", ()),
        ("Shazeer", "2017", ()),
        ("Radford et al.", "2018", ("radford2018gpt1",)),
        ("Radford", "2018", ("radford2018talk",)),
        ("Hochreiter & Schmidhuber", "1997", ("hochreiter1997",)),
        ("Hochreiter and Bengio", "1997", ("hochreiter1997b",)),
        ("Hochreiter", "1997", ("hochreiter1997", "hochreiter1997b")),
        ("OpenAI", "2024", ("openai2024gpt4o", "openai2024sora")),
        ("Meta AI", "2024", ("meta2024",)),
        ("Meta", "2024", ()),
        ("李彦宏", "2019", ("li2019",)),
        ("Yann LeCun", "2015", ("lecun2015",)),
        ("LeCun Y", "2015", ()),
        ("Brown", "2020b", ("brown2020b",)),
        ("Brown", "2020", ("brown2020a", "brown2020b")),
        ("Mikolov et al.", "2013", ("mikolov2013",)),
        ("Łukasz Kaiser", "2016", ("lukasz",)),
        ("Lukasz Kaiser", "2016", ("lukasz",)),
    ],
)
def test_author_and_year_suggest_every_source_that_fits(authors, year, found):
    assert INDEX.candidates(authors, year) == found


def test_a_key_is_taken_as_written_but_for_width_and_the_sign_before_it():
    assert [keys.normalise(key) for key in ("@vaswani2017", " ｖａｓｗａｎｉ2017 ", "Vaswani_2017")] == [
        "vaswani2017",
        "vaswani2017",
        "Vaswani_2017",
    ]


@pytest.mark.parametrize(
    ("csl", "year"),
    [
        ({"issued": {"date-parts": [["2017", 6]]}}, "2017"),
        ({"issued": {"raw": "June 2017"}}, "2017"),
        ({"issued": {"literal": "明代"}}, "明代"),
        ({"issued": {"date-parts": [[]]}}, ""),
        ({}, ""),
    ],
)
def test_the_year_is_read_from_every_form_of_a_csl_date(csl, year):
    assert keys.year_of(csl) == year


@pytest.mark.parametrize(
    ("csl", "author"),
    [
        ({"author": [{"family": "Vaswani", "given": "A."}]}, "Vaswani"),
        ({"author": [{"family": "李", "given": "彦宏"}]}, "李彦宏"),
        ({"editor": [{"literal": "中国图书馆学会"}]}, "中国图书馆学会"),
        ({}, ""),
    ],
)
def test_a_source_is_filed_under_its_first_author(csl, author):
    assert keys.first_author(csl) == author
