#!/usr/bin/env bash
# Instructions per job, counted by callgrind over the native binary: repeatable where time is not. Only ticks are counted, not
# loading. Fails when one grew by more than 3 % over counts.txt; --record rewrites that file, for review as data.
#
#   dotnet publish -c Release tests/EdgeSnn.AotSmoke -o DIR && tests/EdgeSnn.AotSmoke/count.sh DIR/EdgeSnn.AotSmoke [--record]
#
# The binary is compiled for x86-64-v3 (Directory.Build.targets), and valgrind has no AVX-512, so every machine counts the same
# code. Another version of the SDK may compile another: then the difference is reviewed and recorded.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
binary=${1:?usage: count.sh BINARY [--record]} mode=${2:-check}
bench=$(cd "$here/../.." && pwd)/../shared/bench
recorded=$here/counts.txt
command -v valgrind >/dev/null || { echo "count: skipped, needs valgrind"; exit 77; }
[ "$(uname -m)" = x86_64 ] || { echo "count: skipped, counts are of x86-64"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# One at a time: what is counted, on what, for how many ticks. Under valgrind a tick takes some 50 times longer; of J2 and J3
# the first ticks are enough.
count() {
  local name=$1 subject=$2 ticks=$3
  # An outer function that ticks enter and leave: within it counting is on.
  valgrind --tool=callgrind --callgrind-out-file="$work/out" --collect-atstart=no \
    --toggle-collect='*Counting__Tick*' --toggle-collect='*Counting__Advance*' \
    "$binary" count "$subject" "$ticks" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
  echo "$name $ticks $(awk '/^(totals|summary):/ { print $2; exit }' "$work/out")" | tee -a "$work/counts"
}
for network in keywords digits nmnist-digits gestures; do count $network $network 200; done
if [ -d "$bench" ]; then
  count J1 "$bench/J1" 2000
  count J2 "$bench/J2" 100
  count J3 "$bench/J3" 40
else
  echo "J1, J2 and J3: skipped, ../shared/bench is absent"
fi

if [ "$mode" = --record ]; then
  { echo "# name ticks instructions; .NET SDK $(dotnet --version), valgrind $(valgrind --version); written by count.sh --record"; cat "$work/counts"; } >"$recorded"
  echo "written to $recorded"
  exit 0
fi
awk '
  FNR == NR { if ($1 != "#") was[$1 " " $2] = $3; next }
  {
    key = $1 " " $2
    if (!(key in was)) { printf "%s: not in counts.txt; review, then count.sh --record\n", key; bad = 1; next }
    grown = ($3 / was[key] - 1) * 100
    if (grown > 3) { printf "%s: %.1f %% more instructions than recorded; mend it, or review and count.sh --record\n", $1, grown; bad = 1 }
    else if (grown < -3) printf "%s: %.1f %% fewer than recorded; count.sh --record keeps the gain\n", $1, -grown
  }
  END { if (!bad) print "no job has more than 3 % more instructions than recorded"; exit bad }
' "$recorded" "$work/counts"
