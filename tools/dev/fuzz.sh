# Runs every fuzz target for some time each; what it finds lies in build/native-fuzz/corpus/.
# shellcheck shell=bash
seconds=${1:-60}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || misuse "./dev fuzz takes a number of seconds, not '$seconds'"
. tools/dev/build.sh
setup test
must fuzz-build "building the fuzz targets" compiled native-fuzz
failed=0
while IFS='|' read -r name seeds; do
  [[ -n $name ]] || continue
  # shellcheck disable=SC2086
  step "fuzz-$name" "$name for ${seconds}s" "build/native-fuzz/bin/$name" -max_total_time="$seconds" \
    -max_len=65536 -timeout=10 -artifact_prefix=build/native-fuzz/corpus/ \
    "build/native-fuzz/corpus/$name" $seeds || failed=$((failed + 1))
done <build/native-fuzz/fuzzers.txt
# What the tests do with fewer seeds: devices and a hub where everything breaks.
must simulator-build "building the simulator of devices and a hub" \
  compiled native-asan tollgate_sync_meetings_tests
step fuzz-simulator "1,000 runs of devices and a hub" \
  env TOLLGATE_SYNC_SEEDS=1000 TOLLGATE_SYNC_STEPS=60 \
  build/native-asan/bin/tollgate_sync_meetings_tests "[simulator]" || failed=$((failed + 1))
# People who try to get past gates, as it is shipped: the tests' builds are too slow for so many steps.
must gates-build "building the random people at gates" compiled native tollgate_gates_tests
step fuzz-gates "a million steps of random people at gates" \
  env TOLLGATE_GATE_STEPS=1000000 build/native/bin/tollgate_gates_tests || failed=$((failed + 1))
# And people who read, against the naive model of the permissions.
must reading-build "building the oracle of permissions" compiled native tollgate_reading_tests
step fuzz-reading "100,000 changes, each looked at by somebody" \
  env TOLLGATE_READING_STEPS=100000 build/native/bin/tollgate_reading_tests "everybody sees*" ||
  failed=$((failed + 1))
# And somebody who presses whatever the designer shows.
must deeds-build "building the random deeds in the designer" compiled native tollgate_designer_app_tests
step fuzz-deeds "10,000 random deeds in the designer" \
  env TOLLGATE_DEEDS=10000 build/native/bin/tollgate_designer_app_tests "random deeds*" ||
  failed=$((failed + 1))
((failed == 0)) || die "$failed fuzz targets found something: see $logs/fuzz-*.log and build/native-fuzz/corpus/"
