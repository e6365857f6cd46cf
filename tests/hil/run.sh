#!/usr/bin/env bash
# usage: run.sh [virt|raspi3b] [CASES]
#
# The device in the loop, without a device: builds the arm64 binary, boots Debian's arm64 kernel in QEMU, speaks to the program
# through a sound card and watches its pins from outside. Needs x64 Linux with the .NET SDK; installs what is missing when it
# may, else says what that is and skips. Without CASES, all there are for the board. See docs/hil.md.
#
# BINARY and HOST (a command) name builds that are there already. Last line: N passed, N failed, N skipped.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
board=${1:-virt}
case $board in
  # Two guests at once, for the words and the noise each take their minutes.
  virt) groups=("${2:-words}"); [ $# -ge 2 ] || groups+=(noise,unplug,kill,disk,clock) ;;
  raspi3b) groups=("${2:-words,noise}") ;;
  *) echo "run: '$board' is not a board" >&2; exit 2 ;;
esac
cases=$(IFS=,; echo "${groups[*]}" | tr ',' '\n' | wc -l)
# One more of a whole run: that there are words without ../shared/data too.
[ $# -ge 2 ] || cases=$((cases + 1))
skip() { echo "== rig: skipped, $*"; echo "0 passed, 0 failed, $cases skipped"; exit 0; }
fail() { echo "== rig: $*"; echo "0 passed, $cases failed, 0 skipped"; exit 1; }

needs=(qemu-system-aarch64:qemu-system-arm python3:python3 cpio:cpio dtc:device-tree-compiler depmod:kmod)
missing() {
  for need in "${needs[@]}"; do
    PATH=$PATH:/sbin command -v "${need%:*}" >/dev/null || echo "${need#*:}"
  done
}
if [ -n "$(missing)" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get -qq update >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $(missing) >/dev/null
fi
[ -z "$(missing)" ] || skip "needs the packages" $(missing)

work=$repository/artifacts/hil
mkdir -p "$work"
binary=${BINARY:-$repository/artifacts/native/linux-arm64/edgesnn}
if [ -z "${BINARY:-}" ]; then
  "$repository/Firmware/service/publish.sh" linux-arm64 >"$work/publish.log" 2>&1
  case $? in
    0) ;;
    3 | 4) skip "$(tail -n 1 "$work/publish.log")" ;;
    *) tail -n 20 "$work/publish.log"; fail "the arm64 binary does not build" ;;
  esac
fi
host=${HOST:-dotnet $repository/artifacts/bin/EdgeSnn.Firmware/release/edgesnn.dll}
if [ -z "${HOST:-}" ] && ! dotnet build -c Release -v quiet -nologo "$repository/Firmware" >"$work/build.log" 2>&1; then
  tail -n 20 "$work/build.log"; fail "the program does not build"
fi
"$here/image.sh" "$binary" "$work" >"$work/image.log" 2>&1
case $? in
  0) ;;
  3 | 4) skip "$(tail -n 1 "$work/image.log")" ;;
  *) tail -n 20 "$work/image.log"; fail "the guest's image cannot be made" ;;
esac

begin=$SECONDS
echo "== rig: $board, $(stat -c %s "$binary" | awk '{ printf "%.2f MB", $1 / 1e6 }'), $(qemu-system-aarch64 --version | head -n 1)"
for i in "${!groups[@]}"; do
  python3 "$here/hil.py" "$board" "$work" "$work/$board-$i" "$repository" "${groups[$i]}" $host >"$work/$board-$i.log" 2>&1 &
  jobs[i]=$!
done
passed=0 failed=0 skipped=0
if [ $# -lt 2 ]; then
  python3 "$here/words.py" "$repository" "$work/words" $host >"$work/words.log" 2>&1 && passed=1 || failed=1
  tail -n 2 "$work/words.log"
fi
for i in "${!groups[@]}"; do
  wait "${jobs[$i]}"
  cat "$work/$board-$i.log"
  read -r p f s < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$/\1 \2 \3/p' "$work/$board-$i.log" | tail -n 1)
  # A rig that broke down before it could count has failed in all it had to do.
  [ -n "${p:-}" ] || { p=0 f=$(tr ',' '\n' <<<"${groups[$i]}" | wc -l) s=0; }
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  unset p f s
done
echo "== rig: $((SECONDS - begin)) s"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
