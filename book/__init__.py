"""What we say: books, chapters, events, organizations, concepts; the public site; project wiring.

May import: ``sources``, ``editorial``. ``book.config`` is wiring: nothing imports it.
"""
