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
((failed == 0)) || die "$failed fuzz targets found something: see $logs/fuzz-*.log and build/native-fuzz/corpus/"
