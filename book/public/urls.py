"""Public addresses, without language: ``/en/`` stands before the same ones in English."""

from django.urls import path, re_path

from book.public.views import alphabets, anecdotes, chronology, feeds, finding, front, records

app_name = "public"

urlpatterns = [
    path("", front.home, name="home"),
    path("timeline/", chronology.timeline, name="timeline"),
    path("events/", chronology.events, name="events"),
    path("organizations/", alphabets.organizations, name="organizations"),
    path("concepts/", alphabets.concepts, name="concepts"),
    path("sources/", alphabets.sources, name="sources"),
    path("anecdotes/", anecdotes.anecdotes, name="anecdotes"),
    path("search/", finding.search, name="search"),
    path("feed.atom", feeds.feed, name="feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
    re_path(
        r"^(?P<path>(?:books|events|organizations|concepts|sources)/.+?/)(?:r/(?P<number>[0-9]{1,9})/)?$",
        records.record,
        name="record",
    ),
]
