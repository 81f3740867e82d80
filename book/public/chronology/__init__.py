"""The timeline: what was asked for, where everything stands, and how it is drawn.

A page of it is one chronological list that a style sheet places into lanes on wide screens, with a decorative drawing
underneath. :mod:`.asking` reads the address, :mod:`.scale` and :mod:`.lanes` place the events (pure functions over
:mod:`book.chronicle`), :mod:`.drawing` writes the marks, :mod:`.exporting` the files to take away.
May use the rest of :mod:`book.public` and :mod:`book.chronicle`.
"""
