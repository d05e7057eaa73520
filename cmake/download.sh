# Sourced by the fetch scripts: download one pinned file and verify it.
# shellcheck shell=bash

downloads=${TOLLGATE_DOWNLOADS:-.cache/downloads}

die() {
  echo "error: $*" >&2
  exit 1
}

# The addresses of the Debian mirrors that apt on this machine is set up for, best first. Where apt
# has no package lists it knows no labels, but still where it would get them.
debian_mirrors() {
  local known
  known=$(apt-get indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null)
  [[ -n $known ]] ||
    known=$(apt-get --print-uris update 2>/dev/null | sed -n "s,^'\(.*/\)dists/.*,|\1,p")
  awk -F'|' '{ rank = $1 == "Debian" ? 0 : ($2 ~ /debian\/?$/ ? 1 : ($1 == "" ? 2 : 9)) }
             rank < 9 { print rank, $2 }' <<<"$known" | sort -u | cut -d' ' -f2
}

verified() { # file sha256
  [[ -f $1 ]] && echo "$2  $1" | sha256sum -c --status 2>/dev/null
}

# Why a file could not be had. Only one that is gone for good may be replaced by something else.
unreachable=3 gone=4 mismatch=5

# The first mirror that has the right file counts; else what the best of them said.
fetch_from_debian() { # sha256 pool-path file
  local mirror said result=0 reason
  for mirror in $(debian_mirrors); do
    rm -f "$3"
    if said=$(/usr/lib/apt/apt-helper -o APT::Sandbox::User="" -o Acquire::Retries=3 \
      download-file "${mirror%/}/${2//+/%2b}" "$3" 2>&1); then
      verified "$3" "$1" && return
      reason=$mismatch
    elif [[ $said == *' 404 '* || $said == *'File not found'* ]]; then
      reason=$gone
    else
      reason=$unreachable
    fi
    ((result == mismatch)) || ((reason == gone && result != 0)) || result=$reason
  done
  ((result)) || die "apt on this machine names no Debian mirror: check /etc/apt/sources.list*"
  return "$result"
}

fetch_from_npm() { # sha256 name@version file
  local folder result=0
  folder=$(mktemp -d)
  (cd "$folder" && npm pack "$2" --ignore-scripts --silent >/dev/null 2>&1) &&
    mv "$folder"/*.tgz "$3" || result=$unreachable
  rm -rf "$folder"
  ((result)) && return "$result"
  verified "$3" "$1" || return $mismatch
}

# try_download KIND SHA256 SOURCE: sets `downloaded` to the verified file, or returns the reason.
try_download() {
  mkdir -p "$downloads"
  local name=${3##*/} result=0
  downloaded=$downloads/${name//@/-}
  [[ $1 != npm && $1 != node ]] || downloaded+=.tgz
  verified "$downloaded" "$2" && return
  rm -f "$downloaded"
  echo "  downloading $name"
  case $1 in
    npm | node) fetch_from_npm "$2" "$3" "$downloaded.part" || result=$? ;;
    *) fetch_from_debian "$2" "$3" "$downloaded.part" || result=$? ;;
  esac
  if ((result)); then
    rm -f "$downloaded.part"
    return "$result"
  fi
  mv "$downloaded.part" "$downloaded"
}

# Ends with one line that says what to do.
download_failed() { # reason source
  case $1 in
    "$mismatch") die "$2 is not the file that cmake/dependencies.lock pins: nothing of it was used;" \
      "check the mirror, or the hash in that file if you changed the version" ;;
    "$gone") die "the package mirror has no $2: choose a version it has in cmake/dependencies.lock" ;;
    *) die "could not download $2: check the network and the package mirror, then run this again" ;;
  esac
}

# download KIND SHA256 SOURCE: the same, and the end where it fails.
download() {
  local reason=0
  try_download "$@" || reason=$?
  ((reason == 0)) || download_failed "$reason" "$3"
}
