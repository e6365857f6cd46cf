#!/usr/bin/env bash
# usage: deb.sh amd64|arm64 [OUT [BINARY]]
#
# Makes OUT/edgesnn_VERSION_ARCH.deb (OUT is artifacts/deb) of BINARY, or of what publish.sh makes. The same sources and binary
# give the same bytes: times are SOURCE_DATE_EPOCH, or the last commit's. Needs dpkg-deb and gzip, and no root.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
say() { echo "deb: $*" >&2; }
usage() { echo "usage: deb.sh amd64|arm64 [OUT [BINARY]]" >&2; exit 2; }
[ $# -ge 1 ] && [ $# -le 3 ] || usage
arch=$1
case $arch in amd64) rid=linux-x64 ;; arm64) rid=linux-arm64 ;; *) say "'$arch' is not an architecture"; usage ;; esac
out=${2:-$repository/artifacts/deb}
binary=${3:-}
command -v dpkg-deb >/dev/null || { say "needs dpkg-deb: this works on Debian and its kin only"; exit 3; }
if [ -z "$binary" ]; then
  "$here/publish.sh" "$rid"
  binary=$repository/artifacts/native/$rid/edgesnn
fi
[ -f "$binary" ] || { say "no such file: $binary"; exit 3; }
machine=$(od -An -tx1 -j18 -N2 "$binary" | tr -d ' ')
case $arch:$machine in
  amd64:3e00 | arm64:b700) ;;
  *) say "$binary: found machine $machine in its ELF header, expected $arch"; exit 3 ;;
esac

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$repository/Directory.Build.props")
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$repository" log -1 --format=%ct 2>/dev/null || echo 1700000000)}
umask 022
root=$(mktemp -d)
chmod 755 "$root"
trap 'rm -rf "$root"' EXIT
doc=$root/usr/share/doc/edgesnn

put() { install -D -m "$1" "$2" "$root/$3"; }
put 755 "$binary" usr/bin/edgesnn
put 644 "$here/edgesnn.service" usr/lib/systemd/system/edgesnn.service
put 644 "$here/edgesnn.sysusers" usr/lib/sysusers.d/edgesnn.conf
put 644 "$here/edgesnn.rules" usr/lib/udev/rules.d/60-edgesnn.rules
put 644 "$here/edgesnn.json" etc/edgesnn/edgesnn.json
put 644 "$here/copyright" usr/share/doc/edgesnn/copyright
put 644 "$here/edgesnn.1" usr/share/man/man1/edgesnn.1
for page in "$repository"/docs/*.md; do put 644 "$page" "usr/share/doc/edgesnn/$(basename "$page")"; done
put 644 "$repository/CHANGELOG.md" usr/share/doc/edgesnn/CHANGELOG.md
cat >"$doc/changelog" <<CHANGES
edgesnn ($version) stable; urgency=medium

  * What changed is told in CHANGELOG.md.

 -- The EdgeSnn authors <edgesnn@invalid.example>  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
CHANGES
chmod 644 "$doc/changelog"
gzip -9n "$doc/changelog" "$root/usr/share/man/man1/edgesnn.1"

mkdir "$root/DEBIAN"
echo /etc/edgesnn/edgesnn.json >"$root/DEBIAN/conffiles"
for script in postinst prerm postrm; do install -m 755 "$here/$script" "$root/DEBIAN/$script"; done
# The newest of glibc that the binary asks for.
libc=$(grep -aoE 'GLIBC_2\.[0-9]+' "$binary" | sed 's/GLIBC_//' | sort -Vu | tail -n 1)
size=$(cd "$root" && find . -path ./DEBIAN -prune -o -type f -printf '%s\n' | awk '{ kilobytes += int(($1 + 1023) / 1024) } END { print kilobytes }')
cat >"$root/DEBIAN/control" <<CONTROL
Package: edgesnn
Version: $version
Architecture: $arch
Maintainer: The EdgeSnn authors <edgesnn@invalid.example>
Installed-Size: $size
Depends: libc6 (>= $libc), systemd | systemd-standalone-sysusers
Recommends: libasound2t64 | libasound2, libgpiod3 | libgpiod2
Section: science
Priority: optional
Description: spiking neural networks that listen and see, in real time
 A fixed-point runtime for spiking neural networks: audio from a microphone or
 the events of a camera come in, a pre-trained network runs tick after tick,
 and its decisions move pins or leave through sockets. Networks for spoken
 commands, digits and gestures are built in.
CONTROL
(cd "$root" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)

mkdir -p "$out"
deb=$out/edgesnn_${version}_$arch.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$deb" >/dev/null
echo "$deb: $(stat -c %s "$deb" | awk '{ printf "%.2f MB", $1 / 1e6 }'), sha256 $(sha256sum "$deb" | cut -d' ' -f1)"
