# Measures speed and size; results are committed in bench/results/.
# shellcheck shell=bash
. tools/dev/build.sh
build test
setup_npm bench
must bench-native "building the native measurements" compiled native feel_bench work_bench data_bench fill_bench
must bench-wasm "building the browser's measurements" compiled wasm feel_bench work_bench
exec node bench/run.mjs "$@"
