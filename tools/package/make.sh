#!/usr/bin/env bash
# Makes a Debian package of what was built:
#
#   tools/package/make.sh BINARY SITE TEMPLATE OUT_FOLDER
#
# It holds the binary, the site, the visit template, a systemd unit and its settings, and depends on
# packages of Debian alone. The same input gives the same bytes. TOLLGATE_PACKAGE_COMPRESSION=none is
# for tests, which only look inside. Prints the package's path.
set -euo pipefail
binary=$1 site=$2 template=$3 out=$4
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
version=$(sed -n 's/^project(.*VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
[[ -n $version ]] || { echo "CMakeLists.txt says no version" >&2; exit 1; }
architecture=$(dpkg --print-architecture)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1700000000}

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
chmod 755 "$stage"
put() { install -D -m "$1" "$2" "$stage/$3"; }
packed() { gzip -9n <"$1" >"$stage/packed" && put 644 "$stage/packed" "$2" && rm "$stage/packed"; }

install -d -m 755 "$stage/DEBIAN" "$stage/usr/share/tollgate/templates"
put 755 "$binary" usr/bin/tollgate
[[ ${TOLLGATE_PACKAGE_COMPRESSION:-} == none ]] ||
  llvm-strip-19 --strip-unneeded --remove-section=.comment "$stage/usr/bin/tollgate"
cp -R "$site" "$stage/usr/share/tollgate/site"
cp -R "$template" "$stage/usr/share/tollgate/templates/medical-visit"
find "$stage/usr/share/tollgate" -name .stamp -delete
put 644 "$here/tollgate.service" lib/systemd/system/tollgate.service
put 644 "$here/default" etc/default/tollgate
# What whoever runs a hub reads.
for page in operate people delivery packages sync evidence app-document open-api api; do
  put 644 "$root/docs/$page.md" "usr/share/doc/tollgate/$page.md"
done
packed "$root/CHANGELOG.md" usr/share/doc/tollgate/changelog.gz
packed "$here/tollgate.1" usr/share/man/man1/tollgate.1.gz
{
  printf 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n'
  printf 'Upstream-Name: tollgate\n\nFiles: *\nCopyright: the Tollgate authors\nLicense: Apache-2.0\n'
  printf ' On Debian systems the text of the license is in /usr/share/common-licenses/Apache-2.0.\n'
  printf ' The licenses of what is built in are in /usr/share/tollgate/site/notices.txt.\n'
} >"$stage/copyright"
put 644 "$stage/copyright" usr/share/doc/tollgate/copyright
rm "$stage/copyright"
chmod -R u=rwX,go=rX "$stage/usr/share"

# The packages of the libraries that the binary names, as they are on this machine.
depends=adduser
while read -r library; do
  path=$(ldd "$binary" | awk -v name="$library" '$1 == name { print $3 }')
  [[ -n $path ]] || continue
  package=$(dpkg -S "$path" 2>/dev/null || dpkg -S "/usr$path" 2>/dev/null || dpkg -S "$(readlink -f "$path")")
  package=${package%%:*}
  # Of a library's versions the first two parts say what programs need.
  at_least=$(dpkg-query -W -f '${source:Upstream-Version}' "$package" | cut -d. -f1,2)
  [[ $depends == *"$package "* ]] || depends+=", $package (>= $at_least)"
done < <(llvm-readelf-19 -d "$binary" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u)

cat >"$stage/DEBIAN/control" <<TXT
Package: tollgate
Version: $version
Architecture: $architecture
Maintainer: ${TOLLGATE_MAINTAINER:-Tollgate <tollgate@localhost.localdomain>}
Installed-Size: $(du -sk --exclude=DEBIAN "$stage" | cut -f1)
Depends: $depends, init-system-helpers
Section: misc
Priority: optional
Description: hub for apps whose stages have gates
 Forms, scorecards and stage gates that a manager designs in the browser, and
 that people fill in on their phones. The hub keeps them, checks every verdict
 again, and serves the pages. It needs no other service and no network to
 install.
TXT
echo /etc/default/tollgate >"$stage/DEBIAN/conffiles"
for script in postinst prerm postrm; do install -m 755 "$here/$script" "$stage/DEBIAN/$script"; done
(cd "$stage" && find usr lib -type f -print0 | sort -z | xargs -0 md5sum) >"$stage/DEBIAN/md5sums"
chmod 644 "$stage/DEBIAN/control" "$stage/DEBIAN/conffiles" "$stage/DEBIAN/md5sums"

mkdir -p "$out"
package=$out/tollgate_${version}_$architecture.deb
dpkg-deb --root-owner-group "-Z${TOLLGATE_PACKAGE_COMPRESSION:-xz}" --build "$stage" "$package" >/dev/null
echo "$package"
