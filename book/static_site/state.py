"""What a build remembers for the next one: which page was made from which things, and what they were like then.

Kept beside the data, not in the site's folder: it is nobody's to read. A state that cannot be read is thrown away, and
the next build makes everything.
"""

import contextlib
import sqlite3
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS things (id INTEGER PRIMARY KEY, thing TEXT UNIQUE, print TEXT);
CREATE TABLE IF NOT EXISTS pages (id INTEGER PRIMARY KEY, path TEXT, page INTEGER, sha256 TEXT, UNIQUE (path, page));
CREATE TABLE IF NOT EXISTS uses (thing INTEGER, page INTEGER, PRIMARY KEY (thing, page)) WITHOUT ROWID;
"""


class State:
    """The memory of one site's folder."""

    def __init__(self, path: Path):
        self.path = path
        try:
            self._open()
        except sqlite3.DatabaseError:
            self.forget()

    def _open(self):
        self.database = sqlite3.connect(self.path, isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=NORMAL")
        self.database.executescript(_SCHEMA)

    def forget(self):
        """Start from nothing."""
        with contextlib.suppress(AttributeError):
            self.database.close()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        self._open()

    def close(self):
        self.database.close()

    def fact(self, name) -> str:
        row = self.database.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
        return row[0] if row else ""

    def pages(self) -> dict[tuple[str, int], str]:
        """Return {(path, page): SHA-256 of the file}."""
        return {(path, page): sha for path, page, sha in self.database.execute("SELECT path, page, sha256 FROM pages")}

    def changed(self, prints) -> set[int]:
        """Return the numbers of the things that are not as they were, whether or not they are there."""
        return {
            number
            for number, thing, before in self.database.execute("SELECT id, thing, print FROM things")
            if prints.get(thing, "") != before
        }

    def pages_using(self, things) -> set[tuple[str, int]]:
        """Return (path, page) of every page that was made from one of ``things`` (numbers)."""
        self.database.execute("CREATE TEMP TABLE IF NOT EXISTS asked (id INTEGER PRIMARY KEY)")
        self.database.execute("DELETE FROM asked")
        self.database.executemany("INSERT INTO asked VALUES (?)", ((number,) for number in things))
        rows = self.database.execute(
            "SELECT DISTINCT pages.path, pages.page FROM asked JOIN uses ON uses.thing = asked.id "
            "JOIN pages ON pages.id = uses.page"
        )
        return set(rows)

    def remember(self, made, gone, *, prints, facts):
        """Store the pages that were made (objects with address, sha256 and things) and those that are gone.

        One transaction: a build that was killed leaves the memory of the one before it.
        """
        run = self.database.execute
        run("BEGIN IMMEDIATE")
        try:
            numbers = {thing: number for number, thing in run("SELECT id, thing FROM things")}
            new = sorted({thing for page in made for thing in page.things} - numbers.keys())
            self.database.executemany("INSERT INTO things (thing) VALUES (?)", ((thing,) for thing in new))
            if new:
                numbers = {thing: number for number, thing in run("SELECT id, thing FROM things")}
            for path, page in gone:
                self._drop(path, page)
            for page in made:
                self._store(page, numbers)
            self.database.executemany(
                "UPDATE things SET print = ? WHERE id = ? AND print IS NOT ?",
                ((prints.get(thing, ""), number, prints.get(thing, "")) for thing, number in numbers.items()),
            )
            self.database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())
            run("COMMIT")
        except BaseException:
            run("ROLLBACK")
            raise

    def _drop(self, path, page):
        self.database.execute(
            "DELETE FROM uses WHERE page = (SELECT id FROM pages WHERE path = ? AND page = ?)", [path, page]
        )
        self.database.execute("DELETE FROM pages WHERE path = ? AND page = ?", [path, page])

    def _store(self, made, numbers):
        address = made.address
        run = self.database.execute
        row = run("SELECT id FROM pages WHERE path = ? AND page = ?", [address.path, address.page]).fetchone()
        if row:
            run("DELETE FROM uses WHERE page = ?", row)
            run("UPDATE pages SET sha256 = ? WHERE id = ?", [made.sha256, row[0]])
        else:
            row = [
                run(
                    "INSERT INTO pages (path, page, sha256) VALUES (?, ?, ?)", [address.path, address.page, made.sha256]
                ).lastrowid
            ]
        self.database.executemany(
            "INSERT INTO uses VALUES (?, ?)", ((numbers[thing], row[0]) for thing in sorted(made.things))
        )
