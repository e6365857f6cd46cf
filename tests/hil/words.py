"""What is said to the guest, and what the host's own build hears in it."""

import array
import glob
import json
import os
import random
import subprocess
import sys
import wave

RATE = 16000
LABELS = ["yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go"]
SLOT = int(1.5 * RATE)  # a clip of a second and half a second of silence
PER_LABEL = 10
CANDIDATES = 40
ROUNDS = 8
FEWEST = 5
# The guest starts at another sample than the host; a word counts as heard by the host when it is at all of these.
OFFSETS = (0, 41, 83)


def read_wav(path):
    with wave.open(path, "rb") as file:
        if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (RATE, 1, 2):
            raise ValueError(f"{path}: not 16 kHz, mono, 16 bits")
        return array.array("h", file.readframes(file.getnframes()))


def write_wav(path, samples):
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def active_part(samples):
    """First and last sample of the word: where 10 ms reach a twentieth of the loudest 10 ms."""
    frames = [max(abs(value) for value in samples[at:at + 160]) for at in range(0, len(samples) - 159, 160)]
    loud = [i for i, peak in enumerate(frames) if peak > max(frames) / 20]
    return loud[0] * 160, (loud[-1] + 1) * 160


def candidates(shared, repository, labels):
    """Clips of every label: of speakers the network never heard, or else the voices of the bundled recording."""
    if shared:
        found = [(label, read_wav(path)) for label in labels
                 for path in sorted(glob.glob(os.path.join(shared, "speech-commands", "val", label, "*.wav")))[:CANDIDATES]]
        return found, "recorded voices of speakers the network was not trained on"
    folder = os.path.join(repository, "Models", "Networks", "keywords", "demo")
    recording = read_wav(os.path.join(folder, "demo.wav"))
    found = []
    for word in json.load(open(os.path.join(folder, "demo.json")))["utterances"]:
        if word["label"] not in labels:
            continue
        middle = int((word["start"] + word["end"]) / 2 * RATE)
        for step in range(CANDIDATES):
            gain, begin = 0.6 + 0.15 * (step % 8), middle - RATE // 2 + 331 * (step // 8 - 2)
            cut = recording[begin:begin + RATE]
            found.append((word["label"], array.array("h", (max(-32768, min(32767, int(gain * v))) for v in cut))))
    return found, "synthetic voices of the bundled recording at several gains (no ../shared/data)"


def noise(shared, seconds):
    """Background alone: ten seconds of each recording in turn, or pink noise from a seed."""
    if shared:
        files = sorted(glob.glob(os.path.join(shared, "background", "*.wav")))
        each = seconds * RATE // len(files)
        samples = array.array("h")
        for path in files:
            samples += read_wav(path)[:each]
        return samples, ", ".join(os.path.splitext(os.path.basename(path))[0] for path in files)
    generator, rows, samples = random.Random(1), [0.0] * 12, array.array("h")
    for i in range(seconds * RATE):
        row = (i & -i).bit_length() % 12
        rows[row] = generator.uniform(-1, 1)
        samples.append(int(900 * sum(rows)))
    return samples, "pink noise of seed 1 (no ../shared/data)"


def hear(edgesnn, path):
    """What a build of the program on the host hears in a recording: (seconds, label)."""
    result = subprocess.run(
        [*edgesnn, "run", "--model", "keywords", "--audio", path, "--out", "jsonl:-"], capture_output=True, text=True, check=True)
    lines = (json.loads(line) for line in result.stdout.splitlines() if line.startswith("{"))
    return [(line["streamTimeMs"] / 1000, line["label"]) for line in lines]


def stream_of(clips):
    """Clips, one per slot: the samples, and for each its label and where the word begins and ends in the stream."""
    samples, words = array.array("h"), []
    for label, clip in clips:
        clip = (clip + array.array("h", bytes(2 * SLOT)))[:SLOT]
        begin, end = active_part(clip)
        words.append((label, len(samples) + begin, len(samples) + end))
        samples += clip
    return samples, words


def match(words, heard, lag=0.0):
    """The label heard for each word, or several, or none: a decision belongs to the word that began last before it."""
    found = [[] for _ in words]
    for at, label in heard:
        begun = [i for i, (_, begin, _) in enumerate(words) if begin <= (at - lag) * RATE]
        if begun:
            found[begun[-1]].append(label)
    return found


def lag_of(words, heard):
    """How far behind the decisions are: the lag at which most are those of their words [s]."""
    def hits(lag):
        return sum(label in got for (label, _, _), got in zip(words, match(words, heard, lag)))

    # The middle of the best: both edges are where the first or the last decision changes its word.
    scores = [(hits(step / 50), step / 50) for step in range(100)]
    best = [lag for score, lag in scores if score == max(scores)[0]]
    return best[len(best) // 2]


def choose(edgesnn, shared, repository, folder, per_label=PER_LABEL, labels=LABELS):
    """
    The words of the test. The rig tests a device and no network: it says what the same network hears on the host, and the
    guest has to hear it too. How often the network itself is right stands in its card.
    """
    clips, kind = candidates(shared, repository, labels)
    random.Random(7).shuffle(clips)
    good = heard_always(edgesnn, clips, folder, "candidates")
    spare = {label: [clip for clip, always in zip(clips, good) if always and clip[0] == label] for label in labels}
    if not shared:
        # The bundled recording says most commands once: its clips are then said again, and what the network barely hears is left out.
        spare = {label: its * ROUNDS * per_label if len(its) >= FEWEST else [] for label, its in spare.items()}
    chosen = [spare[label].pop(0) for label in labels for _ in range(per_label) if spare[label]]
    random.Random(7).shuffle(chosen)
    # A word may be heard after one and not after another: those are exchanged for others.
    for _ in range(ROUNDS):
        sure = heard_always(edgesnn, chosen, folder, "words")
        doubtful = [i for i, always in enumerate(sure) if not always and spare[chosen[i][0]]]
        if not doubtful:
            break
        for i in doubtful:
            chosen[i] = spare[chosen[i][0]].pop(0)
    else:
        sure = heard_always(edgesnn, chosen, folder, "words")
    samples, words = stream_of(chosen)
    note = f"{len(words)} words, {kind}, of {len(clips)} clips those the host hears; in this order it hears {sum(sure)}"
    absent = [label for label in labels if not any(word[0] == label for word in words)]
    note += f"; none of {', '.join(absent)}, which it does not hear" if absent else ""
    return samples, words, sure, note


def heard_always(edgesnn, clips, folder, name):
    """For each clip, whether the host hears its label and nothing else at every offset."""
    samples, words = stream_of(clips)
    good = [True] * len(clips)
    path = os.path.join(folder, f"{name}.wav")
    for offset in OFFSETS:
        write_wav(path, array.array("h", bytes(2 * offset)) + samples)
        found = match(words, [(at - offset / RATE, label) for at, label in hear(edgesnn, path)])
        good = [so_far and got == [label] for so_far, got, (label, _, _) in zip(good, found, words)]
    return good


def main():
    """
    Whether the rig has words without ../shared/data: the host has to hear ten of each command whose voice in the bundled
    recording it hears at all, and that of most. usage: words.py REPOSITORY FOLDER HOST...
    """
    repository, folder, *edgesnn = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    _, words, sure, note = choose(edgesnn, None, repository, folder)
    heard = {label: sum(always for word, always in zip(words, sure) if word[0] == label) for label in LABELS}
    print(f"   {note}")
    absent = [label for label in LABELS if not any(word[0] == label for word in words)]
    enough = len(absent) <= 2 and all(count >= 0.9 * PER_LABEL for label, count in heard.items() if label not in absent)
    print(("passed" if enough else "FAILED") + " words without recordings: " + "  ".join(f"{label} {count}" for label, count in heard.items()))
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
