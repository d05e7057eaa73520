# Measures speed and size; results are committed in bench/results/.
# shellcheck shell=bash
. tools/dev/build.sh
build test
exec node bench/run.mjs "$@"
