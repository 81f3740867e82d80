"""Public addresses, without language: ``/en/`` stands before the same ones in English."""

from django.urls import path, re_path

from book.public.chronology.exporting import FILES
from book.public.views import (
    alphabets,
    anecdotes,
    chronology,
    downloads,
    feeds,
    finding,
    front,
    people,
    records,
    register,
    taking_home,
)

app_name = "public"

_FILES = "|".join(FILES)

urlpatterns = [
    path("", front.home, name="home"),
    path("timeline/", chronology.timeline, name="timeline"),
    re_path(rf"^timeline\.(?P<extension>{_FILES})$", chronology.timeline_file, name="timeline_file"),
    re_path(
        rf"^organizations/(?P<key>[^/]+)/timeline\.(?P<extension>{_FILES})$",
        chronology.timeline_file,
        name="organization_timeline_file",
    ),
    path("events/", chronology.events, name="events"),
    path("organizations/", alphabets.organizations, name="organizations"),
    path("concepts/", alphabets.concepts, name="concepts"),
    path("sources/", alphabets.sources, name="sources"),
    path("anecdotes/", anecdotes.anecdotes, name="anecdotes"),
    path("index/", register.index, name="index"),
    path("index/<str:kind>/", register.index, name="index-of-kind"),
    path("contributors/", people.everyone, name="contributors"),
    path("contributors/<str:slug>/", people.one, name="contributor"),
    path("search/", finding.search, name="search"),
    path("feed.atom", feeds.feed, name="feed"),
    path("chapters/feed.atom", feeds.feed, {"kinds": ("chapter",)}, name="chapters-feed"),
    path("events/feed.atom", feeds.feed, {"kinds": ("event",)}, name="events-feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
    re_path(r"^(?P<path>books/.+?/)(?:r/(?P<number>[0-9]{1,9})/)?text\.txt$", records.plain_text, name="plain-text"),
    re_path(
        r"^books/(?P<book>[^/]+)/(?:(?P<chapter>[^/]+)/)?(?P<name>[^/]+)\.(?P<file_format>epub|pdf)$",
        taking_home.file,
        name="file",
    ),
    re_path(
        r"^(?P<path>(?:books|events|organizations|concepts)/.+?/)(?P<name>bibliography)\.(?P<ending>bib|json|ris|txt)$",
        downloads.download,
        name="bibliography",
    ),
    re_path(r"^(?P<path>sources/.+?/)(?P<name>cite)\.(?P<ending>bib|json|ris|txt)$", downloads.download, name="cite"),
    re_path(
        r"^(?P<path>(?:books|events|organizations|concepts|sources)/.+?/)(?:r/(?P<number>[0-9]{1,9})/)?$",
        records.record,
        name="record",
    ),
]
