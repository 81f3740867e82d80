"""Sources in: files and pasted text of many formats become drafts of sources, each shown before anything is saved.

One module a format; each is a pure function from text to :class:`~sources.importing.entries.Reading`. Then
:mod:`.detecting` chooses the reader, :mod:`.planning` compares with what is there, :mod:`.saving` writes one audited
batch. May import sources and editorial.
"""
