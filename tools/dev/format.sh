# Formats our own C++ in place.
# shellcheck shell=bash
command -v clang-format-19 >/dev/null || . tools/dev/setup.sh
command -v clang-format-19 >/dev/null || setup_packages test
formatted -i
