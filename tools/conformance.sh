#!/usr/bin/env bash
# Hold `treve serve` against the third-party suite of ASTM F3548-21: as one DSS and as two over one store, and as a USS
# beside another. Where the suite's driver or its Python is missing it says so and does nothing. Everything stays on this
# machine, every step is bounded in time, and what was started is ended.
#
# TREVE_QUALIFIER   the driver (default: ../shared/tools/f3548/run_qualifier.sh)
# QUALIFIER_VENV    its virtual environment, as the driver has it
set -euo pipefail
cd "$(dirname "$0")/.."
treve=$PWD/.venv/bin/treve
driver=${TREVE_QUALIFIER:-../shared/tools/f3548/run_qualifier.sh}

skip() {
  echo "****************************************************************" >&2
  echo "CONFORMANCE WAS NOT TESTED: $1" >&2
  echo "****************************************************************" >&2
  exit 0
}
[ -x "$driver" ] || skip "there is no driver at $driver (set TREVE_QUALIFIER)."
driver=$(realpath "$driver")
if [ -z "${PYTHON313:-}" ]; then
  PYTHON313=$(command -v python3.13 || ls -d "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python 2>/dev/null | tail -1 || true)
fi
[ -x "${PYTHON313:-}" ] || skip "there is no Python 3.13 (set PYTHON313)."
export PYTHON313

work=$(mktemp -d)
started=()
ended() {
  for one in "${started[@]:-}"; do [ -n "$one" ] && kill "$one" 2>/dev/null || true; done
  for one in "${started[@]:-}"; do [ -n "$one" ] && wait "$one" 2>/dev/null || true; done
  started=()
}
trap 'ended; rm -rf "$work"' EXIT

free_port() { "$PYTHON313" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

make_node() { # folder
  "$treve" init "$1" --party party:conformance >/dev/null
  cp "$work/suite.pem" "$1/suite.pem"
  cat >"$1/issuers.toml" <<'TOML'
[[issuer]]
name = "NoAuth"
subjects = ["*"]
scopes = [
  "utm.strategic_coordination", "utm.conformance_monitoring_sa", "utm.constraint_management",
  "utm.constraint_processing", "utm.availability_arbitration", "interuss.flight_planning.plan",
  "interuss.flight_planning.direct_automated_test",
]
keys = [{ file = "suite.pem" }]
TOML
}

start() { # log, then the arguments of `treve serve`
  local log=$1
  shift
  "$treve" serve "$@" >"$log" 2>&1 &
  started+=($!)
  for _ in $(seq 100); do
    grep -q Listening "$log" && return
    kill -0 "${started[-1]}" 2>/dev/null || break
    sleep 0.2
  done
  cat "$log" >&2
  echo "treve serve did not begin." >&2
  exit 1
}

failed=0
run() { # name, minutes, then the arguments of the driver
  local name=$1 minutes=$2
  shift 2
  echo "== $name"
  local code=0
  timeout $((minutes * 60 + 30)) "$driver" "$@" --minutes "$minutes" --out "$work/$name" >"$work/$name.txt" 2>&1 || code=$?
  if [ "$code" != 0 ]; then
    tail -40 "$work/$name.txt"
    failed=1
  else
    tail -1 "$work/$name.txt"
  fi
}

timeout 600 "$driver" --print-public-key >"$work/suite.pem" || skip "the suite cannot be installed here."
make_node "$work/dss"
one=$(free_port) two=$(free_port)

start "$work/one.log" --node "$work/dss" --port "$one" --new-airspace
run dss-one-node 5 --dss "http://127.0.0.1:$one" --suite dss --ovn-request
# What is too large is answered with 413, as the standard has it; three tests of the suite want 400.
cases=scd/test_operation_references_error_cases.py
run prober 5 --dss "http://127.0.0.1:$one" --suite prober --deselect "$cases::test_op_ref_area_too_large" \
  --deselect "$cases::test_op_area_too_large_put" --deselect "$cases::test_big_operation_search"
start "$work/two.log" --node "$work/dss" --port "$two"
run dss-two-nodes 8 --dss "http://127.0.0.1:$one" --dss "http://127.0.0.1:$two" --suite dss --each-dss --ovn-request
ended

# As a USS: its tokens must be signed with the key that the suite's own peers trust.
"${QUALIFIER_VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/f3548-qualifier}/bin/python" -c '
from monitoring.monitorlib.auth import NoAuth
print(NoAuth.dummy_private_key.export_to_pem(private_key=True, password=None).decode(), end="")' >"$work/own-key.pem"
for kind in own far; do
  make_node "$work/$kind"
  cp "$work/own-key.pem" "$work/$kind/own-key.pem"
  printf 'subject = "treve"\nissuer = "NoAuth"\nkey = "own-key.pem"\n' >"$work/$kind/uss.toml"
done
make_node "$work/pool"
dss=$(free_port) uss=$(free_port)
start "$work/own.log" --node "$work/own" --port "$uss" --base-url "http://127.0.0.1:$uss/f3548" --test-interface --new-airspace
run uss-own-dss 6 --dss "http://127.0.0.1:$uss" --suite planning --mock-uss 1 \
  --planner "treve=http://127.0.0.1:$uss/flight_planning/v1" --tested treve
ended
start "$work/pool.log" --node "$work/pool" --port "$dss" --new-airspace
start "$work/far.log" --node "$work/far" --port "$uss" --base-url "http://127.0.0.1:$uss/f3548" --test-interface \
  --dss "http://127.0.0.1:$dss" --new-airspace
run uss-far-dss 6 --dss "http://127.0.0.1:$dss" --suite planning --mock-uss 1 \
  --planner "treve=http://127.0.0.1:$uss/flight_planning/v1" --tested treve
ended

if grep -l "^fault " "$work"/*.log; then
  echo "A server met a fault of its own." >&2
  grep -h -A30 "^fault " "$work"/*.log | head -60 >&2
  failed=1
fi
exit "$failed"
