#!/usr/bin/env bash
# Speaks the demo recording: demo.wav and its transcript demo.json, beside this script.
#
# The ten commands and three words that must not trigger, by the seven voice settings reserved in
# voices.txt, over generated noise (brown and pink, a mains hum, all slowly swelling) 20 dB below
# the speech. Training hears six of these voices too, at other pitches and tempos, and the
# seventh not at all: the recording shows the pipeline working, it does not measure accuracy on
# strangers. Words were cast with the help of an unrelated recognizer (PocketSphinx), preferring
# voices it understands; the keyword network had no say in it. Needs sox, flite, espeak-ng,
# festival and its voices (see Models/Training/voices.sh); the same tool versions give the same
# bytes.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here rate=16000 snr_db=20

# One utterance a line: label, word, voice, samples from the onset before it, peak [dB].
readonly script="
yes       yes     flite_slt                     20000   -8
stop      stop    flite_rms                     31040   -7
left      left    festival_slt                  34720   -9
_unknown_ marvin  flite_awb                     36080   -8
go        go      espeak_en-gb-x-gbcwmd+steph3  33840  -10
up        up      flite_slt                     29440   -8
no        no      flite_rms                     32960   -7
_unknown_ house   festival_kal                  38400   -9
right     right   festival_ked                  35200   -8
off       off     festival_kal                  31680  -10
down      down    flite_awb                     34080   -9
_unknown_ tree    flite_rms                     36800   -8
on        on      festival_slt                  30400   -7
go        go      flite_awb                     33280   -8"
readonly tail_samples=16000

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

speak() {
  local word=$1 voice=$2 raw=$scratch/raw.wav
  read -r _ pitch tempo <<< "$(grep -F "$voice " "$here/voices.txt")"
  pitch=${pitch#+}
  change=(pitch "$pitch" tempo -s "${tempo}e-2")
  case $voice in
    flite_*) flite -voice "${voice#*_}" --setf duration_stretch=1.3 -t "$word" -o "$raw" ;;
    festival_*)
      local define=voice_${voice#*_}_diphone
      [ "$voice" = festival_slt ] && define=voice_cmu_us_slt_arctic_hts
      echo "($define) (Parameter.set 'Duration_Stretch 1.5)
        (utt.save.wave (utt.synth (Utterance Text \"$word\")) \"$raw\" 'riff)" > "$scratch/say.scm"
      festival -b "$scratch/say.scm"
      ;;
    espeak_*)
      espeak-ng -v "${voice#*_}" -p "$pitch" -s "$tempo" -w "$raw" "$word"
      change=()
      ;;
  esac
}

# Prints the RMS level of a file [dB].
level() {
  sox "$1" -n stats 2>&1 | awk '/^RMS lev dB/ { print $4 }'
}

seconds() {
  printf '%d.%07d' $(($1 / rate)) $(($1 % rate * 10000000 / rate))
}

silence() {
  sox -D -r $rate -n -b 16 -c 1 "$1" trim 0 "$2s"
}

trim=(silence 1 0.005 0.35% fade t 0.004)
pieces=() clips=() entries="" onset=0 position=0 count=0
while read -r label word voice step peak; do
  [ -n "$label" ] || continue
  clip=$scratch/clip$count.wav gap=$scratch/gap$count.wav
  speak "$word" "$voice"
  sox -D "$scratch/raw.wav" -c 1 -b 16 "$clip" gain -6 "${change[@]}" rate $rate gain -n -6 \
    "${trim[@]}" reverse "${trim[@]}" reverse gain -n "$peak"
  onset=$((onset + step))
  silence "$gap" $((onset - position))
  position=$((onset + $(soxi -s "$clip")))
  pieces+=("$gap" "$clip") clips+=("$clip") count=$((count + 1))
  extra=""
  [ "$label" = _unknown_ ] && extra=" \"word\": \"$word\","
  entries+=",
    { \"label\": \"$label\",$extra \"start\": $(seconds $onset), \"end\": $(seconds $position),"
  entries+=" \"voice\": \"$voice\" }"
done <<< "$script"
silence "$scratch/tail.wav" $tail_samples
sox -D "${pieces[@]}" "$scratch/tail.wav" "$scratch/speech.wav"
sox -D "${clips[@]}" "$scratch/only-speech.wav"
total=$((position + tail_samples))

noise() {
  sox -R -D -r $rate -n -b 16 -c 1 "$scratch/$1.wav" synth "${total}s" "${@:2}"
}
noise brown brownnoise gain -12 highpass 30 tremolo 0.11 60 gain -n -12
noise pink pinknoise tremolo 0.17 45 gain -n -15
noise hum sine 50 synth sine mix 100 synth sine mix 150 \
  tremolo 0.1 50 gain -n -30
sox -R -D -m -v 1 "$scratch/brown.wav" -v 1 "$scratch/pink.wav" -v 1 "$scratch/hum.wav" \
  -b 16 "$scratch/noise.wav"
gain=$(awk -v speech="$(level "$scratch/only-speech.wav")" \
  -v noise="$(level "$scratch/noise.wav")" -v snr=$snr_db \
  'BEGIN { printf "%.6f", 10 ^ ((speech - snr - noise) / 20) }')
sox -R -D -m -v 1 "$scratch/speech.wav" -v "$gain" "$scratch/noise.wav" -b 16 "$here/demo.wav"
(($(soxi -s "$here/demo.wav") == total)) || { echo "make-demo.sh: wrong length" >&2; exit 1; }

cat > "$here/demo.json" << JSON
{
  "recording": "demo.wav",
  "sampleRate": $rate,
  "license": "Apache-2.0, as this repository: synthetic speech and noise, no one was recorded",
  "utterances": [${entries#,}
  ]
}
JSON
echo "demo.wav: $count utterances in $(seconds "$total") s"
