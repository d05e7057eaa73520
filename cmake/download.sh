# Sourced by the fetch scripts: download one pinned file and verify it.
# shellcheck shell=bash

downloads=${TOLLGATE_DOWNLOADS:-.cache/downloads}

die() {
  echo "error: $*" >&2
  exit 1
}

# The addresses of the Debian mirrors that apt on this machine is set up for, best first.
debian_mirrors() {
  apt-get indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -F'|' '{ rank = $1 == "Debian" ? 0 : ($2 ~ /debian\/?$/ ? 1 : 9) }
               rank < 9 { print rank, $2 }' | sort -u | cut -d' ' -f2
}

verified() { # file sha256
  [[ -f $1 ]] && echo "$2  $1" | sha256sum -c --status 2>/dev/null
}

fetch_from_debian() { # sha256 pool-path file
  local mirror
  for mirror in $(debian_mirrors); do
    /usr/lib/apt/apt-helper -o APT::Sandbox::User="" -o Acquire::Retries=3 \
      download-file "${mirror%/}/${2//+/%2b}" "$3" "SHA256:$1" >/dev/null 2>&1 && return
  done
  return 1
}

fetch_from_npm() { # sha256 name@version file
  local folder
  folder=$(mktemp -d)
  (cd "$folder" && npm pack "$2" --ignore-scripts --silent >/dev/null 2>&1) &&
    mv "$folder"/*.tgz "$3"
  local result=$?
  rm -rf "$folder"
  return $result
}

# download KIND SHA256 SOURCE: sets `downloaded` to the verified file, or ends with one line.
download() {
  mkdir -p "$downloads"
  local name=${3##*/}
  downloaded=$downloads/${name//@/-}
  [[ $1 != npm && $1 != node ]] || downloaded+=.tgz
  verified "$downloaded" "$2" && return
  rm -f "$downloaded"
  echo "  downloading $name"
  case $1 in
    npm | node) fetch_from_npm "$2" "$3" "$downloaded.part" ;;
    *) fetch_from_debian "$2" "$3" "$downloaded.part" ;;
  esac || die "could not download $3: check the network and the package mirror, then run this again"
  verified "$downloaded.part" "$2" ||
    die "$3 is not the file that cmake/dependencies.lock pins: check the mirror, nothing was used"
  mv "$downloaded.part" "$downloaded"
}
