#!/usr/bin/env python3
"""
The device in the loop: spoken words in at one end of a virtual board, pins out at the other, watched from outside.

usage: hil.py BOARD IMAGE FOLDER REPOSITORY CASES HOST...
  BOARD       virt or raspi3b
  IMAGE       folder of vmlinuz, initrd.gz and the device trees, made by image.sh
  FOLDER      for logs and the recordings that were played
  CASES       words, noise, unplug, kill, disk, clock; joined by commas
  HOST...     command of a build of the program that runs here
"""

import os
import signal
import statistics
import sys
import time

import words as stimulus
from machine import RATE, Guest, RigError

PIN = {
    "virt": {label: pin for pin, label in enumerate(stimulus.LABELS)},
    "raspi3b": dict(zip(stimulus.LABELS, (4, 5, 6, 12, 13, 16, 17, 22, 26, 27))),
}
PULSE = 0.2
# So long that only a restart can end it before its time.
LONG_PULSE = 20.0
RESIDENT = 20e6
NOISE_SECONDS = 60
# From the end of a word to the latest pulse that can still be its own: buffers of the loopback, and emulation.
PATIENCE = 3.0


class Failure(Exception):
    pass


def require(condition, text):
    if not condition:
        raise Failure(text)


class Rig:
    def __init__(self, board, image, folder, repository, host):
        self.board, self.image, self.folder, self.repository, self.host = board, image, folder, repository, host
        shared = os.path.join(repository, "..", "shared", "data", "audio")
        self.shared = shared if os.path.isdir(os.path.join(shared, "speech-commands", "val")) else None
        self.pin = PIN[board]
        self.label = {pin: label for label, pin in self.pin.items()}
        self.guest = None
        self.samples, self.words, self.sure, self.note = stimulus.choose(host, self.shared, repository, folder)
        self.noise, self.noise_note = stimulus.noise(self.shared, NOISE_SECONDS)

    def boot(self):
        self.guest = Guest(self.board, self.image, self.folder, {"words": self.samples, "noise": self.noise})
        line = self.guest.wait_ready()
        print(f"   {self.board}: {line[4:]}; {time.monotonic() - self.guest.booted:.1f} s on the host", flush=True)

    def start(self, pulse=PULSE):
        """The program under a supervisor, its microphone the other end of the loopback, and the stream into the loopback."""
        pins = ",".join(f"{label}={pin}" for label, pin in self.pin.items())
        self.guest.run(
            "/app/supervise edgesnn /app/edgesnn run --model keywords --audio alsa:plughw:Loopback,1,0,buffer=500ms"
            f" --out gpio:{pins},pulse={int(pulse * 1000)}ms --out tcp://127.0.0.1:5005 --out jsonl:/full/decisions.jsonl"
            " >/dev/null 2>&1 </dev/null & echo $! >/tmp/supervise.pid")
        took = self.listening()
        self.guest.sound.feed()
        return took

    def stop(self):
        """Ends what was started, the supervisor first."""
        self.guest.run("kill -9 $(cat /tmp/supervise.pid); kill $(cat /tmp/edgesnn.pid)")
        self.guest.wait("[ ! -e /proc/$(cat /tmp/edgesnn.pid) ]", 10, "the program's end")
        self.guest.sound.stop_feeding()

    def listening(self):
        return self.guest.wait("grep -q RUNNING /proc/asound/card0/pcm1c/sub0/status 2>/dev/null", 60, "a running capture")

    def pid(self):
        return self.guest.run("cat /tmp/edgesnn.pid")

    def say(self, label, timeout=8.0):
        """Says one word and waits for its pin; returns the latency from the end of the word [s]."""
        at = next(i for i, word in enumerate(self.words) if word[0] == label and self.sure[i])
        begin, end = self.words[at][1:]
        slot = at * stimulus.SLOT
        due = self.guest.sound.play("words", slot, stimulus.SLOT)
        end_at = due + (end - slot) / RATE
        while time.monotonic() < end_at + timeout:
            for rise, pin in self.guest.pins.rises(due + (begin - slot) / RATE):
                require(pin == self.pin[label], f"'{label}' moved the pin of '{self.label.get(pin, pin)}'")
                return rise - end_at
            time.sleep(0.01)
        raise Failure(f"'{label}' moved no pin within {timeout} s")

    def settle(self):
        time.sleep(PATIENCE / 2)
        require(self.guest.pins.level == 0, f"pins stay up: {self.guest.pins.level:#x}")

    def check_memory(self):
        resident = int(self.guest.run("sed -n 's/^VmRSS:[^0-9]*\\([0-9]*\\).*/\\1/p' /proc/$(cat /tmp/edgesnn.pid)/status")) * 1024
        print(f"   {resident / 1e6:.1f} MB resident", flush=True)
        if resident > RESIDENT:
            raise RigError(f"{resident / 1e6:.1f} MB resident, at most {RESIDENT / 1e6:.0f} allowed")

    # The cases. Each begins with the program listening and leaves it so.

    def case_words(self):
        """All ten commands move their own pins and no others."""
        lost = self.guest.sound.lost
        try:
            return self.say_all()
        except Failure as failure:
            # Of a word that was not played whole nothing follows about the device.
            if self.guest.sound.lost == lost:
                raise
            print(f"   {failure}; but sound was lost, as this machine did not keep up: all once more", flush=True)
        time.sleep(PATIENCE)
        return self.say_all()

    def say_all(self):
        guest = self.guest
        due = guest.sound.play("words")
        time.sleep(max(0.0, due + len(self.samples) / RATE + PATIENCE - time.monotonic()))
        rises = [(at - due, pin) for at, pin in guest.pins.rises(due)]
        # The sound takes its time through the loopback, more so where the emulation is slow; words are 1.5 s apart.
        heard = [(at, self.label.get(pin, str(pin))) for at, pin in rises]
        lag = stimulus.lag_of(self.words, heard)
        found = stimulus.match(self.words, heard, lag)
        latencies, wrong, hits = [], [], dict.fromkeys(stimulus.LABELS, 0)
        total = dict.fromkeys(stimulus.LABELS, 0)
        for i, ((label, begin, end), got) in enumerate(zip(self.words, found)):
            total[label] += 1
            if label in got:
                hits[label] += 1
                first = next(at for at, pin in rises if at - lag >= begin / RATE and pin == self.pin[label])
                latencies.append(first - end / RATE)
            wrong += [f"{label} -> {other}{'' if self.sure[i] else ' (doubtful on the host too)'}" for other in got if other != label]
        lengths = pulse_lengths(guest.pins, due)
        print(f"   {self.note}")
        print("   " + "  ".join(f"{label} {hits[label]}/{total[label]}" for label in stimulus.LABELS))
        if latencies:
            print(f"   end of word to pin: {summary(latencies)}; pulses {min(lengths):.3f} to {max(lengths):.3f} s;"
                  f" {guest.sound.trouble()}", flush=True)
        # Without the recordings a command may be missing, and it is said which; with them none is.
        require(all((total[label] >= 10 or not (self.shared or total[label])) and hits[label] >= 0.9 * total[label] for label in stimulus.LABELS),
                "a command was heard less than 9 times of 10")
        require(not wrong, f"wrong pins: {', '.join(wrong)}")
        require(min(lengths) > 0.5 * PULSE, "a pulse is too short")
        return f"{sum(hits.values())} of {len(self.words)} words"

    def case_noise(self):
        """Noise moves no pin; the word after it does, so the rig was not deaf."""
        before = len(self.guest.pins.edges)
        due = self.guest.sound.play("noise")
        time.sleep(max(0.0, due + len(self.noise) / RATE + PATIENCE - time.monotonic()))
        moved = self.guest.pins.edges[before:]
        require(not moved, f"{len(moved)} edges in noise: {[(round(at - due, 2), self.label.get(pin, pin)) for at, pin, _ in moved]}")
        latency = self.say("stop")
        return f"{len(self.noise) / RATE:.0f} s of {self.noise_note}: no edge; then 'stop' after {latency * 1000:.0f} ms"

    def case_unplug(self):
        """The sound device goes away and comes back; the program goes on with it, without a restart."""
        guest, pid = self.guest, self.pid()
        guest.sound.stop_feeding()
        guest.run("cd /sys/bus/platform/drivers/snd_aloop && echo snd_aloop.0 >unbind; cd /; sleep 2")
        require(guest.run("ls /dev/snd | grep -c pcm", check=False) == "0", "the sound device is still there")
        require(self.pid() == pid, "the program ended when its microphone went away")
        guest.run("cd /sys/bus/platform/drivers/snd_aloop && echo snd_aloop.0 >bind; cd /")
        back = self.listening()
        guest.sound.feed()
        latency = self.say("left")
        require(self.pid() == pid, "the program was restarted")
        return f"listening {back:.1f} s after its return, same process; 'left' after {latency * 1000:.0f} ms"

    def case_kill(self):
        """SIGKILL in the middle of a pulse: the supervisor starts it again, and the pin falls then, long before its time."""
        guest = self.guest
        self.stop()
        self.start(LONG_PULSE)
        pid, begin = self.pid(), time.monotonic()
        self.say("go")
        require(guest.pins.level == 1 << self.pin["go"], f"pins before the kill: {guest.pins.level:#x}")
        killed = time.monotonic()
        guest.run(f"kill -9 {pid}")
        guest.wait(f"[ -e /tmp/edgesnn.pid ] && [ $(cat /tmp/edgesnn.pid) != {pid} ]", 30, "a restart")
        back = self.listening()
        require(not guest.pins.level, f"a pin is still up after the restart: {guest.pins.level:#x}")
        rise, fall = guest.pins.rises(begin)[0][0], guest.pins.falls(begin)[0][0]
        require(rise < killed < fall, "the pin was not up when the program was killed")
        require(fall - rise < LONG_PULSE / 2, f"the pin stayed up for {fall - rise:.1f} s: the pulse ended by itself")
        self.stop()
        self.start()
        latency = self.say("right")
        return (f"pin up at the kill and for {fall - killed:.2f} s after it, of a pulse of {LONG_PULSE:.0f} s;"
                f" listening {back:.1f} s after the restart; 'right' after {latency * 1000:.0f} ms")

    def case_disk(self):
        """The disk that decisions are written to is full: pins are moved as before."""
        guest, pid = self.guest, self.pid()
        guest.run("dd if=/dev/zero of=/full/filler bs=4k 2>/dev/null", check=False)
        require(guest.run("df /full | tail -n 1 | tr -s ' ' | cut -d' ' -f4") == "0", "the disk is not full")
        latencies = []
        for label in ("on", "off"):
            latencies.append(self.say(label))
            self.settle()
        require(self.pid() == pid, "the program ended when the disk was full")
        guest.run("rm /full/filler")
        return f"'on' and 'off' after {', '.join(f'{latency * 1000:.0f}' for latency in latencies)} ms, same process"

    def case_clock(self):
        """The clock is set a day ahead and a day back in the middle of a pulse, which keeps its length."""
        guest, pid, begin = self.guest, self.pid(), time.monotonic()
        for label, step in (("yes", 86400), ("no", -86400)):
            self.say(label)
            guest.run(f"date -s @$(($(date +%s) + {step})) >/dev/null")
            self.settle()
        lengths = pulse_lengths(guest.pins, begin)
        latency = self.say("down")
        require(self.pid() == pid, "the program was restarted")
        require(len(lengths) == 2 and all(0.5 * PULSE < length < PULSE + 1 for length in lengths), f"pulses of {lengths} s")
        return f"pulses of {', '.join(f'{length:.3f}' for length in lengths)} s across a day; 'down' after {latency * 1000:.0f} ms"


def pulse_lengths(pins, begin):
    lengths, up = [], {}
    for at, pin, level in list(pins.edges):
        if at < begin:
            continue
        if level:
            up[pin] = at
        elif pin in up:
            lengths.append(at - up.pop(pin))
    return lengths or [0.0]


def summary(seconds):
    ordered = sorted(seconds)
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]
    return (f"median {statistics.median(ordered) * 1000:.0f} ms, p90 {at(0.9) * 1000:.0f} ms, p99 {at(0.99) * 1000:.0f} ms,"
            f" least {ordered[0] * 1000:.0f}, most {ordered[-1] * 1000:.0f} ({len(ordered)} words)")


def main():
    if len(sys.argv) < 7:
        sys.exit(__doc__)
    # Whoever ends the rig ends its guest.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    board, image, folder, repository, cases = sys.argv[1:6]
    begin, passed, failed = time.monotonic(), 0, 0
    os.makedirs(folder, exist_ok=True)
    cases = cases.split(",")
    rig = None
    try:
        rig = Rig(board, image, folder, repository, sys.argv[6:])
        rig.boot()
        print(f"   listening after {rig.start():.1f} s", flush=True)
        rig.settle()
        rig.check_memory()
        for name in cases:
            case = getattr(rig, f"case_{name}")
            try:
                result = case()
                passed += 1
                print(f"passed {board} {name}: {result}", flush=True)
            except Failure as failure:
                failed += 1
                print(f"FAILED {board} {name}: {failure} -- {case.__doc__}", flush=True)
                rig.guest.sound and time.sleep(PATIENCE)
    except RigError as error:
        failed += len(cases) - passed - failed
        print(f"FAILED {board}: {error}", flush=True)
    finally:
        if rig and rig.guest:
            try:
                if failed and rig.guest.sound:
                    print(rig.guest.run("tail -n 20 /tmp/edgesnn.log /tmp/edgesnn.exits /tmp/aplay.log", timeout=5, check=False))
            except RigError:
                pass
            rig.guest.close()
    print(f"   {board}: {time.monotonic() - begin:.0f} s")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


sys.exit(main())
