#!/usr/bin/env bash
# Make sure that the virtual environment works and belongs to this place; make it anew where it does not.
# It is made with the Python that .python-version names, or else with the newest one >= 3.12 that can be found.
set -uo pipefail
HOME=${HOME:-/nonexistent}
venv=$1
wanted=$(cat .python-version)
here=$(pwd -P)
export PIP_DISABLE_PIP_VERSION_CHECK=1

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

# Why the environment that is there cannot be used; nothing where it can.
fault() {
  new_enough "$venv/bin/python" || { echo "its Python does not run, or is older than 3.12"; return; }
  "$venv/bin/python" -c 'import pip' >/dev/null 2>&1 || { echo "it has no pip"; return; }
  [ ! -e "$venv/.installing" ] || { echo "an installation into it was interrupted"; return; }
  [ ! -e "$venv/.place" ] || [ "$(cat "$venv/.place")" = "$here" ] || echo "this folder was moved or copied"
}

candidates() {
  echo "python$wanted"
  printf '%s\n' python3.14 python3.13 python3.12 python3 python
  # A pyenv whose chosen version is missing refuses them all: ask its folder.
  ls -d "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python 2>/dev/null | sort -rV
  for uv in uv "$HOME/.local/bin/uv"; do
    command -v "$uv" >/dev/null 2>&1 && "$uv" python find --no-project --no-python-downloads '>=3.12' 2>/dev/null
  done
  ls "$HOME"/.local/bin/python3.1[2-9] 2>/dev/null
}

missing() {
  cat >&2 <<END
Treve needs Python 3.12 or newer and found none. One of these brings it:

  Debian 13 and newer, as root:   apt-get install -y python3 python3-venv
  Debian 12, with pipx and uv:    sudo apt-get install -y pipx && pipx install uv && ~/.local/bin/uv python install $wanted
  with pyenv:                     pyenv install $wanted

Then run the same command again.
END
}

if [ -e "$venv/bin/python" ] || [ -L "$venv/bin/python" ]; then
  reason=$(fault)
  if [ -z "$reason" ]; then
    [ -e "$venv/.place" ] || printf '%s\n' "$here" >"$venv/.place"
    exit 0
  fi
  echo "The environment in $venv is made anew: $reason." >&2
fi
rm -rf "$venv" || exit 1

without_venv=
make_with() {
  local told
  if told=$("$1" -m venv "$venv" 2>&1); then
    printf '%s\n' "$here" >"$venv/.place"
    exit 0
  fi
  rm -rf "$venv"
  [ -n "$without_venv" ] || { without_venv=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])') && echo "$told" >&2; }
}

while IFS= read -r python; do
  command -v "$python" >/dev/null 2>&1 && new_enough "$python" && make_with "$python"
done < <(candidates)

if [ -n "$without_venv" ]; then
  cat >&2 <<END

Python $without_venv is here but cannot make a virtual environment. On Debian, as root:

  apt-get install -y python3-venv || apt-get install -y python$without_venv-venv

Then run the same command again.
END
  exit 1
fi

for uv in uv "$HOME/.local/bin/uv"; do
  command -v "$uv" >/dev/null 2>&1 || continue
  echo "There is no Python 3.12 or newer; uv is here and is asked to bring Python $wanted." >&2
  "$uv" python install "$wanted" && make_with "$("$uv" python find --no-project "$wanted")"
done
missing
exit 1
