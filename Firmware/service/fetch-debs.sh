#!/usr/bin/env bash
# usage: fetch-debs.sh ARCH FOLDER PACKAGE...
#
# Downloads packages of Debian 12 for an architecture into FOLDER and unpacks them into FOLDER/root. The apt configuration is
# private to artifacts/debian: the machine's own architectures, sources and packages stay as they are, and no root is needed.
# What is already there is not fetched again. DEBIAN_MIRROR names another mirror.
set -euo pipefail
[ $# -ge 3 ] || { echo "usage: fetch-debs.sh ARCH FOLDER PACKAGE..." >&2; exit 2; }
arch=$1 folder=$2; shift 2
say() { echo "fetch-debs: $*" >&2; }

repository=$(cd "$(dirname "$0")/../.." && pwd)
state=$repository/artifacts/debian/$arch
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# The list of packages is the stamp: another list unpacks afresh.
stamp=$folder/packages.txt
if [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$*" ]; then exit 0; fi
for tool in apt-get dpkg-deb; do
  command -v $tool >/dev/null || { say "needs $tool: this works on Debian and its kin only"; exit 3; }
done
[ -e "$keyring" ] || { say "needs $keyring (apt-get install debian-archive-keyring)"; exit 3; }

mkdir -p "$state"/{lists/partial,cache/archives/partial,etc,dpkg}
: >"$state/dpkg/status"
# Debian 12 whatever the machine is: a program linked with its glibc runs on every later one, Raspberry Pi OS 12 and 13 too.
printf 'deb [signed-by=%s] %s bookworm main\n' "$keyring" "$mirror" >"$state/etc/sources.list"
cat >"$state/apt.conf" <<CONF
Dir::State "$state";
Dir::State::lists "$state/lists";
Dir::State::status "$state/dpkg/status";
Dir::Cache "$state/cache";
Dir::Etc::sourcelist "$state/etc/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
APT::Architecture "$arch";
APT::Architectures { "$arch"; };
APT::Get::List-Cleanup "false";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "3";
CONF
export APT_CONFIG=$state/apt.conf

# An index of a day is fresh enough: a stable release changes every other month.
if [ -z "$(find "$state/lists" -maxdepth 1 -name '*Packages*' -mtime -1)" ]; then
  apt-get -qq update >&2 || { say "$mirror does not answer; DEBIAN_MIRROR names another"; exit 4; }
fi
rm -rf "$folder/root" "$folder/debs"; rm -f "$stamp"
mkdir -p "$folder/root" "$folder/debs"
(cd "$folder/debs" && apt-get -qq download "$@" >&2) || { say "cannot download for $arch: $*"; exit 4; }
for deb in "$folder"/debs/*.deb; do dpkg-deb -x "$deb" "$folder/root"; done
rm -r "$folder/debs"
printf '%s' "$*" >"$stamp"
