# Sourced by ./dev: progress, logs, stamps.
# shellcheck shell=bash

die() {
  echo "error: $*" >&2
  exit 1
}

jobs=${TOLLGATE_JOBS:-$(nproc)}
logs=.cache/logs
mkdir -p "$logs"

# step NAME "what happens" COMMAND...: runs it quietly with a log; says how to go on if it fails.
step() {
  local name=$1 title=$2 started=$SECONDS
  shift 2
  [[ -t 1 ]] && printf '… %s\r' "$title"
  if "$@" >"$logs/$name.log" 2>&1 </dev/null; then
    ((SECONDS - started < 1)) && [[ ! -t 1 ]] && return
    printf '✓ %s (%ds)\n' "$title" $((SECONDS - started))
  else
    printf '✗ %s (%ds)\n' "$title" $((SECONDS - started))
    # Ninja prints all output of the failed command; the reason is in there.
    grep -nE 'error[: ]|FAILED|Error:' "$logs/$name.log" | head -15 >&2 || tail -15 "$logs/$name.log" >&2
    return 1
  fi
}

# must NAME TITLE COMMAND...: like step, and the end if it fails.
must() {
  step "$@" || die "$2 failed: the whole output is in $logs/$1.log; mend the cause and run this again"
}

# hash_of PATH...: one hash over the names and contents of all files below.
hash_of() {
  find "$@" \( -name node_modules -o -name generated \) -prune -o -type f -print0 2>/dev/null | sort -z |
    xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1
}

# formatted OPTIONS: clang-format on all our own C++.
formatted() {
  git ls-files -z --cached --others --exclude-standard -- '*.cc' '*.h' |
    xargs -0 -r -P "$jobs" -n 60 clang-format-19 "$@"
}
