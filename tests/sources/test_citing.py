"""The citations of one text."""

from editorial.text.contexts import CitationCluster, CitationText, CiteItem
from sources.citing import Citing
from tests.drafts import World, source

VASWANI = source("Vaswani, A.", "Shazeer, N.", "Parmar, N.", title="Attention")
BROWN = source("Brown, T.", year=2020, title="Few-shot learners")
OTHER_BROWN = source("Brown, T.", year=2020, title="A commentary")


def world(**options):
    members = {("source", "vaswani2017"): VASWANI, ("source", "brown2020"): BROWN}
    return World(members, hidden={("source", "secret2024")}, **options)


def cluster(*items, narrative=False):
    return CitationCluster(tuple(items), narrative=narrative)


def test_a_cluster_is_worded_item_by_item():
    words = Citing(world()).text(
        cluster(CiteItem("vaswani2017", "p. 6", prefix="see"), CiteItem("brown2020", suppress_author=True))
    )
    assert words == CitationText("", (), ("see Vaswani et al., 2017, p. 6", "2020"))


def test_a_narrative_citation_keeps_its_place_inside_the_brackets():
    words = Citing(world()).text(cluster(CiteItem("vaswani2017", "p. 6"), narrative=True))
    assert words == CitationText("Vaswani et al. (2017, p. 6)", (), ("Vaswani et al. (2017, p. 6)",))


def test_a_source_that_readers_cannot_see_is_missing_like_one_that_does_not_exist():
    citing = Citing(world())
    assert citing.text(cluster(CiteItem("secret2024"))) is None
    assert citing.text(cluster(CiteItem("nobody1900"))) is None
    mixed = citing.text(cluster(CiteItem("brown2020"), CiteItem("secret2024")))
    assert mixed == CitationText("", ("secret2024",), ("Brown, 2020", ""))


def test_another_name_of_a_source_finds_it():
    citing = Citing(world(aliases={("source", "attention"): {"vaswani2017"}}))
    assert citing.find("@attention").key == "vaswani2017"


def test_a_name_that_two_sources_share_finds_neither():
    citing = Citing(world(aliases={("source", "attention"): {"vaswani2017", "brown2020"}}))
    assert citing.find("attention") is None


def test_letters_are_given_within_one_bibliography_only():
    both = World({("source", "brown2020"): BROWN, ("source", "note2020"): OTHER_BROWN})
    citing = Citing(both)
    assert citing.letters_for(["brown2020"]) == {}
    assert citing.letters_for(["brown2020", "note2020"]) == {"note2020": "a", "brown2020": "b"}


def test_a_bibliography_is_filed_numbered_and_knows_where_it_is_cited():
    citing = Citing(world())
    entries = citing.bibliography(
        ["vaswani2017", "brown2020", "vaswani2017", "secret2024"], backlinks={"vaswani2017": ["cite-1", "cite-3"]}
    )
    assert entries == [
        {"key": "brown2020", "number": 1, "text": "Brown T，2020. Few-shot learners[PP].", "url": "",
         "kind": "article", "language": "en", "backlinks": [], "locator": ""},
        {"key": "vaswani2017", "number": 2, "text": "Vaswani A，Shazeer N，Parmar N，2017. Attention[PP].", "url": "",
         "kind": "article", "language": "en", "backlinks": ["cite-1", "cite-3"], "locator": ""},
    ]  # fmt: skip


def test_author_and_year_are_looked_up_among_what_readers_may_see():
    citing = Citing(world())
    assert citing.candidates("Vaswani et al.", "2017") == ("vaswani2017",)
    assert citing.candidates("Secret", "2024") == ()
