// Lets C written for AVX-512 compile on a machine that has only AVX2: a 512-bit vector is a pair of 256-bit ones, and each
// intrinsic used is the same operation on both halves. Compile with -include; needs gcc or clang, -O2 or more.
//
// A comparison yields bits, and later code clears lanes by them. AVX2 has no such masks, and nobody would make a vector of
// bits that just came from one; so the comparison also leaves its vector behind, in the scope it stands in, for the clearing.
#include <immintrin.h>
#include <x86intrin.h>
#include <stdint.h>

typedef struct { __m256i low, high; } pair512;
#define PAIR static inline __attribute__((always_inline)) pair512
#define BITS static inline __attribute__((always_inline)) uint32_t

PAIR pair_of(__m256i low, __m256i high) { pair512 p = { low, high }; return p; }
PAIR pair_load(const void *from) { return pair_of(_mm256_loadu_si256((const __m256i *)from), _mm256_loadu_si256((const __m256i *)from + 1)); }
static inline __attribute__((always_inline)) void pair_store(void *to, pair512 p) {
  _mm256_storeu_si256((__m256i *)to, p.low);
  _mm256_storeu_si256((__m256i *)to + 1, p.high);
}
PAIR pair_widen16(__m256i v) { return pair_of(_mm256_cvtepi16_epi32(_mm256_castsi256_si128(v)), _mm256_cvtepi16_epi32(_mm256_extracti128_si256(v, 1))); }
PAIR pair_widen8(__m256i v) { return pair_of(_mm256_cvtepi8_epi16(_mm256_castsi256_si128(v)), _mm256_cvtepi8_epi16(_mm256_extracti128_si256(v, 1))); }
PAIR pair_widen8to32(__m128i v) { return pair_of(_mm256_cvtepi8_epi32(v), _mm256_cvtepi8_epi32(_mm_srli_si128(v, 8))); }
// x >= t is x > t - 1; t is a threshold, never the least number, and t - 1 leaves the loop.
PAIR pair_ge16(pair512 x, pair512 t) {
  const __m256i one = _mm256_set1_epi16(1);
  return pair_of(_mm256_cmpgt_epi16(x.low, _mm256_sub_epi16(t.low, one)), _mm256_cmpgt_epi16(x.high, _mm256_sub_epi16(t.high, one)));
}
PAIR pair_ge32(pair512 x, pair512 t) {
  const __m256i one = _mm256_set1_epi32(1);
  return pair_of(_mm256_cmpgt_epi32(x.low, _mm256_sub_epi32(t.low, one)), _mm256_cmpgt_epi32(x.high, _mm256_sub_epi32(t.high, one)));
}
BITS pair_bits16(pair512 m) { return (uint32_t)_mm256_movemask_epi8(_mm256_permute4x64_epi64(_mm256_packs_epi16(m.low, m.high), 0xD8)); }
BITS pair_bits32(pair512 m) {
  return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(m.low)) | (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(m.high)) << 8;
}
PAIR pair_clear(pair512 where, pair512 x) { return pair_of(_mm256_andnot_si256(where.low, x.low), _mm256_andnot_si256(where.high, x.high)); }

#define EACH1(name, op) PAIR name(pair512 a, int n) { return pair_of(op(a.low, n), op(a.high, n)); }
#define EACH2(name, op) PAIR name(pair512 a, pair512 b) { return pair_of(op(a.low, b.low), op(a.high, b.high)); }
#define EACHC(name, op) PAIR name(pair512 a, __m128i n) { return pair_of(op(a.low, n), op(a.high, n)); }
EACH1(pair_slli16, _mm256_slli_epi16) EACH1(pair_srai16, _mm256_srai_epi16)
EACH1(pair_slli32, _mm256_slli_epi32) EACH1(pair_srai32, _mm256_srai_epi32)
EACHC(pair_sll16, _mm256_sll_epi16) EACHC(pair_sra16, _mm256_sra_epi16)
EACH2(pair_add16, _mm256_add_epi16) EACH2(pair_adds16, _mm256_adds_epi16) EACH2(pair_sub16, _mm256_sub_epi16)
EACH2(pair_add32, _mm256_add_epi32) EACH2(pair_sub32, _mm256_sub_epi32)

#define __m512i pair512
#define _mm512_load_si512(p) pair_load(p)
#define _mm512_loadu_si512(p) pair_load(p)
#define _mm512_store_si512(p, v) pair_store(p, v)
#define _mm512_storeu_si512(p, v) pair_store(p, v)
#define _mm512_setzero_si512() pair_of(_mm256_setzero_si256(), _mm256_setzero_si256())
#define _mm512_set1_epi16(v) pair_of(_mm256_set1_epi16(v), _mm256_set1_epi16(v))
#define _mm512_set1_epi32(v) pair_of(_mm256_set1_epi32(v), _mm256_set1_epi32(v))
#define _mm512_add_epi16(a, b) pair_add16(a, b)
#define _mm512_adds_epi16(a, b) pair_adds16(a, b)
#define _mm512_sub_epi16(a, b) pair_sub16(a, b)
#define _mm512_add_epi32(a, b) pair_add32(a, b)
#define _mm512_sub_epi32(a, b) pair_sub32(a, b)
#define _mm512_slli_epi16(a, n) pair_slli16(a, n)
#define _mm512_srai_epi16(a, n) pair_srai16(a, n)
#define _mm512_slli_epi32(a, n) pair_slli32(a, n)
#define _mm512_srai_epi32(a, n) pair_srai32(a, n)
#define _mm512_sll_epi16(a, n) pair_sll16(a, n)
#define _mm512_sra_epi16(a, n) pair_sra16(a, n)
#define _mm512_cvtepi16_epi32(v) pair_widen16(v)
#define _mm512_cvtepi8_epi16(v) pair_widen8(v)
#define _mm512_cvtepi8_epi32(v) pair_widen8to32(v)
#define _mm512_castsi512_si256(v) ((v).low)
#define _mm512_extracti64x4_epi64(v, half) ((half) ? (v).high : (v).low)
// Stand alone on the right of a declaration: what follows the bits declares the vector. The compiler compares once.
#define _mm512_cmpge_epi16_mask(x, t) pair_bits16(pair_ge16(x, t)); const pair512 pair_last = pair_ge16(x, t)
#define _mm512_cmpge_epi32_mask(x, t) pair_bits32(pair_ge32(x, t)); const pair512 pair_last = pair_ge32(x, t)
#define _mm512_maskz_mov_epi16(bits, x) pair_clear(pair_last, x)
#define _mm512_maskz_mov_epi32(bits, x) pair_clear(pair_last, x)
