"""How anything becomes public: items, versions, submissions, sign-offs, releases, checks; and text itself.

The engine knows no chapter. Content types introduce themselves as a :class:`editorial.kinds.Kind`;
the engine calls kinds and never imports upward. May import: Django, reversion, nothing of ours above it.
"""
