"""Pure functions on text: one renderer, word counts, dates, front matter, comparison.

Imports the standard library and text libraries only: no Django, no other package of this project. What a text refers to (records, sources, other
files) is asked of the `RenderContext` it is given, so that previews and releases use the very same code.
"""
