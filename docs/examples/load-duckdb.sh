#!/bin/sh
# Loads a CSV into the table of its export: ./load-duckdb.sh FILE, as a hook of exporter, which sets EXPORTER_*.
#
# The rows of an address are replaced as a whole, in one transaction. So a file that is loaded twice has its rows there
# once, and one that was bought anew takes the place of the old one. Columns are text: views give them their types.
set -eu

database=${DUCKDB_DATABASE:-warehouse.duckdb}

if [ "$EXPORTER_EXT" != csv ]; then
  echo "$EXPORTER_ADDRESS is $EXPORTER_EXT, and this loads csv" >&2
  exit 1
fi

text() { printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g")"; }
name() { printf '"%s"' "$(printf %s "$1" | sed 's/"/""/g')"; }

table=$(name "$EXPORTER_EXPORT")
address=$(text "$EXPORTER_ADDRESS")
rows="select $address as _address, * from read_csv($(text "$1"), header = true, all_varchar = true)"

exec duckdb -bail "$database" -c "
  begin;
  create table if not exists $table as $rows limit 0;
  delete from $table where _address = $address;
  insert into $table by name $rows;
  commit;
"
