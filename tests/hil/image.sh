#!/usr/bin/env bash
# usage: image.sh BINARY FOLDER
#
# Makes in FOLDER what a guest boots from: `vmlinuz`, Debian's own arm64 kernel; `initrd.gz`, busybox, ALSA, libgpiod, the
# kernel's modules and the program; and the device trees of the two boards, `virt.dtb` and `raspi3b.dtb`.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
fetch=$here/../../Firmware/service/fetch-debs.sh
binary=$1 folder=$2
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

"$fetch" arm64 "$folder/userland" busybox-static libc6 libgcc-s1 libasound2 libasound2-data alsa-utils libgpiod2
# The kernel's package is named by its version; the one that stands for it depends on it.
export APT_CONFIG=$here/../../artifacts/debian/arm64/apt.conf
kernel=$(apt-cache depends linux-image-arm64 | sed -n 's/.*Depends: \(linux-image-[0-9][^ ]*\).*/\1/p' | head -n 1)
unset APT_CONFIG
[ -n "$kernel" ] || { echo "image: no kernel package in Debian's index" >&2; exit 4; }
"$fetch" arm64 "$folder/kernel" "$kernel"
version=${kernel#linux-image-}
cp "$folder/kernel/root/boot/vmlinuz-$version" "$folder/vmlinuz"

root=$folder/root
rm -rf "$root"
mkdir -p "$root"/{proc,sys,dev,tmp,full,app,bin,sbin,lib}
cp -a "$folder/userland/root/." "$root"
[ -e "$root/bin/busybox" ] || cp "$root/usr/bin/busybox" "$root/bin/busybox"
triplet=usr/lib/aarch64-linux-gnu
rm -rf "$root"/usr/share/{doc,man,locale,info,lintian,bug,sounds,bash-completion} "$root/$triplet"/{gconv,audit} "$root"/usr/share/alsa/ucm*

modules=$root/lib/modules/$version all=$folder/kernel/root/lib/modules/$version
mkdir -p "$modules"
cp "$all"/modules.{builtin,order} "$modules"
for name in snd-aloop snd snd-pcm snd-timer soundcore virtio virtio_ring virtio_pci virtio_pci_modern_dev virtio_pci_legacy_dev virtio_console; do
  file=$(find "$all" -name "$name.ko" -print -quit)
  [ -z "$file" ] || install -D -m644 "$file" "$modules/${file#"$all"/}"
done
PATH=$PATH:/sbin depmod -b "$root" "$version"

install -m755 "$binary" "$root/app/edgesnn"
install -m755 "$here/guest/init" "$root/init"
install -m755 "$here/guest/supervise" "$root/app/supervise"
(cd "$root" && find . -print0 | LC_ALL=C sort -z | cpio --null -o -H newc --quiet | gzip -1) >"$folder/initrd.gz"

# The machine `virt` has eight GPIO lines and the network ten commands. Its device tree is given another GPIO chip of 32 lines,
# memory-mapped, whose register is a word of memory kept from the kernel: the host sees that word without asking the guest.
qemu-system-aarch64 -M "virt,dumpdtb=$folder/board.dtb" -cpu cortex-a72 -smp 2 -m 256 -display none 2>/dev/null
{ dtc -q -I dtb -O dts "$folder/board.dtb"; cat "$here/guest/pins.dts"; } | dtc -q -I dts -O dtb -o "$folder/virt.dtb"
cp "$folder/kernel/root/usr/lib/$kernel/broadcom/bcm2837-rpi-3-b.dtb" "$folder/raspi3b.dtb"
