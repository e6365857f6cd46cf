#!/usr/bin/env bash
# usage: publish.sh linux-x64|linux-arm64 [OUT [PROJECT]]
#
# Compiles the program ahead of time into OUT (artifacts/native/RID): one binary that needs no .NET. Works on x64 Linux for both
# targets; arm64 is cross-compiled against the headers and libraries of Debian 12, which are fetched into artifacts/ once.
# PROJECT is Firmware unless given. As root on Debian what is missing is installed; otherwise it is named.
set -euo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)
say() { echo "publish: $*" >&2; }
usage() { echo "usage: publish.sh linux-x64|linux-arm64 [OUT [PROJECT]]" >&2; exit 2; }
[ $# -ge 1 ] && [ $# -le 3 ] || usage
rid=$1
case $rid in linux-x64 | linux-arm64) ;; *) say "'$rid' is not a target"; usage ;; esac
out=${2:-$repository/artifacts/native/$rid}
project=${3:-$repository/Firmware}

[ "$(uname -sm)" = "Linux x86_64" ] || { say "builds on x64 Linux; this is $(uname -sm)"; exit 3; }
command -v dotnet >/dev/null || { say "needs the .NET 10 SDK: https://dotnet.microsoft.com/download"; exit 3; }

# Name the commands and files a target needs, with the Debian package that has each.
needs=(clang:clang)
case $rid in
  linux-x64) needs+=(/usr/include/zlib.h:zlib1g-dev) ;;
  linux-arm64) needs+=(ld.lld:lld llvm-objcopy:llvm) ;;
esac
missing() {
  local need
  for need in "${needs[@]}"; do
    command -v "${need%:*}" >/dev/null || [ -e "${need%:*}" ] || echo "${need#*:}"
  done
}
packages=$(missing)
if [ -n "$packages" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  say "installing" $packages
  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $packages; } >/dev/null \
    || { say "cannot install" $packages; exit 4; }
  packages=$(missing)
fi
[ -z "$packages" ] || { say "needs the packages:" $packages "(sudo apt-get install" $packages")"; exit 3; }

options=(-c Release -r "$rid" -p:PublishAot=true -nologo -v quiet)
case $rid in
  linux-x64)
    # Directory.Build.targets asks for AVX2, which every PC processor since about 2013 has.
    [ -z "${INSTRUCTION_SET:-}" ] || options+=("-p:IlcInstructionSet=$INSTRUCTION_SET") ;;
  linux-arm64)
    sysroot=$repository/artifacts/sysroot/$rid
    "$repository/Firmware/service/fetch-debs.sh" arm64 "$sysroot" \
      libc6 libc6-dev libgcc-s1 libgcc-12-dev gcc-12-base zlib1g zlib1g-dev linux-libc-dev libcrypt1 libstdc++6
    options+=("-p:SysRoot=$sysroot/root" -p:LinkerFlavor=lld -p:ObjCopyName=llvm-objcopy) ;;
esac

dotnet publish "$project" "${options[@]}" -o "$out"
ls -l "$out" | awk 'NR > 1 { printf "%s  %.2f MB\n", $9, $5 / 1e6 }'
