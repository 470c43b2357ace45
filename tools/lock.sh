#!/usr/bin/env bash
# Resolve the dependencies anew: one lock a purpose, with hashes, naming no registry, and nothing uploaded in the last week.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() { uv pip compile pyproject.toml --python-version 3.12 --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --exclude-newer "7 days" -q "$@"; }
compile --group dev --group bench -o requirements/bench.txt --upgrade
compile --group dev -c requirements/bench.txt -o requirements/dev.txt
compile -c requirements/bench.txt -o requirements/runtime.txt
