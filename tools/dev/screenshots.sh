# Takes a picture of each page of the visit app, in both languages, sizes and looks.
# shellcheck shell=bash
. tools/dev/build.sh
build
node tests/e2e/page_screenshots.mjs "${1:-build/screenshots}" "${2:-}"
