# Sourced by ./dev: progress, logs, stamps.
# shellcheck shell=bash

die() {
  echo "error: $*" >&2
  exit 1
}

# misuse: what was asked for does not exist.
misuse() {
  echo "error: $*" >&2
  exit 2
}

jobs=${TOLLGATE_JOBS:-$(nproc)}
logs=.cache/logs
mkdir -p "$logs" 2>/dev/null && [[ -w $logs ]] ||
  die "$PWD/$logs is not writable for $(id -un): give the folder .cache to that user, or run this as its owner"

# On a terminal: what is done, for how long, and how far ninja says it is.
show_progress() { # log title
  local started=$SECONDS part
  # Not longer than the script, which ctrl-c may end.
  while kill -0 $$ 2>/dev/null; do
    part=$(tail -n 1 "$logs/$1.log" 2>/dev/null | grep -oE '^\[[0-9]+/[0-9]+\]') || part=''
    printf '\r\e[K… %s %s %ds' "$2" "$part" $((SECONDS - started))
    sleep 1
  done
}

# reasons LOG: the lines that say what failed, each with what follows it. First those that only a failing
# test prints: a passing one may well print "error", being about errors.
reasons() {
  local pattern found
  for pattern in \
    '\*\*\*(Failed|Timeout|Exception|Not Run)|(^|[0-9]: )[^ ]+: FAILED:|fatal error condition|ERROR: [A-Za-z]+Sanitizer|runtime error:|^([0-9]+: )? *not ok |^ *(FAIL|×) ' \
    'error[: ]|FAILED|Error:'; do
    found=$(grep -nE -A12 "$pattern" "$1" | head -80)
    [[ -n $found ]] && { printf '%s\n' "$found"; return; }
  done
  tail -15 "$1"
}

# told NAME TITLE SECONDS FAILED: the line that a step ends with, and if it failed, why.
told() {
  if (($4)); then
    printf '✗ %s (%ds)\n' "$2" "$3"
    reasons "$logs/$1.log" >&2
    return 1
  fi
  (($3 < 1)) || printf '✓ %s (%ds)\n' "$2" "$3"
}

# step NAME "what happens" COMMAND...: runs it quietly with a log; says how to go on if it fails.
step() {
  local name=$1 title=$2 started=$SECONDS watcher='' failed=0
  shift 2
  rm -f "$logs/$name.log"  # another user's cannot be written to
  if [[ -t 1 ]]; then
    : >"$logs/$name.log"
    show_progress "$name" "$title" &
    watcher=$!
  fi
  "$@" >"$logs/$name.log" 2>&1 </dev/null || failed=1
  if [[ -n $watcher ]]; then
    kill "$watcher" 2>/dev/null
    wait "$watcher" 2>/dev/null || true
    printf '\r\e[K'
  fi
  told "$name" "$title" $((SECONDS - started)) $failed
}

# begin NAME COMMAND...: runs it beside the steps that follow, which go first; `ended` waits for it.
declare -A begun begun_at
begin() {
  local name=$1
  shift
  rm -f "$logs/$name.log"
  begun_at[$name]=$SECONDS
  set -m  # a process group of its own, which ends as one
  (
    renice -n 19 $BASHPID >/dev/null
    "$@"
  ) >"$logs/$name.log" 2>&1 </dev/null &
  set +m
  begun[$name]=$!
  trap 'for group in "${begun[@]}"; do kill -- "-$group" 2>/dev/null; done' EXIT
}

# ended NAME TITLE: what was begun, as a step.
ended() {
  local failed=0
  wait "${begun[$1]}" || failed=1
  unset "begun[$1]"
  told "$1" "$2" $((SECONDS - begun_at[$1])) $failed
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

# formatted OPTIONS: clang-format on all our own C++. Not by what git knows: it may be missing, or
# refuse a folder of another user.
formatted() {
  find . \( -name .git -o -name .cache -o -name node_modules -o -path ./build -o -path ./data \) \
    -prune -o -type f \( -name '*.cc' -o -name '*.h' \) -print0 |
    xargs -0 -r -P "$jobs" -n 60 clang-format-19 "$@"
}
