"""Chronicles out of nothing, for the layout: events by date, grade and organization."""

from datetime import date

from hypothesis import strategies as st

from book.chronicle import Chronicle, Event, Named
from book.timelines import extent_of
from editorial.text import edtf

GRADES = ("critical", "major", "notable", "minor")


def event(key, stated, *, grade="notable", organizations=(), title=None, **fields) -> Event:
    """Return an event of a chronicle as the job would store it."""
    parsed = edtf.parse(stated) if stated else None
    first = parsed.earliest.toordinal() if parsed and parsed.earliest != date.min else None
    last = parsed.latest.toordinal() if parsed and parsed.latest != date.max else None
    known = first or last
    values = {
        "key": key, "path": f"/events/{key}/", "title": title or key, "title_en": "", "date": stated,
        "year": date.fromordinal(known).year if known else None, "first": first, "last": last,
        "extent": extent_of(stated), "precision": parsed.precision if parsed else "", "significance": grade,
        "event_type": "other", "verification": "verified", "disputed": False, "others": [],
        "organizations": list(organizations), "concepts": [], "chapters": [], "causes": [],
    }  # fmt: skip
    return Event(**values | fields)


def chronicle(events, *, organizations=("甲研究院", "OpenBook"), concepts=(), chapters=()) -> Chronicle:
    def named(names, kind):
        return [Named(f"{kind}-{place}", name, "", f"/{kind}/{place}/") for place, name in enumerate(names)]

    dated = sorted(events, key=lambda each: (each.year is None, edtf.sort_key(each.date) if each.date else ""))
    return Chronicle(dated, named(organizations, "org"), named(concepts, "concept"), named(chapters, "chapter"))


_days = st.dates(date(1996, 1, 1), date(2031, 12, 31))
_stated = st.one_of(
    _days.map(str),
    _days.map("{:%Y-%m}".format),
    _days.map("{:%Y}".format),
    _days.map("{:%Y-%m}~".format),
    _days.map("{:%Y-%m-%d}/..".format),
    _days.map("../{:%Y}".format),
    st.tuples(_days, _days).map(lambda ends: f"{min(ends)}/{max(ends)}"),
)
_titles = st.text(st.sampled_from("模型发布研究院GPTmilw -4.（）ABC注意力é"), min_size=1, max_size=40).filter(str.strip)


@st.composite
def chronicles(draw, *, most=120):
    """Chronicles of up to ``most`` events by up to twenty organizations."""
    organizations = draw(st.integers(1, 20))
    rows = draw(
        st.lists(
            st.tuples(_stated, st.sampled_from(GRADES), st.integers(0, organizations), _titles),
            min_size=1,
            max_size=most,
        )
    )
    return chronicle(
        [
            event(
                f"e{number}", stated, grade=grade, title=title, organizations=[place] if place < organizations else [],
                causes=[f"e{number - 1}"] if number % 3 == 1 else [],
            )
            for number, (stated, grade, place, title) in enumerate(rows)
        ],
        organizations=[f"机构{number}" for number in range(organizations)],
    )  # fmt: skip
