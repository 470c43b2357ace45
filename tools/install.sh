#!/usr/bin/env bash
# Install the locked packages of one purpose (runtime, dev, bench) into the virtual environment, with their hashes.
# One at a time, also under `make -j` and in two terminals: the lock is on this file.
set -euo pipefail
venv=$1 purpose=$2
if command -v flock >/dev/null 2>&1; then
  exec 9<"$0"
  flock 9
fi
tools/venv.sh "$venv"
ready="$venv/.ready-$purpose"
if [ "$ready" -nt "requirements/$purpose.txt" ] && [ "$ready" -nt tools/link.py ]; then exit 0; fi

echo "Installing the locked packages ($purpose): about a minute the first time ..."
touch "$venv/.installing"
if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --retries 2 --timeout 20 \
  --require-hashes -r "requirements/$purpose.txt"; then
  cat >&2 <<END

The packages could not be installed; what pip says stands above. Where it says that it cannot connect:
  - behind a proxy:        HTTPS_PROXY=http://proxy:port make ...
  - with a mirror:         PIP_INDEX_URL=https://mirror/simple make ...
  - without a network:     on a machine with one, run  .venv/bin/python -m pip download -r requirements/$purpose.txt -d wheels
                           bring the folder wheels/ here, then run  PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels make ...
END
  exit 1
fi
"$venv/bin/python" tools/link.py
rm -f "$venv/.installing"
# Each purpose contains the ones before it, at the same versions.
case "$purpose" in
  bench) touch "$venv/.ready-runtime" "$venv/.ready-dev" "$venv/.ready-bench" ;;
  dev) touch "$venv/.ready-runtime" "$venv/.ready-dev" ;;
  *) touch "$ready" ;;
esac
