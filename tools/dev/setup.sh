# What the machine needs: Debian packages, a node that is new enough, the pinned sources, the
# WebAssembly toolchain and the npm packages. Each is skipped when it is there.
# shellcheck shell=bash

node_minimum=20.19.0

# missing_packages GROUP...: those of cmake/apt-packages.txt whose proof is not there.
missing_packages() {
  local package proof group
  while read -r package proof group; do
    [[ $package == '' || $package == \#* ]] && continue
    [[ " build $* " == *" ${group:-build} "* ]] || continue
    if [[ $proof == /* ]]; then [[ -e $proof ]]; else command -v "$proof" >/dev/null; fi ||
      echo "$package"
  done <cmake/apt-packages.txt
}

setup_packages() {
  local missing
  missing=$(missing_packages "$@" | tr '\n' ' ')
  [[ -z $missing ]] && return
  if ((EUID != 0)); then
    die "Debian packages are missing; as root, run: apt-get update && apt-get install -y --no-install-recommends ${missing% }"
  fi
  step apt-update "reading Debian's package lists" apt-get -qq update ||
    die "apt-get update failed: check the network and /etc/apt/sources.list*, then run this again"
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive step apt-install "installing ${missing% }" \
    apt-get -qq install -y --no-install-recommends $missing ||
    die "apt-get could not install ${missing% }: see $logs/apt-install.log"
}

at_least() { # version minimum
  [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -1) == "$2" ]]
}

setup_node() {
  local version
  version=$(node --version 2>/dev/null | tr -d v) || version=
  at_least "${version:-0}" "$node_minimum" && return
  # Left alone while it is the one that is pinned.
  must node "getting a newer node than ${version:-none}" cmake/fetch_dependencies node
  PATH=$PWD/.cache/deps/node/bin:$PATH
  export PATH
}

setup_npm() { # folder
  [[ -f $1/package-lock.json ]] || return 0
  local stamp
  stamp="$(sha256sum "$1/package-lock.json" "$1/package.json" | sha256sum) $(node --version)"
  [[ -f $1/node_modules/.stamp && $(<"$1/node_modules/.stamp") == "$stamp" ]] && return
  must "npm-${1//\//-}" "installing the npm packages of $1/" npm --prefix "$1" ci --no-audit --no-fund
  printf '%s' "$stamp" >"$1/node_modules/.stamp"
}

# setup GROUP...: `test` adds the browser and its fonts.
setup() {
  [[ $(uname -m) == x86_64 ]] || die "this needs an x86-64 machine, not $(uname -m)"
  setup_packages "$@"
  setup_node
  must dependencies "getting the pinned sources" cmake/fetch_dependencies
  must emscripten "getting the WebAssembly toolchain" bash -c '. ./emsdk-env.sh'
  . ./emsdk-env.sh
  setup_npm web
  [[ " $* " != *" test "* ]] || setup_npm tests/integration/identity_provider
}

if [[ ${command:-} == setup ]]; then setup test; fi
