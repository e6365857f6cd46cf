#!/usr/bin/env bash
# Synthesises the spoken words the keyword network is trained on.
#
#   Models/Training/voices.sh [OUT_DIR=artifacts/voices] [JOBS=2]
#
# Writes 16 kHz mono 16-bit WAVs, each one bare word: trimmed, 0.3-1.0 s, peak at -6 dB.
# Noise, gain, and time shifts are left to the trainer.
#
#   OUT_DIR/<word>/<engine>_<voice>_<params>.wav           a word of the vocabulary
#   OUT_DIR/_other_/<word>_<engine>_<voice>_<params>.wav   a word or short phrase outside it
#
#   group      words                                    clips each   of them flite/festival
#   commands   yes no up down left right on off stop go        150                       80
#   digits     zero ... nine                                   150                       80
#   others     the other Speech Commands words                  25                       14
#   _other_    words near a command, and everyday speech         6                        4
#
#   engine     voices                              what varies
#   flite      slt rms awb kal16 kal               d: duration 100-170 %,  p: pitch +-300 cents,
#   festival   slt (HTS), kal, ked (diphones)      t: tempo or s: speed 75-115 % (both by sox)
#   espeak     6 English accents x 70 variants,    p: pitch 20-85, s: speed 90-200 words/min,
#              8 languages reading phonemes        statement, exclamation or question
#
# Every choice is drawn from a generator seeded by the word alone, so the same tool versions
# give the same files whatever JOBS is. The settings in Models/Networks/keywords/demo/voices.txt
# are reserved for the demo recording and never drawn here.
#
# License: no recording is copied. The clips are output of espeak-ng (GPL-3.0), flite and
# festival (permissive), whose licenses do not extend to the speech they produce.
set -euo pipefail
export LC_ALL=C

readonly out=${1:-artifacts/voices}
readonly jobs=${2:-2}
readonly rate=16000 header_bytes=44
readonly min_ms=300 max_ms=1000
reserved_file=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/Networks/keywords/demo/voices.txt
readonly reserved_file

readonly commands="yes no up down left right on off stop go"
readonly digits="zero one two three four five six seven eight nine"
readonly others="backward bed bird cat dog follow forward happy house learn marvin sheila tree
  visual wow"

# The first lines sound like yes, no, up, down, left, right, on, off, stop, go and the digits, in
# that order; a phrase is written with hyphens. Exact homophones (know, write, awn, won, to, for,
# ate) and phrases that hold a vocabulary word are left out: nobody could tell them from it.
readonly negatives="
  yet yesterday yell yellow jazz chess guess less mess dress us this yeah yesteryear
  note nope known nose nowhere now new near snow low mow row toe though nor gnome notice
  cup pup hop pop puppy puppet abrupt supper open under upper apple ape uncle pump bump cut but
  town dawn done dam dumb brown crown noun gown tower dowel doubt mountain around found sound
  lift laughed loft leaf led let lend lesson leather theft deft cleft lest length
  light rice bright ride rise fright ripe tight night white height wrong rate rat rot
  an own in ant aunt arm gone john con dune honor upon want swan
  of cough often awful oft office coffee soft author all ought awesome offer laugh
  top step stock shop star start stamp store stuff staff story storm drop crop chop spot swap stoop
  gold grow ghost good ago goal goat glow got guy gay cold coal code coat
  hero euro once wonder run today tool through free thirty fourth floor door fine fire
  fifth sick sixty sits eleven heaven late wait mine line nice
  the and you that it is was he she they we what when where who why how
  hello hi hey please thanks thank-you sorry okay good-morning good-night bye excuse-me of-course
  come-here let-me-see how-are-you i-think so-what see-you a-bit my-name what-time very-good
  music volume lamp window kitchen table water phone time people computer weather money
  because maybe really never always little after before again number question answer
  mother father brother sister friend school work home city country world"

readonly flite_voices=" slt rms awb kal16 kal "
readonly natural=(flite_slt flite_rms flite_awb festival_slt festival_kal festival_ked flite_kal16
  flite_slt flite_rms flite_awb festival_slt flite_kal)
readonly accents=(en-us en-gb en-gb-scotland en-gb-x-rp en-029 en-gb-x-gbclan)
readonly variants=(m1 m2 m3 m4 m5 m6 m7 m8 f1 f2 f3 f4 f5 m1 m2 m3 m4 m6 m7 f1 f2 f3 f4
  Alex Alicia Andrea Andy Annie Denis Diogo Gene Gene2 Henrique Hugo Jacky Lee Marco Mario Michael
  Mike Mr adam anika antonio aunty belinda benjamin boris caleb croak david ed edward edward2
  grandma grandpa john klatt klatt2 klatt3 klatt4 linda marcelo max michel miguel m5 pablo
  paul pedro quincy rob robert sandro shelby steph travis victor zac whisper whisperf)
readonly languages=(de nl fr it pl hi pt id)

# What the eight languages are given to read: phonemes all of them have.
declare -Ar phonemes=(
  [yes]="j'Es" [no]="n'o:" [up]="'ap" [down]="d'aun" [left]="l'Eft" [right]="r'ait" [on]="'on"
  [off]="'of" [stop]="st'op" [go]="g'o:" [zero]="z'iro" [one]="w'an" [two]="t'u:" [three]="tr'i:"
  [four]="f'or" [five]="f'aiv" [six]="s'iks" [seven]="s'Even" [eight]="'eit" [nine]="n'ain")

require_tools() {
  local tool missing=""
  for tool in sox:sox soxi:sox espeak-ng:espeak-ng flite:flite festival:festival; do
    command -v "${tool%:*}" > /dev/null || missing+=" ${tool#*:}"
  done
  for tool in kal_diphone:festvox-kallpc16k ked_diphone:festvox-kdlpc16k \
    cmu_us_slt_arctic_hts:festvox-us-slt-hts; do
    compgen -G "/usr/share/festival/voices/*/${tool%:*}" > /dev/null || missing+=" ${tool#*:}"
  done
  [ -z "$missing" ] && return
  echo "voices.sh: missing tools; on Debian: apt-get install$missing" >&2
  exit 2
}

# Speaks every word once with each festival voice, and diphone voices at three durations: one
# process per voice, since loading the voice takes longer than a word.
festival_bases() {
  local voice=$1 define=$2 stretches=$3 stretch word
  {
    echo "($define)"
    echo "(define (say text file) (utt.save.wave
      (utt.synth (eval (list 'Utterance 'Text text))) file 'riff))"
    for stretch in $stretches; do
      echo "(Parameter.set 'Duration_Stretch $((stretch / 100)).$(printf %02d $((stretch % 100))))"
      for word in $all_words; do
        echo "(say \"${word//-/ }\" \"$scratch/festival_${voice}_d${stretch}_$word.wav\")"
      done
    done
  } > "$scratch/$voice.scm"
  festival -b "$scratch/$voice.scm"
}

seed() {
  local sum
  sum=$(cksum <<< "$1")
  state=$((${sum%% *} & 0x7fffffff))
}

# Sets drawn to a number in [low, high] on the grid of the given step.
draw() {
  local low=$1 high=$2 step=$3
  state=$(((state * 1103515245 + 12345) & 0x7fffffff))
  drawn=$((low + (state >> 8) % ((high - low) / step + 1) * step))
}

is_reserved() {
  local voice=$1 pitch=$2 tempo=$3 i
  for ((i = 0; i < ${#reserved_voice[@]}; i++)); do
    [ "$voice" = "${reserved_voice[i]}" ] || continue
    [[ $voice == espeak_* ]] && return
    local cents=$((pitch - reserved_pitch[i])) percent=$((tempo - reserved_tempo[i]))
    ((${cents#-} <= 40 && ${percent#-} <= 4)) && return
  done
  return 1
}

duration_ms() {
  local bytes
  bytes=$(stat -c %s "$1")
  ms=$(((bytes - header_bytes) * 1000 / (2 * rate)))
}

# Changes voice, level and length of one raw clip: finish FROM TO [SOX_EFFECT...].
finish() {
  local from=$1 to=$2
  shift 2
  local trim=(silence 1 0.005 0.35% fade t 0.004)
  local edges=("${trim[@]}" reverse "${trim[@]}" reverse)
  sox -D "$from" -c 1 -b 16 "$to" gain -6 "$@" rate $rate gain -n -6 "${edges[@]}" pad 0.015 0.015
  duration_ms "$to"
  ((ms > 60)) || { rm "$to"; return; }
  if ((ms > max_ms)); then
    # A phrase that needs more than a third off is no longer speech.
    ((ms * 3 < max_ms * 4)) || { rm "$to"; return; }
    sox -D "$to" -b 16 "$work.wav" tempo -s "$((ms + 15))e-3" gain -n -6
    mv "$work.wav" "$to"
  elif ((ms < min_ms)); then
    local each
    each=$(printf '0.%03d' $(((min_ms - ms) / 2 + 1)))
    sox -D "$to" "$work.wav" pad "$each" "$each"
    mv "$work.wav" "$to"
  fi
}

speak_natural() {
  local word=$1 voice=$2 prefix=$3 stretch pitch tempo kind name base
  local engine=${voice%%_*} stretches=(100 120 145) kinds=(s t t)
  case $voice in
    festival_slt) stretches=(100 100 100) ;;
    festival_*) stretches=(110 140 170) ;;
  esac
  while :; do
    draw 0 2 1 && stretch=${stretches[drawn]}
    draw -300 300 25 && pitch=$drawn
    draw 75 115 5 && tempo=$drawn
    draw 0 2 1 && kind=${kinds[drawn]}
    is_reserved "$voice" "$pitch" "$tempo" && continue
    name=$(printf '%s_d%d_p%+d_%s%d' "$voice" "$stretch" "$pitch" "$kind" "$tempo")
    [ -e "$prefix$name.wav" ] || break
  done
  base=$scratch/${voice}_d${stretch}_$word.wav
  if [ "$engine" = flite ] && [ ! -e "$base" ]; then
    flite -voice "${voice#*_}" --setf duration_stretch="${stretch}e-2" -t "${word//-/ }" -o "$base"
  fi
  local change=(tempo -s)
  # Speed shifts pitch too; one in three keeps that shift, as a smaller or larger speaker would.
  [ "$kind" = s ] && change=(speed)
  finish "$base" "$prefix$name.wav" pitch "$pitch" "${change[@]}" "${tempo}e-2"
}

speak_espeak() {
  local word=$1 turn=$2 prefix=$3 voice pitch speed name text=${1//-/ }
  local endings=("" . ! "?") marks=(n n e q)
  while :; do
    draw 0 $((${#variants[@]} - 1)) 1 && voice=${variants[drawn]}
    draw 20 85 5 && pitch=$drawn
    draw 90 200 10 && speed=$drawn
    if ((turn % 12 == 11)) && [ -n "${phonemes[$word]:-}" ]; then
      text="[[${phonemes[$word]}]]"
      draw 0 $((${#languages[@]} - 1)) 1 && voice=${languages[drawn]}+$voice
    else
      draw 0 $((${#accents[@]} - 1)) 1 && voice=${accents[drawn]}+$voice
    fi
    draw 0 3 1
    is_reserved "espeak_$voice" "$pitch" "$speed" && continue
    name=espeak_${voice}_p${pitch}_s${speed}_${marks[drawn]}
    [ -e "$prefix$name.wav" ] || break
  done
  espeak-ng -v "$voice" -p "$pitch" -s "$speed" -w "$work.raw.wav" "$text${endings[drawn]}"
  finish "$work.raw.wav" "$prefix$name.wav"
}

speak_word() {
  local word=$1 natural_count=$2 espeak_count=$3 prefix=$4 i start
  seed "$word"
  draw 0 $((${#natural[@]} - 1)) 1 && start=$drawn
  for ((i = 0; i < natural_count; i++)); do
    speak_natural "$word" "${natural[(start + i) % ${#natural[@]}]}" "$prefix"
  done
  for ((i = 0; i < espeak_count; i++)); do
    speak_espeak "$word" "$i" "$prefix"
  done
}

# Speaks every JOBS-th word, beginning with the given one.
speak_share() {
  local job=$1 turn=0 word work=$scratch/job$1
  for word in $all_words; do
    ((turn++ % jobs == job)) || continue
    case " $commands $digits " in
      *" $word "*) mkdir -p "$out/$word" && speak_word "$word" 80 70 "$out/$word/" ;;
      *)
        if [[ " $(echo $others) " == *" $word "* ]]; then
          mkdir -p "$out/$word" && speak_word "$word" 14 11 "$out/$word/"
        else
          mkdir -p "$out/_other_" && speak_word "$word" 4 2 "$out/_other_/${word}_"
        fi
        ;;
    esac
    ((turn % 20 == 0)) && echo "  $turn of $word_count words, ${SECONDS} s"
  done
  return 0
}

summarize() {
  find "$out" -name '*.wav' -size -1k -print | sed 's/^/voices.sh: empty clip: /' >&2
  find "$out" -name '*.wav' -printf '%s %P\n' | awk -v header=$header_bytes -v rate=$rate '
    { seconds = ($1 - header) / 2 / rate; sub(/^[0-9]+ /, ""); split($0, part, "/")
      count[part[1]]++; sum[part[1]] += seconds; clips++; total += seconds
      if (/flite_|festival_/) real++
      if (least == "" || seconds < least) least = seconds
      if (seconds > most) most = seconds }
    END {
      row = "  %-10s %4d clips, mean %.2f s\n"
      for (word in count)
        printf row, word, count[word], sum[word] / count[word] | "sort"
      close("sort")
      printf "%d clips, %.0f min of speech, %.2f-%.2f s each, %.0f %% from recorded voices\n",
        clips, total / 60, least, most, 100 * real / clips }'
}

require_tools
reserved_voice=() reserved_pitch=() reserved_tempo=()
while read -r voice pitch tempo; do
  [[ -z $voice || $voice == \#* ]] && continue
  reserved_voice+=("$voice") reserved_pitch+=("${pitch#+}") reserved_tempo+=("$tempo")
done < "$reserved_file"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
all_words=$(echo $commands $digits $others $negatives)
word_count=$(wc -w <<< "$all_words")
# A clip of an earlier run would push a draw to another setting.
if [ -e "$out" ] && [ -n "$(ls -A "$out")" ]; then
  echo "voices.sh: $out is not empty; remove it or name another directory" >&2
  exit 2
fi
mkdir -p "$out"

echo "Speaking $word_count words with festival's voices"
festival_bases slt voice_cmu_us_slt_arctic_hts 100 &
pids=($!)
festival_bases kal voice_kal_diphone "110 140 170"
festival_bases ked voice_ked_diphone "110 140 170"
wait "${pids[@]}"

echo "Varying them in $jobs jobs, with flite and espeak-ng"
pids=()
for ((job = 0; job < jobs; job++)); do
  speak_share "$job" &
  pids+=($!)
done
for pid in "${pids[@]}"; do
  wait "$pid"
done
summarize
echo "Done in ${SECONDS} s: $out"
