# Measures speed and size; results are committed in bench/results/.
# shellcheck shell=bash
. tools/dev/build.sh
build test
setup_npm bench
exec node bench/run.mjs "$@"
