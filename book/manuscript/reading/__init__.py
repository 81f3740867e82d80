"""A folder of Markdown as plain records. Touches no database.

`manuscript.read_manuscript(path)` is the door; `records` says what comes out. May import:
editorial.text, and Django for translated sentences.
"""
