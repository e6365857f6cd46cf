#!/usr/bin/env python3
"""
The service in a guest whose first process is systemd: it starts when the program says so, reloads, is shut off, is started again
when it hangs or dies, and stops in order.

usage: systemd.py IMAGE FOLDER REPOSITORY HOST...
"""

import json
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "hil"))
import words as stimulus
from machine import RATE, Guest, RigError

PIN = {"on": 6, "off": 7}
MOVED = {"on": 8, "off": 9}
PATIENCE = 4.0


def require(condition, text):
    if not condition:
        raise RigError(text)


class Service:
    def __init__(self, guest, words):
        self.guest, self.words = guest, words

    def show(self, name):
        return self.guest.run(f"systemctl show -p {name} --value edgesnn")

    def pid(self):
        return int(self.show("MainPID"))

    def configure(self, pins, **more):
        settings = {
            "model": "keywords", "audio": "alsa:plughw:Loopback,1,0,buffer=500ms", "fifo": 50, "lockMemory": True, "metrics": "9464",
            "outputs": ["console", "gpio:" + ",".join(f"{label}={pin}" for label, pin in pins.items()) + ",pulse=200ms"], **more}
        self.guest.run(f"cat >/etc/edgesnn/edgesnn.json <<'EOF'\n{json.dumps(settings, indent=1)}\nEOF")

    def metric(self, name):
        text = self.guest.run("busybox wget -q -O - http://127.0.0.1:9464/metrics")
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        require(found, f"no {name} in the metrics:\n{text[:2000]}")
        return float(found[1])

    def status(self, field, pid):
        return self.guest.run(f"sed -n 's/^{field}:[^0-9a-f]*\\([0-9a-f]*\\).*/\\1/p' /proc/{pid}/status")

    def listening(self):
        return self.guest.wait("grep -q RUNNING /proc/asound/card0/pcm1c/sub0/status 2>/dev/null", 60, "a running capture")

    def restarted(self, pid, timeout):
        begin = time.monotonic()
        while True:
            now = self.pid()
            if now not in (0, pid) and self.show("ActiveState") == "active":
                return time.monotonic() - begin
            require(time.monotonic() - begin < timeout, f"not started again within {timeout} s")
            time.sleep(0.2)

    def say(self, label, pin):
        """
        Says a word until its pin moves; no other may. More than once, for on a busy host the emulation may lose one: how many are
        heard is what tests/hil counts.
        """
        first, length = self.words[label]
        for _ in range(3):
            due = self.guest.sound.play("words", first, length)
            while time.monotonic() < due + length / RATE + PATIENCE:
                rises = self.guest.pins.rises(due)
                if rises:
                    require([moved for _, moved in rises] == [pin], f"'{label}' moved the pins {rises}, expected {pin}")
                    time.sleep(0.5)
                    require(self.guest.pins.level == 0, f"pins stay up: {self.guest.pins.level:#x}")
                    return
                time.sleep(0.02)
        raise RigError(f"'{label}' moved no pin")


def tell(text):
    print(f"   {text}", flush=True)


def check(guest, words):
    service = Service(guest, words)
    run = guest.run
    run("set -o pipefail")
    version, state = run("systemctl --version").split()[1], run("systemctl is-system-running --wait", check=False)
    tell(f"systemd {version}, {state}")
    tell(run("dpkg -i /edgesnn.deb 2>&1").splitlines()[-1])
    require(run("systemctl is-enabled edgesnn", check=False) == "disabled", "the service is switched on before anybody asked")
    require(run("stat -c %U:%G:%a /dev/gpiochip0") == "root:gpio:660", "the pins do not belong to the group gpio")
    run("id edgesnn && edgesnn config check /etc/edgesnn/edgesnn.json")

    service.configure(PIN)
    began = time.monotonic()
    run("systemctl start edgesnn", timeout=120)
    took = time.monotonic() - began
    require(run("systemctl is-active edgesnn", check=False) == "active", "not active")
    require(run("grep -c RUNNING /proc/asound/card0/pcm1c/sub0/status", check=False) == "1", "systemctl returned before it listened")
    pid = service.pid()
    tell(f"started by notify, listening when systemctl returned, {took:.1f} s; status: {service.show('StatusText')}")

    require(run(f"stat -c %U /proc/{pid}") == "edgesnn", "runs as another user")
    for field, expected in (("NoNewPrivs", "1"), ("Seccomp", "2"), ("CapEff", "0" * 16), ("CapBnd", "0" * 16)):
        require(service.status(field, pid) == expected, f"{field} is {service.status(field, pid)}, expected {expected}")
    locked = int(service.status("VmLck", pid))
    require(locked > 0, "no memory is locked")
    fifo = run(f"cat /proc/{pid}/task/*/stat | sed 's/.*) //' | cut -d' ' -f39 | grep -c 1", check=False)
    require(fifo == "2", f"{fifo} threads under SCHED_FIFO, expected 2")
    resident = int(service.status("VmRSS", pid)) / 1000
    tell(f"user edgesnn, no capabilities, system calls filtered, {locked} kB locked, 2 threads under SCHED_FIFO, {resident:.1f} MB resident")
    require(not run(f"nsenter -t {pid} -m -- touch /usr/x /etc/x /var/lib/x 2>&1 | grep -vc 'Read-only'", check=False).strip("0"), "it could write to the system")

    guest.sound.feed()
    service.say("on", PIN["on"])
    ticks = service.metric("edgesnn_ticks_total")
    require(ticks > 0 and service.metric('edgesnn_decisions_total{label="on"}') >= 1, "the metrics did not count")
    tell(f"'on' moved its pin; metrics: {ticks:.0f} ticks")

    service.configure(MOVED, threshold=0.9)
    run("systemctl reload edgesnn")
    service.say("off", MOVED["off"])
    require(service.pid() == pid, "the reload was a restart")
    reloaded = run("journalctl -u edgesnn -o cat | grep reloaded:", check=False)
    require(reloaded, "the journal has no word of the reload")
    tell(f"reload: 'off' moved its new pin, same process; {reloaded.splitlines()[-1]}")

    begin = time.monotonic()
    run(f"kill -STOP {pid}")
    service.restarted(pid, 60)
    hung = time.monotonic() - begin
    require("atchdog timeout" in run("journalctl -u edgesnn -o cat"), "the journal has no word of the watchdog")
    service.listening()
    again = service.pid()
    tell(f"stopped by SIGSTOP: the watchdog started it again after {hung:.1f} s")

    run(f"kill -KILL {again}")
    dead = service.restarted(again, 60)
    service.listening()
    run("kill $(pidof aplay)", check=False)
    guest.sound.feed()
    service.say("on", MOVED["on"])
    tell(f"killed: active again after {dead:.1f} s, {service.show('NRestarts')} restarts in all, and it hears")

    require(run("systemctl is-active edgesnn", check=False) == "active", "not active")
    # Longer than the watchdog's silence: the pings come.
    last = service.pid()
    time.sleep(12)
    require(service.pid() == last, "restarted for no reason")
    run("systemctl stop edgesnn")
    require((service.show("Result"), service.show("ExecMainStatus")) == ("success", "0"), f"stopped with {service.show('Result')}")
    times = [float(line.strip("[").split("]")[0]) for line in run("journalctl -u edgesnn -o short-monotonic --no-hostname | grep -E 'Stopping|Deactivated' | tail -n 2").splitlines()]
    left = 1000 * (times[1] - times[0])
    require(0 < left < 1000, f"{left:.0f} ms to stop")
    require(guest.pins.level == 0, "a pin is up")
    tell(f"pinged for 12 s; stopped in order in {left:.0f} ms, pins down")

    # What does not mend itself is not tried again.
    run("echo '{ \"model\": \"no-such\", \"audio\": \"-\" }' >/etc/edgesnn/edgesnn.json; systemctl reset-failed edgesnn; systemctl start edgesnn", check=False)
    time.sleep(3)
    require((service.show("ActiveState"), service.show("NRestarts")) == ("failed", "0"), f"a wrong configuration is {service.show('ActiveState')}, {service.show('NRestarts')} restarts")
    tell(f"a wrong configuration: failed with exit code {service.show('ExecMainStatus')}, not tried again")
    exposure = run("systemd-analyze security --no-pager edgesnn.service | tail -n 1", check=False)
    tell(exposure.lstrip("→ "))
    lines = run("journalctl -u edgesnn -o cat | wc -l")
    tell(f"{lines} lines in the journal")
    tell(run("dpkg --purge edgesnn 2>&1").splitlines()[-1])
    left = run("busybox find /etc /usr -name '*edgesnn*'")
    require(left == "", f"the package left behind: {left}")


def main():
    image, folder, repository, *host = sys.argv[1:]
    begin = time.monotonic()
    shared = os.path.join(repository, "..", "shared", "data", "audio")
    shared = shared if os.path.isdir(os.path.join(shared, "speech-commands", "val")) else None
    os.makedirs(os.path.join(folder, "guest"), exist_ok=True)
    samples, said, sure, _ = stimulus.choose(host, shared, repository, folder, per_label=1, labels=["on", "off"])
    words = {label: (i * stimulus.SLOT, stimulus.SLOT) for i, (label, _, _) in enumerate(said) if sure[i]}
    guest = Guest("virt", image, os.path.join(folder, "guest"), {"words": samples}, memory=1024)
    try:
        tell(f"{guest.wait_ready(180)[4:]}; {time.monotonic() - guest.booted:.0f} s on the host")
        check(guest, words)
        print(f"systemd: passed in {time.monotonic() - begin:.0f} s")
        return 0
    except RigError as error:
        print(f"systemd: FAILED: {error}")
        try:
            print(guest.run("systemctl status --no-pager -l edgesnn; journalctl --no-pager -b | grep -v udev | tail -n 40", timeout=30, check=False))
        except (RigError, AttributeError):
            pass
        return 1
    finally:
        guest.close()


sys.exit(main())
