"""The tables that the public site may read, and the database role that may read nothing else.

The second wall behind "public code reads releases and what jobs derived from them": on PostgreSQL a public-only
process signs in as this role, so that a mistake in a query ends in an error and never in a draft.
"""

from django.db import connection, transaction

PUBLIC_TABLES = (
    "book_anecdote",
    "book_bookfile",
    "book_searchgram",
    "book_searchsection",
    "book_timeline",
    "editorial_publication",
    "editorial_publicpage",
    "editorial_release",
    "editorial_releasebody",
    "editorial_releaselink",
    "sources_citation",
)


class CannotGrant(Exception):
    """The role cannot be given its rights; the message says why and what to do."""


def grant_reading(role: str, *, tables=PUBLIC_TABLES) -> None:
    """Leave ``role`` with SELECT on ``tables`` and no other right in the schema. Running it again changes nothing.

    Raises :class:`CannotGrant` on another database than PostgreSQL, for a role that does not exist or that no
    grant could hold back, and for a table that is not there.
    """
    if connection.vendor != "postgresql":
        raise CannotGrant("Only PostgreSQL has roles; this database is of another kind.")
    with transaction.atomic(), connection.cursor() as cursor:
        _require_harmless(cursor, role)
        missing = sorted(set(tables) - set(connection.introspection.table_names(cursor)))
        if missing:
            raise CannotGrant(f"These tables are not there: {', '.join(missing)}. Run the migrations first.")
        name = connection.ops.quote_name(role)
        for kind in ("TABLES", "SEQUENCES", "ROUTINES"):
            cursor.execute(f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM {name}")
        cursor.execute(f"REVOKE ALL ON SCHEMA public FROM {name}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        for table in tables:
            cursor.execute(f"GRANT SELECT ON {connection.ops.quote_name(table)} TO {name}")


def _require_harmless(cursor, role: str) -> None:
    cursor.execute("SELECT rolsuper, rolname = current_user FROM pg_roles WHERE rolname = %s", [role])
    row = cursor.fetchone()
    if row is None:
        raise CannotGrant(f"There is no role named {role}. Create it first: CREATE ROLE {role} LOGIN PASSWORD '…'")
    is_superuser, is_ourselves = row
    if is_superuser or is_ourselves:
        raise CannotGrant(f"The role {role} owns the database or is a superuser: no grant could hold it back.")
