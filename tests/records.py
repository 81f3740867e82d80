"""Making records through the real transitions, for tests of every app."""

from editorial import freezing, transitions
from editorial.models import Item, Submission

#: Fields that make a valid record of each kind, and a change of a public and of a private field.
FIELDS = {
    "book": {"title": "测试之书", "title_en": "A book for tests"},
    "chapter": {"title": "第一章的题目", "title_en": "The first chapter", "body": "一段正文。"},
    "event": {"title": "一次发布", "title_en": "A launch", "date": "2024-02", "body": "经过。"},
    "organization": {"name": "某研究所", "name_en": "Some Institute", "body": "简介。"},
    "concept": {"preferred": "自注意力", "original": "self-attention", "definition": "一种机制。"},
    "source": {
        "title": "A paper",
        "csl": {"type": "article", "title": "A paper", "author": [{"family": "Lee", "given": "A."}],
                "issued": {"date-parts": [[2020]]}},
    },
}  # fmt: skip
PUBLIC_CHANGE = {
    "book": {"subtitle": "副题"},
    "chapter": {"body": "改过的正文。"},
    "event": {"body": "改过的经过。"},
    "organization": {"body": "改过的简介。"},
    "concept": {"definition": "改过的定义。"},
    "source": {"title": "A corrected title"},
}
PRIVATE_CHANGE = {
    "book": {"front_matter": {"note": "只给自己看"}},
    "chapter": {"private_notes": "只给自己看"},
    "event": {"private_notes": "只给自己看"},
    "organization": {"private_notes": "只给自己看"},
    "concept": {"private_notes": "只给自己看"},
    "source": {"private_notes": "只给自己看"},
}
KINDS = list(FIELDS)


def make_book(actor, *, key="a-book", **fields) -> Item:
    """Make a draft book."""
    return transitions.create("book", key=key, actor=actor, fields={**FIELDS["book"], **fields})


def make(kind, actor, *, key=None, book=None, relations=None, **fields) -> Item:
    """Make a draft of any kind; chapters get the key ``<book>/<key>``."""
    if kind == "book":
        return make_book(actor, key=key or "a-book", **fields)
    key = key or f"a-{kind}"
    if kind == "chapter" and book is not None:
        key = f"{book.key}/{key}"
    return transitions.create(
        kind, key=key, actor=actor, fields={**FIELDS[kind], **fields}, relations=relations, collection=book
    )


def fresh(item) -> Item:
    """Return the item as the database has it now."""
    return Item.objects.get(pk=item.pk)


def approve(submission, reviewer, **options):
    """Sign the waiting stage over what a reviewer would be shown at this moment."""
    submission = Submission.objects.get(pk=submission.pk)
    return transitions.sign(submission, actor=reviewer, seal=freezing.freeze_submission(submission).seal, **options)


def publish(*items, author, reviewer):
    """Bring a set to readers the regular way: submitted by one, signed by another. Returns the submission."""
    submission = transitions.submit([fresh(item) for item in items], actor=author)
    approve(submission, reviewer)
    return submission
