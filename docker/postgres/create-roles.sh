#!/bin/sh
# Run once by the PostgreSQL image, on an empty volume.
set -eu
psql --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres \
    --set database=annals \
    --set owner=annals --set owner_password="$ANNALS_DATABASE_PASSWORD" \
    --set reader=annals_public --set reader_password="$ANNALS_PUBLIC_DATABASE_PASSWORD" \
    --file /docker-entrypoint-initdb.d/sql/roles.sql
