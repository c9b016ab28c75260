#!/bin/sh
# Loads a CSV into the table of its export: ./load-postgres.sh FILE, as a hook of exporter, which sets EXPORTER_*.
#
# The rows of an address are replaced as a whole, in one transaction. So a file that is loaded twice has its rows there
# once, and one that was bought anew takes the place of the old one. Columns are text: views give them their types.
# Where the database is, and who asks, is told to psql as ever: PGHOST, PGDATABASE, PGUSER, ~/.pgpass.
set -eu

if [ "$EXPORTER_EXT" != csv ]; then
  echo "$EXPORTER_ADDRESS is $EXPORTER_EXT, and this loads csv" >&2
  exit 1
fi

header=$(head -n 1 "$1" | tr -d '\r"')
case $header in
  '' | *[!A-Za-z0-9_,]*)
    echo "the header of $1 has names that cannot be columns: $header" >&2
    exit 1
    ;;
esac
names=$(printf '"%s"' "$header" | sed 's/,/", "/g')
columns=$(printf '%s text' "$names" | sed 's/, / text, /g')

exec psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 \
  --set table="$EXPORTER_EXPORT" --set address="$EXPORTER_ADDRESS" \
  --set names="$names" --set columns="$columns" \
  --file "$(dirname "$0")/load-postgres.sql" <"$1"
