# Source this from bash or zsh to get Emscripten for the wasm presets:  . ./emsdk-env.sh
#
# An emcc >= 3.1.69 that is on PATH is used as it is; otherwise a private one is made in .cache/wasm
# (once, about 20 seconds) and put on PATH.
# shellcheck shell=bash

# Other shells do not tell a sourced file where it lies; they must be able to read this far.
if [ -z "${BASH_VERSION:-}${ZSH_VERSION:-}" ]; then
  echo "error: source emsdk-env.sh from bash or zsh, not from this shell" >&2
  return 1
fi

# Where an emcc of the user's own keeps its CMake platform file; em-config is not in every package.
tollgate_emscripten_root() { # emcc
  local root
  root=$(em-config EMSCRIPTEN_ROOT 2>/dev/null) || root=
  [ -n "$root" ] || root=$(dirname "$(readlink -f "$1")")
  if [ ! -f "$root/cmake/Modules/Platform/Emscripten.cmake" ]; then
    echo "error: $1 lies in no Emscripten folder with CMake files: activate a whole Emscripten SDK," \
      "or take it off PATH to get a private one" >&2
    return 1
  fi
  printf '%s' "$root"
}

tollgate_emsdk_env() { # the project's root
  local root=$1 private=$1/.cache/wasm/usr/share/emscripten version emcc
  # What an earlier call set must not decide what an emcc activated since then does.
  [ "${EM_CONFIG:-}" != "$root/.cache/wasm/em.cfg" ] || unset EM_CONFIG
  PATH=$(printf '%s' "$PATH" | tr ':' '\n' | grep -vxF "$private" | paste -sd: -)
  emcc=$(command -v emcc) || emcc=
  version=$(emcc --version 2>/dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -1) || version=
  if [ -n "$version" ] &&
    [ "$(printf '3.1.69\n%s\n' "$version" | sort -V | head -1)" = 3.1.69 ]; then
    TOLLGATE_EMSCRIPTEN=$(tollgate_emscripten_root "$emcc") || return 1
  else
    "$root/cmake/fetch_wasm_toolchain" || return 1
    TOLLGATE_EMSCRIPTEN=$private
    export EM_CONFIG=$root/.cache/wasm/em.cfg
    PATH=$private:$PATH
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

# zsh's word for this file is no word of bash's, hence eval; inside a function it would be another.
if [ -n "${ZSH_VERSION:-}" ]; then
  eval 'tollgate_env_file=${(%):-%x}'
else
  tollgate_env_file=${BASH_SOURCE[0]}
fi
tollgate_emsdk_env "$(cd "$(dirname "$tollgate_env_file")" && pwd)"
