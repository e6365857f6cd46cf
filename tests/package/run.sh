#!/usr/bin/env bash
# usage: run.sh
#
# The Debian package and its service: the unit is clean and shut off, two builds are the same bytes, and a bare Debian installs
# and removes the package without a trace. Uses artifacts/native/linux-x64/edgesnn where there is one, for the package's contents
# are not what is tested. Last line: N passed, N failed, N skipped.
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

if [ -z "$binary" ]; then
  skip "package: there is no binary (3)"; skipped=$((skipped + 2))
elif ! command -v dpkg-deb >/dev/null; then
  skip "package: needs dpkg-deb (3)"; skipped=$((skipped + 2))
else
  # Different times, folders and masks, the same bytes.
  if "$service/deb.sh" amd64 "$work/first" "$binary" && sleep 2 && (umask 077; cd / && "$service/deb.sh" amd64 "$work/second" "$binary") >/dev/null; then
    deb=$(echo "$work"/first/*.deb)
    cmp "$deb" "$work"/second/*.deb && pass "package: built twice, the same bytes" || fail "package: two builds differ"
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
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
