"""The public site as files, for any file server or content delivery network.

May import ``book.public`` and what it reads; never a draft. ``building`` does the work, ``addresses`` says what there is
to build, ``fingerprints`` what changed since the last time, ``state`` remembers, ``writing`` puts files in place.
"""
