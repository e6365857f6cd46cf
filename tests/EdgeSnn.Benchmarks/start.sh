#!/usr/bin/env bash
# From the start of the native binary to its first ticks: median time of runs on 128 ms of sound, from fork to exit by the
# clock on the wall, and the most memory that was resident; and from its start until it listens, which is when it tells the
# service manager READY=1 (needs python3). Prints MS,KB last, as against-c.sh --start takes it.
#
#   start.sh EDGESNN [NETWORK]
set -euo pipefail
binary=${1:?usage: start.sh EDGESNN [NETWORK]} network=${2:-keywords} runs=41
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
head -c 4096 /dev/urandom >"$work/sound.pcm"
for ((run = 0; run < runs; run++)); do
  before=$EPOCHREALTIME
  "$binary" run --model "$network" --audio - <"$work/sound.pcm" >/dev/null 2>&1
  after=$EPOCHREALTIME
  echo $((${after/./} - ${before/./}))
done | sort -n >"$work/times"
# Held open, so that the process is still there to be looked at when all of it is heard.
mkfifo "$work/pipe"
"$binary" run --model "$network" --audio - <"$work/pipe" >/dev/null 2>&1 &
pid=$!
exec 3>"$work/pipe"
cat "$work/sound.pcm" >&3
sleep 1
resident=$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status")
exec 3>&-
wait "$pid"
median=$(sed -n "$(((runs + 1) / 2))p" "$work/times")
echo "$network: start to exit $((median / 1000)).$((median % 1000 / 100)) ms (least $(($(head -n 1 "$work/times") / 1000)) ms, most $(($(tail -n 1 "$work/times") / 1000)) ms of $runs), $resident kB resident at most"
if command -v python3 >/dev/null; then
  python3 - "$work/notify" "$runs" "$network" "$binary" run --model "$network" --audio - <<'LISTENING'
import os, socket, statistics, subprocess, sys, time
path, runs, network, *command = sys.argv[1:]
manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.bind(path)
manager.settimeout(10)
times = []
for _ in range(int(runs)):
    before = time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "NOTIFY_SOCKET": path}) as program:
        while b"READY=1" not in manager.recv(4096):
            pass
        times.append(1000 * (time.monotonic() - before))
        program.stdin.close()
        program.wait()
times.sort()
print(f"{network}: start to listening {statistics.median(times):.1f} ms (least {times[0]:.1f}, most {times[-1]:.1f} of {len(times)})")
LISTENING
fi
echo "$(awk "BEGIN { printf \"%.1f\", $median / 1000 }"),$resident"
