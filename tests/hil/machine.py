"""A guest under qemu-system-aarch64: its microphone, its pins and its shell, all handled from outside."""

import json
import mmap
import os
import re
import socket
import struct
import subprocess
import threading
import time

RATE = 16000
CHUNK = RATE // 100  # 10 ms, as the period of a microphone
BACKLOG = 50  # chunks that may wait, as in the buffer of a sound device: 0.5 s
PINS_ADDRESS = 0x4F000000  # as in guest/pins.dts
MEMORY_ADDRESS = 0x40000000
RASPI3B_LEVELS = 0x3F200034  # GPLEV0 of the BCM2837: the levels of GPIO 0 to 31


class RigError(Exception):
    pass


class Guest:
    """One virtual machine. Times are of the host's monotonic clock [s]."""

    def __init__(self, board, image, folder, recordings, memory=256):
        """recordings: what can be played, by name; 16 bits, mono, RATE. memory: of the board `virt` [MB]."""
        self.board = board
        self.folder = folder
        self.recordings = recordings
        self.megabytes = memory
        os.makedirs(folder, exist_ok=True)
        self.path = lambda name: os.path.join(folder, name)
        for name in ("console.log", "qmp", "sound", "control", "memory"):
            if os.path.exists(self.path(name)):
                os.unlink(self.path(name))
        self.qemu = subprocess.Popen(
            self._command(image), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=open(self.path("qemu.log"), "w"))
        self.booted = time.monotonic()
        self._answers = b""
        self._count = 0
        self.pins = None
        self.sound = None

    def _command(self, image):
        socket_at = lambda name: f"unix:{self.path(name)},server=on,wait=off"
        chardev = lambda name: ["-chardev", f"socket,id={name},path={self.path(name)},server=on,wait=off"]
        common = [
            "qemu-system-aarch64", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
            "-accel", "tcg,thread=multi", "-kernel", os.path.join(image, "vmlinuz"),
            "-initrd", os.path.join(image, "initrd.gz"), "-dtb", os.path.join(image, f"{self.board}.dtb"),
            "-qmp", socket_at("qmp")]
        if self.board == "raspi3b":
            # Two serial lines are all there is, and neither carries 32 kB/s: recordings come with the file system in memory.
            # The second line is console and shell in one.
            shell = chardev("control")
            shell[1] += f",logfile={self.path('console.log')}"
            common[common.index("-initrd") + 1] = self._pack(os.path.join(image, "initrd.gz"))
            return common + shell + [
                "-M", "raspi3b", "-serial", "null", "-serial", "chardev:control",
                "-append", "console=ttyS1,115200 quiet panic=-1"]
        return common + chardev("control") + chardev("sound") + [
            "-M", "virt,memory-backend=memory", "-cpu", "cortex-a72", "-smp", "2", "-m", str(self.megabytes),
            "-object", f"memory-backend-file,id=memory,size={self.megabytes}M,share=on,mem-path={self.path('memory')}",
            "-serial", f"file:{self.path('console.log')}", "-append", "console=ttyAMA0 quiet panic=-1",
            "-device", "virtio-serial-pci", "-device", "virtserialport,chardev=control,name=control",
            "-device", "virtserialport,chardev=sound,name=sound"]

    def _pack(self, initrd):
        """The image's file system with the recordings behind it: the kernel unpacks one archive after the other."""
        os.makedirs(self.path("recordings"), exist_ok=True)
        for name, samples in self.recordings.items():
            with open(self.path(os.path.join("recordings", f"{name}.raw")), "wb") as file:
                file.write(samples.tobytes())
        names = "".join(f"{name}\n" for name in ["recordings", *(f"recordings/{name}.raw" for name in self.recordings)])
        archive = subprocess.run(
            ["cpio", "-o", "-H", "newc", "--quiet"], input=names.encode(), cwd=self.folder, stdout=subprocess.PIPE, check=True)
        with open(initrd, "rb") as first, open(self.path("initrd"), "wb") as both:
            data = first.read()
            # An archive that is not compressed has to begin at a multiple of four.
            both.write(data + bytes(-len(data) % 4) + archive.stdout)
        return self.path("initrd")

    def wait_ready(self, timeout=120):
        deadline = time.monotonic() + timeout
        while True:
            if self.qemu.poll() is not None:
                raise RigError(f"QEMU ended with {self.qemu.returncode}: {open(self.path('qemu.log')).read().strip()}")
            if os.path.exists(self.path("console.log")):
                text = open(self.path("console.log"), errors="replace").read()
                ready = re.search(r"HIL ready.*(?=\n)", text)
                if ready:
                    break
            if time.monotonic() > deadline:
                raise RigError(f"the guest is not up after {timeout} s; see {self.path('console.log')}")
            time.sleep(0.05)
        self._control = socket.socket(socket.AF_UNIX)
        self._control.connect(self.path("control"))
        self._greet()
        if self.board == "raspi3b":
            self.pins = Pins(QmpWord(self.path("qmp"), RASPI3B_LEVELS))
            self.sound = Player(self)
        else:
            self.pins = Pins(MemoryWord(self.path("memory"), PINS_ADDRESS - MEMORY_ADDRESS))
            self.sound = Microphone(self, self.path("sound"))
        return ready[0].strip()

    def _greet(self):
        """Asks until the guest's shell has answered once: it may not have opened its end when this one is connected."""
        for attempt in range(10):
            try:
                self.run("true", timeout=2 + 2 * attempt)
                return
            except RigError as error:
                last = error
        raise last

    def run(self, command, timeout=60, check=True):
        """Runs a shell command in the guest and returns what it printed."""
        self._count += 1
        mark = f"HIL-END-{self._count}"
        # The mark is put together in the guest, so that an echo of the command is not taken for it.
        self._control.sendall(f"{command}\nended=$?; echo; echo HIL-END''-{self._count}=$ended\n".encode())
        deadline = time.monotonic() + timeout
        while True:
            text = self._answers.decode(errors="replace")
            if f"{mark}=" in text and text.split(f"{mark}=")[1].count("\n"):
                break
            self._control.settimeout(max(0.01, deadline - time.monotonic()))
            try:
                data = self._control.recv(65536)
            except TimeoutError:
                raise RigError(f"no answer within {timeout} s to: {command}\n{text}") from None
            if not data:
                raise RigError(f"the guest went away during: {command}")
            self._answers += data
        output, rest = text.split(f"{mark}=", 1)
        status, rest = rest.split("\n", 1)
        self._answers = rest.encode()
        output = output.replace("\r", "").strip()
        if check and int(status) != 0:
            raise RigError(f"exit code {status.strip()} in the guest: {command}\n{output}")
        return output

    def wait(self, condition, timeout, what):
        """Waits until a shell condition holds in the guest; returns how long that took [s]."""
        begin = time.monotonic()
        while True:
            if self.run(f"if {condition}; then echo HIL-YES; fi").endswith("HIL-YES"):
                return time.monotonic() - begin
            if time.monotonic() - begin > timeout:
                raise RigError(f"{what} did not happen within {timeout} s")
            time.sleep(0.1)

    def close(self):
        for part in (self.sound, self.pins):
            if part:
                part.close()
        self.qemu.terminate()
        try:
            self.qemu.wait(10)
        except subprocess.TimeoutExpired:
            self.qemu.kill()
            self.qemu.wait()
        for name in ("memory", "initrd"):
            if os.path.exists(self.path(name)):
                os.unlink(self.path(name))


class MemoryWord:
    """A word of the guest's memory, which is a file on the host."""

    def __init__(self, path, offset):
        with open(path, "rb") as file:
            self._map = mmap.mmap(file.fileno(), mmap.PAGESIZE, prot=mmap.PROT_READ, offset=offset)

    def read(self):
        return struct.unpack_from("<I", self._map, 0)[0]

    period = 0.001


class QmpWord:
    """A device register, asked of QEMU's monitor."""

    def __init__(self, path, address):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(path)
        self._file = connection.makefile("rw")
        self._address = address
        self._file.readline()
        self._ask({"execute": "qmp_capabilities"})

    def _ask(self, request):
        self._file.write(json.dumps(request) + "\n")
        self._file.flush()
        while True:
            answer = json.loads(self._file.readline())
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise RigError(f"QEMU: {answer['error']}")

    def read(self):
        text = self._ask({"execute": "human-monitor-command", "arguments": {"command-line": f"xp /1wx {self._address:#x}"}})
        return int(text.split(":")[1], 16)

    period = 0.005


class Pins:
    """Writes down every edge of every pin: (time, pin, level)."""

    def __init__(self, word):
        self._word = word
        self._stop = False
        self.edges = []
        self.level = word.read()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self):
        while not self._stop:
            word = self._word.read()
            now = time.monotonic()
            changed, self.level = word ^ self.level, word
            for pin in range(32):
                if changed >> pin & 1:
                    self.edges.append((now, pin, word >> pin & 1))
            time.sleep(self._word.period)

    def rises(self, begin=0.0):
        return [(at, pin) for at, pin, level in list(self.edges) if level and at >= begin]

    def falls(self, begin=0.0):
        return [(at, pin) for at, pin, level in list(self.edges) if not level and at >= begin]

    def close(self):
        self._stop = True
        self._thread.join(1)


# What plays into the guest's loopback card; with the length of its buffer [us].
APLAY = "aplay -q -t raw -f S16_LE -r 16000 -c 1 -D plughw:Loopback,0,0 --buffer-time="


class Player:
    """
    Plays recordings from files in the guest, where nothing brings sound in from outside. Between them the card is silent. When
    it began is asked of the card: how many samples are played by now.
    """

    _STATUS = "/proc/asound/card0/pcm0p/sub0/status"

    def __init__(self, guest):
        self._guest = guest

    def feed(self):
        """Nothing streams."""

    def stop_feeding(self):
        self._guest.run("killall -q aplay", check=False)

    def play(self, name, first=0, count=None):
        """Begins at once; returns when the first sample was played, give or take the time of a question to the guest."""
        skip = f"tail -c +{2 * first + 1} /recordings/{name}.raw"
        take = f" | head -c {2 * count}" if count is not None else ""
        self._guest.run(f"({skip}{take} | {APLAY}2000000) </dev/null >>/tmp/aplay.log 2>&1 &")
        begin, best = time.monotonic(), None
        while best is None and time.monotonic() < begin + 10:
            asked = time.monotonic()
            played = re.search(r"state: (?:RUNNING|DRAINING).*hw_ptr *: (\d+)", self._guest.run(f"cat {self._STATUS}", check=False), re.DOTALL)
            answered = time.monotonic()
            if played:
                best = (asked + answered) / 2 - int(played[1]) / RATE
        if best is None:
            raise RigError(f"{name} does not play: {self._guest.run(f'cat {self._STATUS} /tmp/aplay.log', check=False)}")
        return best

    @property
    def lost(self):
        """How often the sound had a gap so far."""
        return int(self._guest.run("cat /tmp/aplay.log 2>/dev/null | grep -c underrun", check=False))

    def trouble(self):
        """What can have spoilt the sound so far."""
        return f"{self.lost} underruns of aplay"

    def close(self):
        pass


class Microphone:
    """
    A stream of samples that never pauses: what is played is mixed into it in 10 ms chunks, each sent when a microphone
    would have finished it. As a microphone it waits for nobody: what the guest leaves for half a second is lost and counted.
    """

    def __init__(self, guest, path):
        self._guest = guest
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        self._socket.connect(path)
        self._socket.setblocking(False)
        self._lock = threading.Lock()
        self._queue = []
        self._stop = False
        self.lost = 0
        self.latest = 0.0
        self._thread = threading.Thread(target=self._send, daemon=True)
        self._thread.start()

    def feed(self):
        """The stream into the guest's loopback card."""
        self._guest.run(f"{APLAY}400000 $SOUND >>/tmp/aplay.log 2>&1 </dev/null & echo $! >/tmp/aplay.pid")
        time.sleep(1)

    def stop_feeding(self):
        self._guest.run("kill $(cat /tmp/aplay.pid)", check=False)

    def play(self, name, first=0, count=None):
        """Begins with the next chunk; returns when that chunk's first sample is due."""
        samples = self._guest.recordings[name]
        with self._lock:
            self._queue.append([samples[first:len(samples) if count is None else first + count].tobytes(), 0])
            return self._due

    def trouble(self):
        """What can have spoilt the sound so far."""
        return f"{self.lost} chunks lost, none sent more than {self.latest * 1000:.0f} ms late"

    def _next(self):
        with self._lock:
            if not self._queue:
                return bytes(2 * CHUNK)
            entry = self._queue[0]
            chunk = entry[0][entry[1]:entry[1] + 2 * CHUNK]
            entry[1] += 2 * CHUNK
            if entry[1] >= len(entry[0]):
                self._queue.pop(0)
            return chunk.ljust(2 * CHUNK, b"\0")

    def _send(self):
        begin, count, waiting = time.monotonic(), 0, b""
        self._due = begin
        while not self._stop:
            chunk = self._next()
            count += 1
            end = begin + count * CHUNK / RATE
            self._due = end
            late = time.monotonic() - end
            if late < 0:
                time.sleep(-late)
            self.latest = max(self.latest, late)
            # A chunk goes whole or not at all, for half a sample would shift all that follow.
            if len(waiting) <= 2 * CHUNK * BACKLOG:
                waiting += chunk
            else:
                self.lost += 1
            try:
                waiting = waiting[self._socket.send(waiting):]
            except BlockingIOError:
                pass
            except OSError:
                return

    def close(self):
        self._stop = True
        self._thread.join(1)
        self._socket.close()
