# One image for every process: web, public web, worker, beat, migrations. docker-compose.yml says which is which.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    DJANGO_DEBUG=false \
    DJANGO_SETTINGS_MODULE=book.config.settings \
    ANNALS_STATIC_ROOT=/srv/static \
    ANNALS_DATA_DIR=/srv/data

# The typefaces that books to take home are set in.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk fonts-noto-color-emoji \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --home-dir /srv annals \
    && mkdir -p /srv/app /srv/static /srv/data \
    && chown annals /srv/data
WORKDIR /srv/app

# Before the code, so that a change of code does not fetch the packages again.
COPY requirements/app.txt requirements/app.txt
RUN pip install --require-hashes -r requirements/app.txt

COPY manage.py pyproject.toml LICENSE ./
COPY editorial editorial
COPY sources sources
COPY book book
COPY templates templates
COPY static static
COPY locale locale
COPY docker/gunicorn.conf.py docker/gunicorn.conf.py

# Settings that start nothing and serve nothing: only these two commands ever see them.
RUN export DJANGO_SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
        DJANGO_ALLOWED_HOSTS=build.invalid ANNALS_PUBLIC_URL=https://build.invalid ANNALS_DATA_DIR=/tmp/build \
    && python manage.py messages --compile \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf /tmp/build \
    && python -m compileall -q book sources editorial

USER annals
VOLUME /srv/data
EXPOSE 8000
CMD ["gunicorn", "book.config.wsgi", "--config", "docker/gunicorn.conf.py"]
