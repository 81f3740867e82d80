"""Books to take home: a released book, or one chapter of it, as EPUB 3 and as PDF.

``contents`` reads what is current into one structure, ``blocks`` turns sealed HTML into blocks for both writers,
``epub`` and ``pdf`` write, ``building`` makes what is out of date and keeps it, ``shelf`` says what lies ready.

May import ``book.public``, ``book.models`` and ``editorial``; reads releases only, as all public code.
"""
