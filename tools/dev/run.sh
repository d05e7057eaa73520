# Builds and starts the hub with the visit template and its sample data, as a demo: nobody signs in.
# shellcheck shell=bash
. tools/dev/build.sh
build
mkdir -p data
exec build/native/bin/tollgate serve --demo --data data --app build/template/medical-visit \
  --site build/site "$@"
