# Source this to get Emscripten for the wasm presets:  . ./emsdk-env.sh
#
# An emcc >= 3.1.69 that is already active is used as it is; otherwise a private one is made in
# .cache/wasm (once, about 20 seconds) and put on PATH.
# shellcheck shell=bash

tollgate_emsdk_env() {
  local root version
  root=$(cd "$(dirname "${BASH_SOURCE[0]:-$0}")" && pwd)
  version=$(emcc --version 2>/dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -1) || version=
  if [ -n "$version" ] && [ "${TOLLGATE_EMSCRIPTEN:-}" != "$root/.cache/wasm/usr/share/emscripten" ] &&
    [ "$(printf '3.1.69\n%s\n' "$version" | sort -V | head -1)" = 3.1.69 ]; then
    TOLLGATE_EMSCRIPTEN=$(em-config EMSCRIPTEN_ROOT) || return 1
  else
    "$root/cmake/fetch_wasm_toolchain" || return 1
    TOLLGATE_EMSCRIPTEN=$root/.cache/wasm/usr/share/emscripten
    export EM_CONFIG=$root/.cache/wasm/em.cfg
    case ":$PATH:" in
      *":$TOLLGATE_EMSCRIPTEN:"*) ;;
      *) PATH=$TOLLGATE_EMSCRIPTEN:$PATH ;;
    esac
  fi
  export TOLLGATE_EMSCRIPTEN PATH
  # The compiler driver is Python: not through a shim that looks for a version each time.
  if [ -z "${EMSDK_PYTHON:-}" ] && [ -x /usr/bin/python3 ]; then
    export EMSDK_PYTHON=/usr/bin/python3
  fi
  if command -v ccache >/dev/null; then
    # Emscripten wants the absolute path.
    EM_COMPILER_WRAPPER=$(command -v ccache)
    export EM_COMPILER_WRAPPER CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
    export CCACHE_SLOPPINESS=pch_defines,time_macros
  fi
}

tollgate_emsdk_env
