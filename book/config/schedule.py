"""What beat starts, and how often. Every task tolerates being started twice or late."""

from datetime import timedelta

BEAT_SCHEDULE = {
    # Publishes what was signed off for a moment that has come.
    "publish what is due": {
        "task": "editorial.tasks.publish_due",
        "schedule": timedelta(seconds=10),
        # While no worker runs, the messages of a clock must not pile up.
        "options": {"expires": 60},
    },
    # Queues again every job whose result lags behind what was asked for (a lost message, a killed worker).
    "queue again what lags": {
        "task": "editorial.tasks.sweep",
        "schedule": timedelta(seconds=30),
        "options": {"expires": 60},
    },
    # Asks the links of sources whose week is over, some at a time; does nothing unless ANNALS_LINK_CHECKS allows it.
    "ask the links that are due": {
        "task": "sources.tasks.check_links",
        "schedule": timedelta(minutes=30),
        "options": {"expires": 1500},
    },
    # Sends again the mail that a server which was down did not take.
    "send the mail that waits": {
        "task": "editorial.tasks.send_mail",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60},
    },
    "write the digests": {
        "task": "editorial.tasks.write_digests",
        "schedule": timedelta(minutes=10),
        "options": {"expires": 600},
    },
    "remind of reviews": {
        "task": "editorial.tasks.remind",
        "schedule": timedelta(minutes=30),
        "options": {"expires": 600},
    },
}
