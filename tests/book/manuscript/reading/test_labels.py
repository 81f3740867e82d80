"""Metadata in bold lines."""

import pytest

from book.manuscript.reading import labels


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("**事件ID**: HW-001", "event_id", "HW-001"),
        ("**Event ID**: `lamp-1823`", "event_id", "lamp-1823"),
        ("**日期**：2017年5月", "date", "2017年5月"),
        ("**Founded:** 1790", "founded", "1790"),
        ("- **组织**: 港务局", "organization", "港务局"),
        ("**状态** (Status): ✅ 已验证", "verification_status", "✅ 已验证"),
        ("**Seal**: an anchor", "", "an anchor"),
    ],
)
def test_a_bold_line_is_a_label_with_the_field_it_means(line, name, value):
    found = labels.read_line(line)
    assert (found.name, found.value) == (name, value)
    assert line[found.start : found.end] == value


@pytest.mark.parametrize("line", ["plain words", "**🔴 关键** | **Critical**", "a **bold** word: here", ""])
def test_other_lines_are_none(line):
    assert labels.read_line(line) is None


def test_a_block_ends_at_the_first_line_that_is_no_label():
    lines = ["# T", "", "**Date**: 1823", "**Seal**: anchor", "", "Prose.", "**Late**: no"]
    found, after = labels.block_after_heading(lines, 1, offset=4)
    assert ([label.label for label in found], [label.line for label in found], after) == (["Date", "Seal"], [3, 4], 4)
