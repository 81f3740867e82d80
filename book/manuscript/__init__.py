"""A folder of Markdown <-> the database.

`reading` turns files into plain records (no database), `importing` writes them as drafts through
editorial.transitions, `undoing` takes an import back, `exporting` writes the folder home again.
May import: book, sources, editorial.
"""
