#!/usr/bin/env bash
# Ours against hand-tuned C on the same jobs: builds the C of ../shared/bench, runs it and ours in turn, several rounds, and
# prints the ratio per job (median of pairs) with 32-bit and 16-bit state. Needs the .NET SDK, gcc, and ../shared/bench.
#
#   against-c.sh [--rounds N] [--start MS,KB] [--record MACHINE]
#
# --record keeps the result in results/MACHINE.json. --start is what start.sh measured. The C is written for AVX-512: on a
# machine that has only AVX2 it is compiled through climit/avx2.h, on others (arm64) only its portable variant is; climit/j1avx2.c is J1 laid out for AVX2.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bench=$(cd "$here/../.." && pwd)/../shared/bench
skip() { echo "against-c: skipped, $1"; exit 0; }
command -v gcc >/dev/null || skip "needs gcc"
[ -d "$bench/climit" ] || skip "needs ../shared/bench beside the project"

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cp -r "$bench"/J? "$out/"
chmod -R u+w "$out"
gunzip -f "$out"/J3/*.gz
native=-march=native
gcc $native -E - </dev/null >/dev/null 2>&1 || native=-mcpu=native
# Not grep -q: it leaves at the first match, and gcc may die of the closed pipe, which counts as "has not".
has() { gcc "$native" -dM -E - </dev/null | grep "define $1 " >/dev/null; }
build() { gcc -O3 "$native" "$@" -lm; }

build "$bench/climit/ref.c" -o "$out/ref"
build "$bench/climit/portable.c" -o "$out/portable"
if has __AVX512BW__ && has __AVX512VL__; then
  limit="AVX-512" shim=()
elif has __AVX2__; then
  limit="written for AVX-512, compiled to pairs of AVX2 operations; J1 by hand for AVX2 as well" shim=(-include "$here/climit/avx2.h")
  for bits in 16 32; do build -DMODE=$bits "$here/climit/j1avx2.c" -o "$out/j1avx2-$bits"; done
else
  limit="portable 128-bit vectors" shim=(none)
fi
if [ "${shim[*]-}" != none ]; then
  for bits in 16 32; do
    build "${shim[@]}" -DMODE=$bits "$bench/climit/climit.c" -o "$out/climit$bits"
    build "${shim[@]}" -DMODE=$bits "$bench/climit/j1dense.c" -o "$out/j1dense$bits"
  done
  build "${shim[@]}" "$bench/climit/j3var.c" -o "$out/j3var"
  # What is raced must do the job: the exact variants print the potentials of the reference to the digit.
  for job in J1 J2 J3; do
    want=$(cd "$out" && ./ref $job $(cat $job/thetas.txt) | grep -o 'out:.*')
    got=$(cd "$out" && ./climit32 $job 2 | grep -o 'out:.*')
    [ "$want" = "$got" ] || { echo "against-c: climit.c on $job gives '$got', the reference '$want'"; exit 1; }
  done
fi
echo "C: $limit; $(gcc --version | head -n 1)"
dotnet build -c Release "$here" -v q -nologo >"$out/build.log" || { cat "$out/build.log"; exit 1; }
dotnet run -c Release --no-build --project "$here" -- against "$out" --data "$out" \
  --limit "$limit" --compiler "gcc $(gcc -dumpfullversion)" "$@"
