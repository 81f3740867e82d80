"""Lists as lines of text: whatever was written is read back."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from editorial.admin import fields, lines
from editorial.kinds import Role
from editorial.snapshot import RelationValue

cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
#: Cells are kept without the spaces around them.
trimmed = cell.map(lambda text: lines.one_line_break(text).strip())


@given(st.lists(trimmed, min_size=1, max_size=5))
def test_a_row_reads_back_as_it_was_written(cells):
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    assert lines.read_row(lines.write_row(cells)) == cells


@given(st.lists(cell, max_size=4))
def test_a_list_of_any_strings_survives_being_shown_and_read(values):
    field = fields.ListField()
    assert field.to_python(field.prepare_value(values)) == values


@given(st.lists(st.dictionaries(st.sampled_from(["name", "role", "extra"]), cell, max_size=3), max_size=3))
def test_a_table_survives_being_shown_and_read_with_columns_nobody_declared(rows):
    field = fields.TableField(columns=("name", "role"))
    kept = [{name: value for name, value in row.items() if value} for row in rows]
    shown = field.prepare_value(rows)
    assert field.compact(field.to_python(shown)) == kept


@pytest.mark.parametrize("value", [[1, 2], [{"a": 1}], ["[1]"], ["a\nb"], [["x"]], [""], [" a "]])
def test_a_list_that_lines_cannot_show_is_shown_as_json_and_read_back(value):
    field = fields.ListField()
    assert field.to_python(field.prepare_value(value)) == value


role = Role("sources", ("source", "book"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("lee2020", [RelationValue("source", "lee2020")]),
        ("  lee2020 | p. 6 | | see | \n\n", "has more than 4 cells"),
        ("lee2020|p. 6", [RelationValue("source", "lee2020", "p. 6")]),
        ("book:one | | | a \\| b", [RelationValue("book", "one", "", "", "a | b")]),
        ("event:x", [RelationValue("source", "event:x")]),
        ("source:book:x", [RelationValue("source", "book:x")]),
        (" | p. 6", "names no key"),
        ("a\r\nb\r\na", "Lines 1 and 3"),
        ("a | 1\na | 2", [RelationValue("source", "a", "1"), RelationValue("source", "a", "2")]),
        ("x" * 201, "longer than 200"),
        ("a | " + "x" * 201, "longer than 200"),
        ("a | | " + "x" * 65, "longer than 64"),
        ("a | | | " + "x" * 1001, "longer than 1000"),
    ],
)
def test_relations_are_read_line_by_line_and_mistakes_name_their_line(text, found):
    field = fields.RelationsField(role=role, required=False)
    if isinstance(found, list):
        assert field.to_python(text) == found
    else:
        with pytest.raises(ValidationError, match=found):
            field.to_python(text)


relation = st.builds(
    RelationValue, kind=st.sampled_from(["source", "book"]), key=trimmed.filter(bool), locator=trimmed,
    qualifier=trimmed, note=trimmed,
)  # fmt: skip


@given(st.lists(relation, max_size=4, unique_by=lambda each: (each.kind, each.key, each.locator)))
def test_relations_survive_being_shown_and_read(relations):
    field = fields.RelationsField(role=role, required=False)
    assert field.to_python(field.prepare_value(relations)) == relations


def test_a_qualifier_is_one_of_the_choices():
    field = fields.RelationsField(role=role, qualifiers=[("enables", "enabled by")])
    assert field.to_python("a | | enables") == [RelationValue("source", "a", "", "enables")]
    with pytest.raises(ValidationError, match="because.*enables"):
        field.to_python("a | | because")


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_text_that_no_database_keeps_is_refused(text):
    with pytest.raises(ValidationError):
        fields.TextField().to_python(text)


@pytest.mark.parametrize("text", ["{", '{"a": NaN}', '{"a": Infinity}', '["\\u0000"]', '{"\\ud800": 1}', "[" * 100_000])
def test_json_that_no_database_keeps_is_refused(text):
    with pytest.raises(ValidationError):
        fields.JsonField().to_python(text)
