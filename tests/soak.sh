#!/usr/bin/env bash
# usage: tests/soak.sh [HOURS=24] [PROGRAM...]
# Hours of audio through `edgesnn run` as fast as possible, twice: as one stream, and in pieces of odd length. Asserts that
# memory does not grow, that decisions stay on the clock of the samples, and that both runs decide the same.
# PROGRAM: the command that stands for edgesnn (default: the Release build of the Firmware project).
set -euo pipefail
cd "$(dirname "$0")/.."
hours=${1:-24}
shift || true
program=("$@")
[ ${#program[@]} -gt 0 ] || program=(dotnet artifacts/bin/EdgeSnn.Firmware/release/edgesnn.dll)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One round: the bundled recording without its header, padded with silence to 30 s, a whole number of ticks.
rate=16000 round_s=30
round_bytes=$((round_s * rate * 2))
tail -c +45 Models/Networks/keywords/demo/demo.wav >"$work/round"
truncate -s $round_bytes "$work/round"
rounds=$(awk -v h="$hours" -v s=$round_s 'BEGIN { n = int(h * 3600 / s); print n < 4 ? 4 : n }')
for ((n = 0; n < 20; n++)); do cat "$work/round"; done >"$work/twenty"
stream() { for ((n = 0; n < rounds / 20; n++)); do cat "$work/twenty"; done; for ((n = 0; n < rounds % 20; n++)); do cat "$work/round"; done; }

# Resident memory of the program while it runs, a line per sample [kB].
watch_memory() { # PID FILE
  while kill -0 "$1" 2>/dev/null; do awk '/^VmRSS/ { print $2 }' "/proc/$1/status" 2>/dev/null >>"$2" || true; sleep 0.1; done
}

listen() { # NAME: standard input to decisions
  "${program[@]}" run --model keywords --audio - --out "jsonl:$work/$1.jsonl" --report "$work/$1.json" 2>"$work/$1.log" <&0 &
  local pid=$!
  : >"$work/$1.rss"
  watch_memory $pid "$work/$1.rss" &
  local watcher=$!
  wait $pid || { cat "$work/$1.log"; exit 1; }
  wait $watcher || true
}

fail() { echo "soak: $*"; exit 1; }
field() { sed -nE "s/^  \"$2\": ([0-9.]+),?/\1/p" "$work/$1.json"; }

listen whole < <(stream)
listen pieces < <(stream | dd ibs=977 obs=1501 status=none)

samples=$((rounds * round_s * rate))
for run in whole pieces; do
  [ "$(field $run samples)" = $samples ] || fail "$run: $(field $run samples) samples consumed of $samples"
  [ "$(field $run ticks)" = $((samples / 128)) ] || fail "$run: $(field $run ticks) ticks of $((samples / 128))"
  # Latency is the only thing that may differ between runs.
  sed -E 's/"latencyMs":[^,]*,//' "$work/$run.jsonl" >"$work/$run.decisions"
done
cmp "$work/whole.decisions" "$work/pieces.decisions" || fail "the two runs decided differently"

# No drift: where decisions of a label fall within their round stays, on the average of a quarter of the run, to two ticks. (Not
# to the sample in each: the encoder's state is never quite the same at the beginning of a round.)
awk -v round=$((round_s * 1000)) -v rounds="$rounds" -F'"streamTimeMs":' '
  { split($2, rest, ","); time = rest[1]; n = int((time - 1) / round)
    match($1, /"label":"[^"]*"/); label = substr($1, RSTART, RLENGTH)
    quarter = n < rounds / 4 ? 1 : n >= 3 * rounds / 4 ? 4 : 0
    sum[label, quarter] += time - n * round; count[label, quarter]++; labels[label] }
  END { for (label in labels) {
          # A word that is heard in few rounds only says little.
          if (count[label, 1] < rounds / 8 || count[label, 4] < rounds / 8) continue
          moved = sum[label, 4] / count[label, 4] - sum[label, 1] / count[label, 1]; compared++
          if (moved < 0) moved = -moved
          if (moved > most) most = moved
        }
        printf "soak: decisions of %d labels moved by at most %.1f ms from the first to the last quarter\n", compared, most
        exit compared == 0 || most > 16 }' "$work/whole.decisions" || fail "decisions drift"

for run in whole pieces; do
  awk -v run=$run '{ rss[NR] = $1 } END {
    NR -= 10 # the end of the run writes its report
    if (NR < 40) { printf "soak: %s: too short to judge memory (%d samples)\n", run, NR; exit 1 }
    first = last = 0
    for (n = int(NR / 4); n < int(NR / 2); n++) if (rss[n] > first) first = rss[n]
    for (n = int(3 * NR / 4); n <= NR; n++) if (rss[n] > last) last = rss[n]
    printf "soak: %s: resident %.1f MB in the second quarter, %.1f MB in the last\n", run, first / 1024, last / 1024
    exit last > first + 2048 }' "$work/$run.rss" || fail "$run: memory grows"
done
echo "soak: $hours h of audio ($rounds rounds), $(wc -l <"$work/whole.jsonl") decisions, the same in pieces, no drift;" \
  "processor $(field whole processorSeconds) s, elapsed $(field whole elapsedSeconds) s, peak $(field whole peakResidentMb) MB, $(field whole garbageCollections) collections"
