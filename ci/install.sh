#!/usr/bin/env bash
# Makes `exporter` a command: a script in FOLDER/bin, which the caller puts on its PATH.
#
#   install.sh FOLDER [WHAT]
#
# WHAT: a version (`1.2.3`), or anything that npm installs: a tarball, an address, `name@version`. Without it, the program
# that these scripts belong to: as it was built, or built now.
set -euo pipefail

folder=${1:?a folder}
what=${2:-}
mkdir -p "$folder/bin"

if [[ -z $what ]]; then
  source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
  if [[ ! -f $source/dist/exporter.cjs ]]; then
    (cd "$source" && npm ci --no-audit --no-fund --loglevel error && npm run --silent build)
  fi
  program=$source/dist/exporter.cjs
else
  [[ $what =~ ^[0-9]+\.[0-9]+\.[0-9]+ ]] && what="exporter@$what"
  npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel error "$what" >&2
  program=$folder/node_modules/exporter/dist/exporter.cjs
fi

printf '#!/usr/bin/env bash\nexec node %q "$@"\n' "$program" >"$folder/bin/exporter"
chmod +x "$folder/bin/exporter"
"$folder/bin/exporter" --version >/dev/null
