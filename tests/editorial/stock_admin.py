"""django-reversion's own admin over our models, as its documentation says to set it up. Only tests use it.

It shows what would go wrong: every trap in ``test_history_traps`` is reproduced here first.
"""

from contextlib import contextmanager

import reversion
from django.contrib.admin import AdminSite
from django.db.models.signals import post_save
from django.urls import include, path
from reversion.admin import VersionAdmin

from book.config.urls import urlpatterns as our_urlpatterns
from book.models import Concept, Event
from editorial import kinds

site = AdminSite(name="stock")
#: Whether signals had receivers while a page was being made.
signals_were_live = []


class StockAdmin(VersionAdmin):
    """The stock admin, telling from inside a view whether anybody still hears that something was saved."""

    def get_fieldsets(self, request, obj=None):
        signals_were_live.append(post_save.has_listeners(Event))
        return super().get_fieldsets(request, obj)


@contextmanager
def stock_registration(**options):
    """Let reversion keep ``Event`` and ``Concept`` its own way while the block runs."""
    for model in (Event, Concept):
        reversion.unregister(model)
        reversion.register(model, **options)
    try:
        yield
    finally:
        for model in (Event, Concept):
            reversion.unregister(model)
            reversion.register(model, fields=kinds.for_model(model).authored_fields, format="snapshot")


for _model in (Event, Concept):
    site.register(_model, StockAdmin)

urlpatterns = [path("stock/", include((site.get_urls(), "admin"), namespace="stock")), *our_urlpatterns]
