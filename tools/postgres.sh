#!/usr/bin/env bash
# Make sure that the programs of a PostgreSQL server are here (Debian's package), for the tests that start one of their own.
# Prints the folder of the programs. With --postgis also what the benchmark's peer needs.
set -euo pipefail
packages=(postgresql)
[ "${1:-}" = --postgis ] && packages=(postgresql postgresql-postgis)
found() {
  local folder extension
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")"; do
    [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] || continue
    # Debian keeps what an extension is made of apart from the programs.
    extension=/usr/share/postgresql/$(basename "$(dirname "$folder")")/extension/postgis.control
    [ "${#packages[@]}" = 1 ] || [ -e "$extension" ] || continue
    echo "$folder"
    return 0
  done
  return 1
}
found && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  cat >&2 <<END
The tests of the store on PostgreSQL start a server of their own and need its programs. As root:

  apt-get install -y ${packages[@]}

Then run the same command again.
END
  exit 1
fi
echo "Installing PostgreSQL from Debian's packages: half a minute the first time ..." >&2
export DEBIAN_FRONTEND=noninteractive
# No server of the system's own is started or made: the tests make theirs in a temporary folder.
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
apt-get install -y -qq "${packages[@]}" >/dev/null 2>&1 || {
  apt-get update -qq >&2
  apt-get install -y -qq "${packages[@]}" >/dev/null
}
found
