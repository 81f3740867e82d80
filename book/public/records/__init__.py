"""What each kind of page shows: one module a kind, one function that turns a release into a template context."""

from book.public.records import book, chapter, concept, event, organization, source

#: kind → (template, context function)
PAGES = {
    "book": ("public/book.html", book.context),
    "chapter": ("public/chapter.html", chapter.context),
    "event": ("public/event.html", event.context),
    "organization": ("public/organization.html", organization.context),
    "concept": ("public/concept.html", concept.context),
    "source": ("public/source.html", source.context),
}
