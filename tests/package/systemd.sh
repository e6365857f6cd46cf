#!/usr/bin/env bash
# usage: systemd.sh [DEB]
#
# The service under a real systemd: unpacks Debian's arm64 packages into a file system in memory, boots Debian's kernel on it in
# QEMU with systemd as the first process, installs the package there with dpkg, and watches it work, reload, hang, die and stop.
# Needs x64 Linux, apt-get and what tests/hil needs. DEB is that of arm64; without it, it is made. Exit code 77: cannot be done here.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
service=$repository/Firmware/service
work=$repository/artifacts/systemd
hil=$repository/artifacts/hil
skip() { echo "systemd: skipped, $*"; exit 77; }
for tool in qemu-system-aarch64 python3 cpio dtc dpkg-deb apt-get; do
  command -v $tool >/dev/null || skip "needs $tool"
done
mkdir -p "$work" "$hil"
binary=$repository/artifacts/native/linux-arm64/edgesnn
deb=${1:-}
if [ -z "$deb" ]; then
  [ -e "$binary" ] || "$service/publish.sh" linux-arm64 >"$work/publish.log" 2>&1 || skip "$(tail -n 1 "$work/publish.log")"
  rm -rf "$work/deb"
  "$service/deb.sh" arm64 "$work/deb" "$binary" || exit 1
  deb=$(echo "$work"/deb/*.deb)
fi
# Kernel, its modules and the device tree are those of the rig.
"$repository/tests/hil/image.sh" "$binary" "$hil" >"$work/image.log" 2>&1 || skip "$(tail -n 1 "$work/image.log")"

set -e
# All that these need, as apt would install them into an empty system.
wanted="systemd systemd-sysv udev kmod bash coreutils grep sed util-linux mount procps dpkg base-files base-passwd libc-bin tar debianutils diffutils dash busybox-static libasound2 alsa-utils libgpiod2"
export APT_CONFIG=$repository/artifacts/debian/arm64/apt.conf
packages=$(apt-get -s install --no-install-recommends $wanted 2>/dev/null | sed -n 's/^Inst \([^ ]*\).*/\1/p' | sort)
[ -n "$packages" ] || skip "apt finds no packages for arm64"
apt-cache show --no-all-versions $packages | sed -E 's/^Package: .*/&\nStatus: install ok installed/; /^(Filename|Size|MD5sum|SHA256):/d' >"$work/status"
unset APT_CONFIG
"$service/fetch-debs.sh" arm64 "$work/userland" $packages
root=$work/root
rm -rf "$root"
cp -a "$work/userland/root" "$root"
rm -rf "$root"/usr/share/{doc,man,locale,info,lintian,bug,sounds,bash-completion,i18n,zoneinfo} "$root"/usr/lib/aarch64-linux-gnu/{gconv,perl*} "$root"/usr/share/perl*
for folder in bin sbin lib; do
  mkdir -p "$root/usr/$folder"
  [ ! -d "$root/$folder" ] || { cp -a "$root/$folder/." "$root/usr/$folder"; rm -rf "${root:?}/$folder"; }
  ln -s "usr/$folder" "$root/$folder"
done
mkdir -p "$root"/{proc,sys,dev,run,tmp,root,home} "$root"/var/lib/dpkg/{info,updates,triggers} "$root"/etc/systemd/system/multi-user.target.wants "$root"/etc/{modules-load.d,modprobe.d}
chmod 1777 "$root/tmp"
cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
cp "$work/status" "$root/var/lib/dpkg/status"
# Not a first boot, which would switch on all that can be.
echo 0123456789abcdef0123456789abcdef >"$root/etc/machine-id"
echo board >"$root/etc/hostname"
cp -a "$hil/root/lib/modules" "$root/usr/lib/"
printf 'virtio_pci\nvirtio_console\nsnd-aloop\n' >"$root/etc/modules-load.d/board.conf"
echo 'options snd-aloop pcm_substreams=1' >"$root/etc/modprobe.d/board.conf"
for unit in serial-getty@ getty-static alsa-restore; do ln -s /dev/null "$root/etc/systemd/system/$unit.service"; done
rm -rf "$root/var/run"; ln -s /run "$root/var/run"
install -m755 "$here/guest/shell" "$root/usr/bin/board-shell"
install -m644 "$here/guest/shell.service" "$root/etc/systemd/system/shell.service"
ln -s ../shell.service "$root/etc/systemd/system/multi-user.target.wants/shell.service"
cp "$deb" "$root/edgesnn.deb"
rm -f "$root/init"
ln -s /usr/lib/systemd/systemd "$root/init"
[ -e "$root/usr/bin/sh" ] || ln -s dash "$root/usr/bin/sh"
mkdir -p "$work/image"
(cd "$root" && find . -print0 | LC_ALL=C sort -z | cpio --null -o -H newc --quiet -R 0:0 | gzip -1) >"$work/image/initrd.gz"
cp "$hil/vmlinuz" "$hil/virt.dtb" "$work/image/"
host=${HOST:-dotnet $repository/artifacts/bin/EdgeSnn.Firmware/release/edgesnn.dll}
[ -n "${HOST:-}" ] || [ -e "$repository/artifacts/bin/EdgeSnn.Firmware/release/edgesnn.dll" ] || dotnet build -c Release -v quiet -nologo "$repository/Firmware" >"$work/build.log" 2>&1
PYTHONDONTWRITEBYTECODE=1 exec python3 "$here/systemd.py" "$work/image" "$work" "$repository" $host
