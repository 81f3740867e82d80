"""The serialisation format of stored versions: Django's JSON plus the relations reversion would drop.

Registered as ``snapshot`` (see ``editorial.apps``). reversion asks the registered format to write each version, so
that one payload holds fields and relations, and stays readable as ``json.loads(data)[0]["fields"]`` without a model.
"""

import json

from django.core.serializers import json as django_json


class Serializer(django_json.Serializer):
    """Writes ``[{"model", "pk", "fields", "relations"}]``."""

    internal_use_only = False

    def get_dump_object(self, obj):
        # kinds imports models, and formats are imported while the registry still loads.
        from editorial import kinds

        kind = kinds.for_model(type(obj))
        dumped = super().get_dump_object(obj)
        # A correction beside the draft states its own words; the row holds those of the draft.
        snapshot = getattr(obj, "stated_snapshot", None) or kind.snapshot(obj)
        dumped["fields"] = snapshot.fields
        dumped["relations"] = snapshot.relations
        return dumped


def Deserializer(stream_or_string, **options):  # noqa: N802 (the name Django looks for)
    """Read the fields back; relations are restored by ``editorial.transitions.restore``, never by reversion."""
    rows = json.loads(stream_or_string) if isinstance(stream_or_string, str | bytes) else json.load(stream_or_string)
    stripped = [{name: value for name, value in row.items() if name != "relations"} for row in rows]
    yield from django_json.Deserializer(json.dumps(stripped), **options)
