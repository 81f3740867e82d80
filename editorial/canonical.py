"""One canonical JSON, so that equal content has equal bytes and equal hashes."""

import hashlib
import json


def dumps(value) -> str:
    """Return ``value`` as JSON with sorted keys, no spaces and real characters (not ``\\uXXXX``)."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(value) -> str:
    """Return the hexadecimal SHA-256 of the canonical JSON of ``value`` (64 characters)."""
    return sha256_of(dumps(value))


def sha256_of(text) -> str:
    """Return the hexadecimal SHA-256 of canonical JSON that is written already."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
