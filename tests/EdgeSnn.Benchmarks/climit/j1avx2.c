// Job J1 as one would write it by hand for AVX2: dense int8 rows, sums of 128 neurons at a time in eight registers, spikes from
// the masks of the comparison. MODE 32: exact 32-bit state, Q8, the job's gold to the bit; MODE 16: 16-bit state, Q5.
// Runs in a folder that holds J1; prints a RESULT line with the median CPU seconds of 31 runs.
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TICKS = 10000, SIZE = 256, OUTPUTS = 12, RUNS = 31 };
#if MODE == 16
typedef int16_t state;
enum { FRACTION = 5 };
#else
typedef int32_t state;
enum { FRACTION = 8 };
#endif

static double cpu(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void *room(size_t bytes) {
  void *p = aligned_alloc(64, (bytes + 127) & ~(size_t)63);
  memset(p, 0, (bytes + 127) & ~(size_t)63);
  return p;
}

static void *load(const char *name) {
  char path[64];
  snprintf(path, sizeof path, "J1/%s", name);
  FILE *file = fopen(path, "rb");
  if (!file) { perror(path); exit(1); }
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  void *p = room(size);
  if (fread(p, 1, size, file) != (size_t)size) exit(1);
  fclose(file);
  return p;
}

static int8_t *rows(const char *name, int pre, int width) {
  char file[32];
  snprintf(file, sizeof file, "%s_ptr.i32", name);
  int32_t *starts = load(file);
  snprintf(file, sizeof file, "%s_idx.i32", name);
  int32_t *post = load(file);
  snprintf(file, sizeof file, "%s_w.i8", name);
  int8_t *weights = load(file), *dense = room((size_t)pre * width);
  for (int i = 0; i < pre; i++)
    for (int q = starts[i]; q < starts[i + 1]; q++) dense[i * width + post[q]] = weights[q];
  return dense;
}

#define INLINE static inline __attribute__((always_inline))

INLINE void add(__m256i *sum, const int8_t *weights, const uint16_t *spikes, int count) {
  for (int s = 0; s < count; s++) {
    const int8_t *row = weights + spikes[s] * SIZE;
    for (int q = 0; q < 8; q++) sum[q] = _mm256_add_epi16(sum[q], _mm256_cvtepi8_epi16(_mm_load_si128((const __m128i *)row + q)));
  }
}

INLINE int fire(uint32_t mask, int first, uint16_t *spikes, int count) {
  for (; mask; mask &= mask - 1) spikes[count++] = first + __builtin_ctz(mask);
  return count;
}

// 32 neurons at a time.
INLINE int update(state *v, const __m256i *sum, int threshold, int first, uint16_t *spikes, int count) {
  for (int q = 0; q < 8; q += 2) {
    int base = first + q * 16;
    uint32_t mask = 0;
#if MODE == 16
    __m256i limit = _mm256_set1_epi16((threshold << FRACTION) - 1), hot[2];
    for (int h = 0; h < 2; h++) {
      __m256i *at = (__m256i *)(v + base + h * 16), x = _mm256_load_si256(at);
      x = _mm256_adds_epi16(_mm256_sub_epi16(x, _mm256_srai_epi16(x, 4)), _mm256_slli_epi16(sum[q + h], FRACTION));
      hot[h] = _mm256_cmpgt_epi16(x, limit);
      _mm256_store_si256(at, _mm256_andnot_si256(hot[h], x));
    }
    mask = _mm256_movemask_epi8(_mm256_permute4x64_epi64(_mm256_packs_epi16(hot[0], hot[1]), 0xD8));
#else
    __m256i limit = _mm256_set1_epi32((threshold << FRACTION) - 1);
    for (int h = 0; h < 4; h++) {
      __m128i half = h & 1 ? _mm256_extracti128_si256(sum[q + h / 2], 1) : _mm256_castsi256_si128(sum[q + h / 2]);
      __m256i *at = (__m256i *)(v + base + h * 8), x = _mm256_load_si256(at);
      x = _mm256_add_epi32(_mm256_sub_epi32(x, _mm256_srai_epi32(x, 4)), _mm256_slli_epi32(_mm256_cvtepi16_epi32(half), FRACTION));
      __m256i hot = _mm256_cmpgt_epi32(x, limit);
      _mm256_store_si256(at, _mm256_andnot_si256(hot, x));
      mask |= (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(hot)) << (8 * h);
    }
#endif
    count = fire(mask, base, spikes, count);
  }
  return count;
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

int main(void) {
  int8_t *w0 = rows("c0", 64, SIZE), *w1 = rows("c1", SIZE, SIZE), *w2 = rows("c2", SIZE, SIZE), *w3 = rows("c3", SIZE, 16);
  int32_t *starts = load("in_ptr.i32"), *given = load("in_idx.i32");
  uint16_t *input = room(2 * starts[TICKS]);
  for (int i = 0; i < starts[TICKS]; i++) input[i] = given[i];
  int threshold[2];
  FILE *file = fopen("J1/thetas.txt", "r");
  if (!file || fscanf(file, "%d %d", threshold, threshold + 1) != 2) return 1;
  state *v = room(2 * SIZE * sizeof(state));
  int32_t out[16] __attribute__((aligned(32)));
  double times[RUNS];
  long total[2] = { 0, 0 };
  for (int run = 0; run < RUNS; run++) {
    memset(v, 0, 2 * SIZE * sizeof(state));
    memset(out, 0, sizeof out);
    total[0] = total[1] = 0;
    uint16_t first[SIZE], second[2][SIZE];
    int n1 = 0, n2 = 0, now = 0;
    double start = cpu();
    for (int t = 0; t < TICKS; t++) {
      n1 = 0;
      for (int half = 0; half < SIZE; half += SIZE / 2) {
        __m256i sum[8];
        for (int q = 0; q < 8; q++) sum[q] = _mm256_setzero_si256();
        add(sum, w0 + half, input + starts[t], starts[t + 1] - starts[t]);
        n1 = update(v, sum, threshold[0], half, first, n1);
      }
      int before = n2;
      n2 = 0;
      for (int half = 0; half < SIZE; half += SIZE / 2) {
        __m256i sum[8];
        for (int q = 0; q < 8; q++) sum[q] = _mm256_setzero_si256();
        add(sum, w2 + half, second[now], before);
        add(sum, w1 + half, first, n1);
        n2 = update(v + SIZE, sum, threshold[1], half, second[1 - now], n2);
      }
      now = 1 - now;
      __m256i low = _mm256_setzero_si256(), high = low, *o = (__m256i *)out;
      for (int s = 0; s < n2; s++) {
        __m128i row = _mm_load_si128((const __m128i *)(w3 + second[now][s] * 16));
        low = _mm256_add_epi32(low, _mm256_cvtepi8_epi32(row));
        high = _mm256_add_epi32(high, _mm256_cvtepi8_epi32(_mm_srli_si128(row, 8)));
      }
      o[0] = _mm256_add_epi32(_mm256_sub_epi32(o[0], _mm256_srai_epi32(o[0], 5)), _mm256_slli_epi32(low, 8));
      o[1] = _mm256_add_epi32(_mm256_sub_epi32(o[1], _mm256_srai_epi32(o[1], 5)), _mm256_slli_epi32(high, 8));
      total[0] += n1;
      total[1] += n2;
    }
    times[run] = cpu() - start;
  }
  qsort(times, RUNS, sizeof *times, compare);
  printf("RESULT j1avx2-%d J1 wall_med=0 cpu_med=%.6f spikes=%ld/%ld out:", MODE, times[RUNS / 2], total[0], total[1]);
  for (int i = 0; i < OUTPUTS; i++) printf(" %d", out[i]);
  puts("");
}
