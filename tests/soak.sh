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

# No drift: where decisions fall within their round stays, on the average of a quarter of the run, to two ticks. (Not to the
# sample in each: the encoder's state is never quite the same at the beginning of a round.) A label that is said twice in a
# round is two words, told apart by where they fall.
awk -v round=$((round_s * 1000)) -v rounds="$rounds" -F'"streamTimeMs":' '
  { split($2, rest, ","); time = rest[1]; n = int((time - 1) / round); at = time - n * round
    match($1, /"label":"[^"]*"/); label = substr($1, RSTART, RLENGTH); word = ""
    for (k = 1; k <= places[label]; k++) { off = at - place[label, k]; if (off < 1000 && off > -1000) word = label k }
    if (word == "") { place[label, ++places[label]] = at; word = label places[label] }
    quarter = n < rounds / 4 ? 1 : n >= 3 * rounds / 4 ? 4 : 0
    sum[word, quarter] += at; count[word, quarter]++; words[word] }
  END { for (word in words) {
          # A word that is heard in few rounds only says little.
          if (count[word, 1] < rounds / 8 || count[word, 4] < rounds / 8) continue
          moved = sum[word, 4] / count[word, 4] - sum[word, 1] / count[word, 1]; compared++
          if (moved < 0) moved = -moved
          if (moved > most) most = moved
        }
        printf "soak: decisions of %d words moved by at most %.1f ms from the first to the last quarter\n", compared, most
        exit compared == 0 || most > 16 }' "$work/whole.decisions" || fail "decisions drift"

for run in whole pieces; do
  awk -v run=$run '{ rss[NR] = $1 } END {
    NR -= 10 # the end of the run writes its report
    if (NR < 40) { printf "soak: %s: too short to judge memory (%d samples)\n", run, NR; exit 1 }
    for (n = 1; n <= NR; n++) { quarter = int(4 * (n - 1) / NR) + 1; if (rss[n] > most[quarter]) most[quarter] = rss[n] }
    printf "soak: %s: resident at most %.1f, %.1f, %.1f, %.1f MB by quarter of the run\n", run, most[1] / 1024, most[2] / 1024, most[3] / 1024, most[4] / 1024
    exit most[4] > most[2] + 2048 }' "$work/$run.rss" || fail "$run: memory grows"
done
echo "soak: $hours h of audio ($rounds rounds), $(wc -l <"$work/whole.jsonl") decisions, the same in pieces, no drift;" \
  "processor $(field whole processorSeconds) s, elapsed $(field whole elapsedSeconds) s, peak $(field whole peakResidentMb) MB, $(field whole garbageCollections) collections"
