#!/usr/bin/env bash
# Make the virtual environment with the newest Python >= 3.12 that is reachable, or say what is missing.
set -euo pipefail
venv=$1
for python in "python$(cat .python-version)" python3.14 python3.13 python3.12 python3 python; do
  if command -v "$python" >/dev/null 2>&1 \
    && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; then
    if "$python" -m venv "$venv"; then exit 0; fi
    echo "Python is here but cannot make a virtual environment: install the package python3-venv (as root: apt-get install python3-venv)." >&2
    exit 1
  fi
done
echo "Treve needs Python 3.12 or newer (see .python-version). Install it, for example with pyenv: pyenv install $(cat .python-version)" >&2
exit 1
