"""A record's fields and relations as front matter says them."""

from __future__ import annotations

from typing import Any

from book.manuscript.reading.records import CHAPTER, CONCEPT, EVENT, ORGANIZATION
from editorial.snapshot import RelationValue

#: What a field or relation is called in front matter we write; files that call it otherwise keep their word.
NAMES: dict[str, dict[str, str]] = {
    CHAPTER: {
        "number": "chapter_number", "title": "title", "title_en": "title_en", "role": "role", "period": "period",
        "standfirst": "standfirst", "declared_words": "word_count", "declared_anecdotes": "anecdote_count",
        "other_keys": "other_ids", "events": "key_events", "organizations": "key_organizations", "concepts": "technical_concepts", "sources": "key_sources",
    },
    EVENT: {
        "date": "date", "title": "title", "title_en": "title_en", "organizations": "organization", "event_type": "event_type",
        "significance": "significance_level", "verification": "verification_status", "place": "place", "date_note": "date_note",
        "disputed_dates": "dates_disputed", "summary": "summary", "tags": "tags", "aliases": "aliases", "sources": "sources",
        "causes": "causal_connections", "concepts": "technical_concepts", "chapters": "chapters",
    },
    ORGANIZATION: {
        "name": "name", "name_en": "name_en", "aliases": "aliases", "country": "country", "founded": "founded",
        "website": "website", "people": "people", "summary": "summary", "related": "related_organizations", "sources": "sources",
    },
    CONCEPT: {
        "preferred": "concept_name_zh", "original": "concept_name_en", "kind_of": "kind", "other_forms": "other_forms",
        "rejected_forms": "rejected_forms", "aliases": "other_ids", "category": "category", "introduced": "introduced",
        "definition": "definition", "sort_key": "sort_key", "related": "related_concepts", "sources": "sources",
        "first_mention": "first_mention",
    },
}  # fmt: skip
ID_KEYS = {CHAPTER: "slug", EVENT: "event_id", ORGANIZATION: "organization_id", CONCEPT: "concept_id"}
#: Verbs that name a cause, by the kind of causal link.
VERBS = {
    "enables": "enabled_by",
    "responds_to": "response_to",
    "inspired": "inspired_by",
    "triggers": "triggered_by",
    "follows": "follows",
}


def relation(values: list[RelationValue]) -> list[Any]:
    """Relations as a list of ids; `key, p. 6` where there is a place, a mapping where there is a note."""
    written: list[Any] = []
    for value in values:
        key = value.key.rpartition("/")[2] if value.kind == CHAPTER else value.key
        if value.note:
            written.append({"id": key, **({"locator": value.locator} if value.locator else {}), "note": value.note})
        elif value.locator:
            written.append({"id": key, "locator": value.locator})
        else:
            written.append(key)
    return written


def causes(values: list[RelationValue], *, others: list[Any]) -> list[Any]:
    """The causal block: causes by verb, then what the block says besides (effects, phrases)."""
    by_verb: dict[str, list[Any]] = {}
    for value in values:
        verb = VERBS.get(value.qualifier, "follows")
        by_verb.setdefault(verb, []).append({"id": value.key, "note": value.note} if value.note else value.key)
    return [{verb: ends} for verb, ends in by_verb.items()] + others


def new_front_matter(
    kind: str, slug: str, fields: dict[str, Any], relations: dict[str, list[RelationValue]]
) -> dict[str, Any]:
    """The whole front matter of a record that gets a file of its own."""
    names = NAMES[kind]
    written: dict[str, Any] = {ID_KEYS[kind]: slug}
    for field, key in names.items():
        if field in relations:
            stated = causes(relations[field], others=[]) if field == "causes" else relation(relations[field])
            if stated:
                written[key] = stated
        elif fields.get(field) not in (None, "", [], {}):
            written[key] = fields[field]
    for key, value in (fields.get("front_matter") or {}).items():
        written.setdefault(key, value)
    for weak in ("summary", "definition"):
        if weak in names and not fields.get(weak):
            written[names[weak]] = ""
    return written
