"""What we rely on: source records, citations, bibliographies. May import: ``editorial``."""
