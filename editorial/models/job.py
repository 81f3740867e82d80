"""Job: one row for each derived thing. The database is the truth, the queue only a hint."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class JobQuerySet(models.QuerySet):
    """Named filters over jobs."""

    def lagging(self):
        """Jobs whose result is older than what was last wanted."""
        return self.filter(done__lt=F("want"))


class Job(models.Model):
    """How often a derived thing was asked for (``want``) and up to where it was made (``done``).

    An act bumps ``want``; the task computes and sets ``done`` to the ``want`` it had read. ``queued_at`` is a promise
    that somebody works on it (a message, a run, or a retry planned for that time). Whatever lags without a promise,
    or with one long broken, is queued again by the sweep: a lost message or a dead worker loses nothing.
    """

    name = models.CharField(max_length=300, unique=True)
    want = models.PositiveBigIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    queued_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["name"]
        indexes = [models.Index(fields=["want", "done"], name="editorial_job_lag", condition=Q(done__lt=F("want")))]

    def __str__(self):
        return self.name
