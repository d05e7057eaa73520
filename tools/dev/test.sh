# Every test, or only the named steps. Goes on after a failure and ends with one line.
# shellcheck shell=bash
all_steps=(layers format native wasm web e2e)
for name in "$@"; do
  [[ " ${all_steps[*]} " == *" $name "* ]] ||
    misuse "./dev test has no step '$name'; the steps are: ${all_steps[*]}"
done
. tools/dev/build.sh
started=$SECONDS
passed=0 failed=0
failures=()

wanted() { [[ -z ${steps[*]-} || " ${steps[*]} " == *" $1 "* ]]; }

# Counts test cases from what Catch2, ctest, vitest and node's runner print in a log.
count() { # log
  awk '
    { gsub(/\033\[[0-9;]*m/, ""); sub(/^[0-9]+: /, "") }  # without colours and numbers of programs
    /All tests passed \(/ { match($0, /in [0-9]+ test case/); ok += substr($0, RSTART + 3) + 0 }
    /test cases: *[0-9]+ *\|/ {
      n = split($0, part, "|")
      for (i = 2; i <= n; i++) { if (part[i] ~ /passed/) ok += part[i] + 0; if (part[i] ~ /failed/) bad += part[i] + 0 }
    }
    /^ *Tests  / { for (i = 2; i < NF; i++) { if ($(i+1) ~ /^passed/) ok += $i; if ($(i+1) ~ /^failed/) bad += $i } }
    /^# pass [0-9]+/ { ok += $3 }
    /^# fail [0-9]+/ { bad += $3 }
    /tests passed, [0-9]+ tests failed out of/ { programs = $NF }
    END { print ok + 0, bad + 0 }' "$1"
}

check() { counted "$1" step "$@"; }              # name title command...
check_begun() { counted "$1" ended "$@"; }       # name title

counted() { # name, and how its step goes
  local good bad
  if "${@:2}"; then
    read -r good bad < <(count "$logs/$1.log")
    passed=$((passed + (good + bad ? good : 1)))
    return 0
  fi
  read -r good bad < <(count "$logs/$1.log")
  passed=$((passed + good))
  failed=$((failed + (bad ? bad : 1)))
  failures+=("$logs/$1.log")
  return 1
}

tested() { # preset
  ctest --preset "$1" --verbose -j "$jobs"
}

steps=("$@")
setup test

if wanted layers; then
  check layers "who may know whom" tools/check_layers || true
fi
if wanted format; then
  check format "the C++ is formatted" formatted --dry-run -Werror || true
fi
native_is_built=
if wanted native; then
  if check native-asan-build "building with sanitizers" compiled native-asan; then native_is_built=1; fi
fi
# It fills the time in which native tests wait for something. Beside the journeys nothing runs: they would
# be slower by as much.
if wanted wasm; then
  # With what the site needs: the same objects, so that the journeys' steps have little left to build.
  begin wasm-debug-build compiled wasm-debug tollgate_all_tests tollgate_web
fi
if [[ -n $native_is_built ]]; then
  check native-asan "native tests under ASan and UBSan" tested native-asan || true
fi
if wanted wasm; then
  check_begun wasm-debug-build "building for WebAssembly" &&
    check wasm-debug "the same tests as WebAssembly in node" tested wasm-debug || true
fi
if wanted e2e && [[ -f tests/e2e/run.mjs ]]; then
  # The hub with sanitizers and the browser's part with assertions: two release builds are saved, and
  # the journeys find more. What is shipped: ./dev build, then node tests/e2e/run.mjs.
  check hub "building the hub" compiled native-asan tollgate || true
  if (must web-debug "building the browser's part" compiled wasm-debug tollgate_web &&
      build_template && build_site build/wasm-debug/web build/site-debug --fast); then
    ASAN_OPTIONS=malloc_context_size=8 \
      TOLLGATE_HUB=$PWD/build/native-asan/bin/tollgate TOLLGATE_SITE=$PWD/build/site-debug \
      check e2e "end to end in Chromium" node tests/e2e/run.mjs || true
  else
    failed=$((failed + 1))
  fi
fi
if wanted web && [[ -f web/package.json ]]; then
  check web-types "types of the web part" npm --prefix web run typecheck || true
  check web "unit tests of the web part" npm --prefix web test || true
fi

for log in "${failures[@]}"; do echo "  failed: $log" >&2; done
printf 'took %d min %d s\n' $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60))
printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
