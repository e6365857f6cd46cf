#!/usr/bin/env bash
# usage: run.sh
#
# The Debian packages and their service: the unit is clean and shut off, two builds are the same bytes, a bare Debian installs
# and removes the package without a trace, and the arm64 one has a program that runs. Uses artifacts/native/RID/edgesnn where
# there are; without one, x64's is built, and arm64 is skipped. Last line: N passed, N failed, N skipped.
set -uo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)
service=$repository/Firmware/service
work=$repository/artifacts/package
rm -rf "$work"
mkdir -p "$work"/{first,second,unit}
passed=0 failed=0 skipped=0
pass() { echo "passed $*"; passed=$((passed + 1)); }
fail() { echo "FAILED $*"; failed=$((failed + 1)); }
skip() { echo "skipped $*"; skipped=$((skipped + 1)); }

binary=$repository/artifacts/native/linux-x64/edgesnn
if [ ! -e "$binary" ]; then
  "$service/publish.sh" linux-x64 >"$work/publish.log" 2>&1 || { tail -n 3 "$work/publish.log"; binary=; }
fi

if command -v systemd-analyze >/dev/null; then
  # The command has to exist on this machine, and systemd's complaints are no exit code.
  sed "s:/usr/bin/edgesnn:${binary:-/bin/true}:" "$service/edgesnn.service" >"$work/unit/edgesnn.service"
  complaints=$(systemd-analyze verify --man=no "$work/unit/edgesnn.service" 2>&1)
  [ -z "$complaints" ] && pass "unit: systemd-analyze verify says nothing" || fail "unit: $complaints"
  exposure=$(systemd-analyze security --offline=true --no-pager "$work/unit/edgesnn.service" 2>&1 | sed -n 's/.*Overall exposure level.*: \([0-9.]*\).*/\1/p')
  awk "BEGIN { exit !(\"$exposure\" != \"\" && $exposure + 0 <= 3.0) }" && pass "unit: exposure $exposure" || fail "unit: exposure '$exposure', at most 3.0"
else
  skip "unit: needs systemd-analyze (2)"; skipped=$((skipped + 1))
fi

# As the unit's MemoryDenyWriteExecute= does, for the program and all it starts; by prctl(PR_SET_MDWE) of Linux 6.3.
if [ -z "$binary" ] || ! command -v python3 >/dev/null; then
  skip "unit: needs the binary and python3"
else
  found=$(python3 -c '
import ctypes, os, sys
if ctypes.CDLL(None).prctl(65, 1, 0, 0, 0) != 0: sys.exit(77)
os.execv(sys.argv[1], sys.argv[1:])' "$binary" list --devices 2>&1)
  case $? in
    0) pass "unit: the program makes no code, as the unit asks" ;;
    77) skip "unit: needs Linux 6.3 to forbid the program to make code" ;;
    *) fail "unit: the program makes code, which the unit forbids: $found" ;;
  esac
fi

if [ -z "$binary" ]; then
  skip "package: there is no binary (3)"; skipped=$((skipped + 2))
elif ! command -v dpkg-deb >/dev/null; then
  skip "package: needs dpkg-deb (3)"; skipped=$((skipped + 2))
else
  # Different times, folders and masks, the same bytes.
  if "$service/deb.sh" amd64 "$work/first" "$binary" && sleep 2 && (umask 077; cd / && "$service/deb.sh" amd64 "$work/second" "$binary") >/dev/null; then
    deb=$(echo "$work"/first/*_amd64.deb)
    cmp "$deb" "$work"/second/*_amd64.deb && pass "package: built twice, the same bytes" || fail "package: two builds differ"
    if command -v lintian >/dev/null; then
      found=$(lintian --allow-root "$deb" 2>/dev/null | grep '^E:')
      [ -z "$found" ] && pass "package: lintian finds no error" || fail "package: $found"
    else
      skip "package: needs lintian"
    fi
    "$(dirname "$0")/install.sh" "$deb" "$work"
    case $? in
      0) pass "package: installed into a bare Debian, ran, removed and purged" ;;
      3) skip "package: installing needs root and debootstrap" ;;
      *) fail "package: see artifacts/package/install.log"; tail -n 20 "$work/install.log" ;;
    esac
  else
    fail "package: deb.sh"; failed=$((failed + 2))
  fi
fi

# The same script for arm64. Where a bare Debian of that architecture runs as a whole is tests/package/systemd.sh.
binary=$repository/artifacts/native/linux-arm64/edgesnn
sysroot=$repository/artifacts/sysroot/linux-arm64/root
if [ ! -e "$binary" ] || ! command -v dpkg-deb >/dev/null; then
  skip "arm64: needs dpkg-deb and the binary (Firmware/service/publish.sh linux-arm64) (3)"; skipped=$((skipped + 2))
elif "$service/deb.sh" arm64 "$work/first" "$binary" && (umask 077; cd / && "$service/deb.sh" arm64 "$work/second" "$binary") >/dev/null; then
  deb=$(echo "$work"/first/*_arm64.deb)
  cmp "$deb" "$work"/second/*_arm64.deb && pass "arm64: built twice, the same bytes" || fail "arm64: two builds differ"
  if command -v lintian >/dev/null; then
    found=$(lintian --allow-root "$deb" 2>/dev/null | grep '^E:')
    [ -z "$found" ] && pass "arm64: lintian finds no error" || fail "arm64: $found"
  else
    skip "arm64: needs lintian"
  fi
  if command -v qemu-aarch64-static >/dev/null && [ -d "$sysroot" ]; then
    rm -rf "$work/arm64"
    dpkg-deb -x "$deb" "$work/arm64"
    found=$(QEMU_LD_PREFIX=$sysroot qemu-aarch64-static -cpu cortex-a53 "$work/arm64/usr/bin/edgesnn" config check "$work/arm64/etc/edgesnn/edgesnn.json" 2>&1)
    [ $? = 0 ] && [ "$(dpkg-deb -f "$deb" Architecture)" = arm64 ] && (cd "$work/arm64" && md5sum --quiet -c <(dpkg-deb --ctrl-tarfile "$deb" | tar -xO ./md5sums)) \
      && pass "arm64: its program reads its own configuration, on a Cortex-A53" || fail "arm64: $found"
  else
    skip "arm64: needs qemu-user-static"
  fi
else
  fail "arm64: deb.sh"; failed=$((failed + 2))
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
