"""Who else has a draft open. Kept in the cache only: it is a courtesy, not a lock."""

import time

from django.core.cache import cache

from editorial import roles

#: Somebody who did nothing for this long no longer counts as writing.
IDLE_SECONDS = 15 * 60


def note(item, person, *, idle=0) -> list[str]:
    """Note that ``person`` has ``item`` open and last did something ``idle`` seconds ago; return the others' names."""
    key = f"editing:{item.pk}"
    now = time.time()
    present = {pk: seen for pk, seen in (cache.get(key) or {}).items() if now - seen[1] < IDLE_SECONDS}
    if idle < IDLE_SECONDS:
        present[person.pk] = (roles.name_of(person), now - max(0, idle))
    else:
        present.pop(person.pk, None)
    cache.set(key, present, IDLE_SECONDS)
    return sorted(name for pk, (name, _seen) in present.items() if pk != person.pk)
