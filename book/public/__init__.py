"""The read-only public site: pages, lists, search, feed, sitemap.

It reads releases, publications, the mirror of what is current (PublicPage) and what jobs derived from them; never an
item, a draft or a content row. It may import editorial, sources and the derived models of book.
"""
