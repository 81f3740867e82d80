"""Gunicorn in production. ``WEB_CONCURRENCY`` (processes) and ``WEB_THREADS`` change its size, ``PORT`` its port."""

import os

bind = f"{os.environ.get('HOST', '0.0.0.0')}:{os.environ.get('PORT', '8000')}"  # noqa: S104 (inside a container)
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
# In memory: a slow disk must not look like a worker that hangs.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
timeout = 60
graceful_timeout = 10
# Against slow leaks; the jitter keeps the processes from starting anew at the same moment.
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
