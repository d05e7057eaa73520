# Builds: native, wasm, and the static site from it.
# shellcheck shell=bash
. tools/dev/setup.sh

# configured PRESET: configures when the presets have changed since, or never was.
configured() {
  local build=build/$1 stamp
  stamp=$(sha256sum CMakePresets.json cmake/dependencies.lock; echo "${TOLLGATE_EMSCRIPTEN:-}")
  [[ -f $build/build.ninja && -f $build/.stamp && $(<"$build/.stamp") == "$stamp" ]] && return
  rm -rf "$build/CMakeCache.txt"
  cmake --preset "$1" || return 1
  printf '%s' "$stamp" >"$build/.stamp"
}

compiled() { # preset target...
  local preset=$1
  shift
  configured "$preset" && ninja -C "build/$preset" -j "$jobs" "$@"
}

build_native() { must native "building natively" compiled native tollgate; }
build_wasm() { must wasm "building for the browser" compiled wasm tollgate_web; }

# The template's generated files (sample data, evidence) for the hub and the site.
build_template() {
  local stamp out=build/template/medical-visit
  stamp=$(hash_of templates)
  [[ -f $out/.stamp && $(<"$out/.stamp") == "$stamp" ]] && return
  rm -rf "$out"
  must template "making the visit template's sample data" \
    node templates/medical-visit/generate_sample.mjs --out "$out"
  printf '%s' "$stamp" >"$out/.stamp"
}

# The templates as packages, which a hub offers in its gallery: as any publisher makes one.
build_packages() {
  local stamp out=build/packages
  stamp=$(hash_of templates build/template build/native/bin/tollgate)
  [[ -f $out/.stamp && $(<"$out/.stamp") == "$stamp" ]] && return
  rm -rf "$out" && mkdir -p "$out"
  must packages "making packages of the templates" build/native/bin/tollgate package build \
    templates/medical-visit --sample build/template/medical-visit --out "$out/medical_visit.tollgate"
  printf '%s' "$stamp" >"$out/.stamp"
}

build_site() { # folder of a WebAssembly build, site, options of web/tools/build.mjs...
  local stamp wasm=${1:-build/wasm/web} out=${2:-build/site}
  stamp=$(hash_of web schemas tools/codegen tools/notices "$wasm" build/template build/packages)
  [[ -f $out/.stamp && $(<"$out/.stamp") == "$stamp" ]] && return
  must "${out##*/}" "building the site" \
    npm --prefix web run build -- --wasm "$PWD/$wasm" --out "$PWD/$out" "${@:3}"
  printf '%s' "$stamp" >"$out/.stamp"
}

build() {
  setup "$@"
  build_native
  build_wasm
  build_template
  build_packages
  build_site
}

if [[ ${command:-} == build ]]; then
  build
  # For web/tools/feel-cases.mjs; the site does not need it.
  must feel-cases "building the FEEL conformance runner" compiled wasm feel_cases
fi
