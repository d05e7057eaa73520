# Formats our own C++ in place, and writes what the docs take from the schemas.
# shellcheck shell=bash
command -v clang-format-19 >/dev/null || . tools/dev/setup.sh
command -v clang-format-19 >/dev/null || setup_packages test
formatted -i
node tools/codegen/main.mjs docs schemas docs
