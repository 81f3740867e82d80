"""Who else has a draft open. Kept in the cache only: it is a courtesy, not a lock."""

import time

from django.core.cache import cache

from editorial import roles

#: Somebody counts as gone this long after their last sign of life.
IDLE_SECONDS = 15 * 60


def note(item, person) -> list[str]:
    """Note that ``person`` has ``item`` open; return the names of the others who have."""
    key = f"editing:{item.pk}"
    now = time.time()
    present = {pk: seen for pk, seen in (cache.get(key) or {}).items() if now - seen[1] < IDLE_SECONDS}
    present[person.pk] = (roles.name_of(person), now)
    cache.set(key, present, IDLE_SECONDS)
    return sorted(name for pk, (name, _seen) in present.items() if pk != person.pk)
