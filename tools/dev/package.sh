# A Debian package of the hub, in build/.
# shellcheck shell=bash
. tools/dev/build.sh
build
must package "making the Debian package" tools/package/make.sh \
  build/native/bin/tollgate build/site build/template/medical-visit build
tail -n 1 "$logs/package.log"
