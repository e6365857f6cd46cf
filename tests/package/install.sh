#!/usr/bin/env bash
# usage: install.sh DEB FOLDER
#
# Installs a package into a bare Debian in FOLDER, runs the program there, removes and purges it, and looks what is left.
# Exit code 3: cannot be done here.
set -euo pipefail
deb=$(realpath "$1") folder=$(realpath "$2")
[ "$(id -u)" = 0 ] || exit 3
command -v debootstrap >/dev/null || exit 3
root=$folder/debian
exec >"$folder/install.log" 2>&1
set -x
inside() { LC_ALL=C DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }
# Fakechroot and the host's /proc are not needed: nothing in the package starts a process that looks there.
debootstrap --variant=minbase --include=systemd bookworm "$root" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}"
trap 'rm -rf "$root"' EXIT
cp "$deb" "$root/edgesnn.deb"
inside dpkg -i /edgesnn.deb
inside edgesnn info keywords | grep keywords >/dev/null
inside getent passwd edgesnn
inside id -nG edgesnn | grep -w gpio >/dev/null
inside dpkg --verify edgesnn
# What the owner wrote stays through an update.
echo '{ "model": "digits", "audio": "-" }' >"$root/etc/edgesnn/edgesnn.json"
inside dpkg --force-confdef --force-confold -i /edgesnn.deb
grep -q digits "$root/etc/edgesnn/edgesnn.json"
inside dpkg --remove edgesnn
test -e "$root/etc/edgesnn/edgesnn.json"
test ! -e "$root/usr/bin/edgesnn"
inside dpkg --purge edgesnn
left=$(find "$root/etc" "$root/usr" "$root/var/lib" -path "$root/var/lib/dpkg" -prune -o -name '*edgesnn*' -print)
test -z "$left"
