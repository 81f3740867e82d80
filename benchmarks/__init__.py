"""Speed, measured and printed; nothing here passes or fails. ``make bench`` runs all of it.

Times depend on the machine, so each section also prints ``spin``, the time of a fixed pure-Python loop, and ratios are
taken inside one run. Wagtail is measured beside us where its benchmark folder (``ANNALS_BENCH_DIR``, default
``../shared/bench``) and an environment with Wagtail (``ANNALS_BENCH_WAGTAIL_PYTHON``) are there.
"""
