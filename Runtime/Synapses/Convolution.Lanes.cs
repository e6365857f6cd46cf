using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// How a run of weights is added to a run of sums: by the scalar code or by its vector twins. A run that is no whole number
/// of vectors ends in a masked one, which adds 0 beyond it; sums and weights have room for one vector more than they hold.
/// </summary>
internal sealed partial class Convolution<TWeight>
{
    private interface IRuns
    {
        /// <summary>The first sum, of at least so many.</summary>
        static abstract ref int First(SumGroup sums, int count);

        /// <summary>Adds a run of weights; both runs lie inside their arrays.</summary>
        static abstract void Add(ref int sums, nuint post, ref TWeight weights, nuint weight, nuint length);
    }

    private readonly struct ScalarRuns<TSum> : IRuns where TSum : unmanaged, ISum<TSum>
    {
        public static ref int First(SumGroup sums, int count) => ref Unsafe.As<TSum, int>(ref sums.First<TSum>(count));

        public static void Add(ref int sums, nuint post, ref TWeight weights, nuint weight, nuint length)
        {
            ref var first = ref Unsafe.Add(ref Unsafe.As<int, TSum>(ref sums), post);
            ref var taps = ref Unsafe.Add(ref weights, weight);
            for (nuint index = 0; index < length; index++)
                TSum.Add(ref Unsafe.Add(ref first, index), TWeight.Widen(Unsafe.Add(ref taps, index)));
        }
    }

    private readonly struct Runs<TLanes> : IRuns where TLanes : struct, ILanes<TLanes>
    {
        // The first n of 16 lanes are those from 16 - n on.
        private static ReadOnlySpan<int> Masks =>
        [
            -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        ];

        public static ref int First(SumGroup sums, int count) => ref Unsafe.As<Sum32, int>(ref sums.First<Sum32>(count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(ref int sums, nuint post, ref TWeight weights, nuint weight, nuint length)
        {
            var lanes = (nuint)TLanes.Count;
            var end = post + length;
            for (; post + lanes <= end; post += lanes, weight += lanes)
                TLanes.Store(TLanes.Load(ref sums, post) + TWeight.Load<TLanes>(ref weights, weight), ref sums, post);
            if (post == end) return;
            var mask = TLanes.Load(ref MemoryMarshal.GetReference(Masks), (nuint)Masks.Length / 2 - (end - post));
            TLanes.Store(TLanes.Load(ref sums, post) + (TWeight.Load<TLanes>(ref weights, weight) & mask), ref sums, post);
        }
    }

    private readonly struct ShortRuns<TLanes> : IRuns where TLanes : struct, IShortLanes<TLanes>
    {
        // The first n of 32 lanes are those from 32 - n on.
        private static ReadOnlySpan<short> Masks =>
        [
            -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        ];

        public static ref int First(SumGroup sums, int count) => ref Unsafe.As<Sum16, int>(ref sums.First<Sum16>(count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(ref int sums, nuint post, ref TWeight weights, nuint weight, nuint length)
        {
            ref var first = ref Unsafe.As<int, short>(ref sums);
            var lanes = (nuint)TLanes.Count;
            var end = post + length;
            for (; post + lanes <= end; post += lanes, weight += lanes)
                TLanes.Store(TLanes.Load(ref first, post) + TWeight.LoadShort<TLanes>(ref weights, weight), ref first, post);
            if (post == end) return;
            var mask = TLanes.Load(ref MemoryMarshal.GetReference(Masks), (nuint)Masks.Length / 2 - (end - post));
            TLanes.Store(TLanes.Load(ref first, post) + (TWeight.LoadShort<TLanes>(ref weights, weight) & mask), ref first, post);
        }
    }
}
