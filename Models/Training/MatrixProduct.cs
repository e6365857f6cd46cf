using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeSnn.Training;

/// <summary>Sizes of C[m x n] += A[m x k] B[k x n]; n a multiple of 16.</summary>
public readonly record struct MatrixShape(int M, int N, int K);

/// <summary>C += A B, row-major, blocked four rows by four vectors so that sixteen sums stay in registers.</summary>
public static class MatrixProduct
{
    private const int Lanes = 16;

    public static void AddTo(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, MatrixShape shape)
    {
        if (a.Length < shape.M * shape.K || b.Length < shape.K * shape.N || c.Length < shape.M * shape.N)
            throw new ArgumentException("A matrix is smaller than its shape.");
        var column = 0;
        for (; column + 4 * Lanes <= shape.N; column += 4 * Lanes)
        {
            var row = 0;
            for (; row + 4 <= shape.M; row += 4) Block4(a, b, c, shape, row, column);
            for (; row < shape.M; row++)
                for (var k = 0; k < 4; k++) Block1(a, b, c, shape, row, column + k * Lanes);
        }

        for (; column < shape.N; column += Lanes)
            for (var row = 0; row < shape.M; row++) Block1(a, b, c, shape, row, column);
    }

    private static void Block4(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, MatrixShape shape, int row, int column)
    {
        var (n, depth) = (shape.N, shape.K);
        ref var a0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), row * depth);
        ref var a1 = ref Unsafe.Add(ref a0, depth);
        ref var a2 = ref Unsafe.Add(ref a1, depth);
        ref var a3 = ref Unsafe.Add(ref a2, depth);
        ref var bk = ref Unsafe.Add(ref MemoryMarshal.GetReference(b), column);
        ref var c0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(c), row * n + column);
        ref var c1 = ref Unsafe.Add(ref c0, n);
        ref var c2 = ref Unsafe.Add(ref c1, n);
        ref var c3 = ref Unsafe.Add(ref c2, n);
        Vector512<float> s00 = Vector512.LoadUnsafe(ref c0), s01 = Vector512.LoadUnsafe(ref c0, 16), s02 = Vector512.LoadUnsafe(ref c0, 32), s03 = Vector512.LoadUnsafe(ref c0, 48);
        Vector512<float> s10 = Vector512.LoadUnsafe(ref c1), s11 = Vector512.LoadUnsafe(ref c1, 16), s12 = Vector512.LoadUnsafe(ref c1, 32), s13 = Vector512.LoadUnsafe(ref c1, 48);
        Vector512<float> s20 = Vector512.LoadUnsafe(ref c2), s21 = Vector512.LoadUnsafe(ref c2, 16), s22 = Vector512.LoadUnsafe(ref c2, 32), s23 = Vector512.LoadUnsafe(ref c2, 48);
        Vector512<float> s30 = Vector512.LoadUnsafe(ref c3), s31 = Vector512.LoadUnsafe(ref c3, 16), s32 = Vector512.LoadUnsafe(ref c3, 32), s33 = Vector512.LoadUnsafe(ref c3, 48);
        for (var k = 0; k < depth; k++)
        {
            var b0 = Vector512.LoadUnsafe(ref bk);
            var b1 = Vector512.LoadUnsafe(ref bk, 16);
            var b2 = Vector512.LoadUnsafe(ref bk, 32);
            var b3 = Vector512.LoadUnsafe(ref bk, 48);
            bk = ref Unsafe.Add(ref bk, n);
            var x = Vector512.Create(Unsafe.Add(ref a0, k));
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            s02 = Vector512.FusedMultiplyAdd(x, b2, s02);
            s03 = Vector512.FusedMultiplyAdd(x, b3, s03);
            x = Vector512.Create(Unsafe.Add(ref a1, k));
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            s12 = Vector512.FusedMultiplyAdd(x, b2, s12);
            s13 = Vector512.FusedMultiplyAdd(x, b3, s13);
            x = Vector512.Create(Unsafe.Add(ref a2, k));
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            s22 = Vector512.FusedMultiplyAdd(x, b2, s22);
            s23 = Vector512.FusedMultiplyAdd(x, b3, s23);
            x = Vector512.Create(Unsafe.Add(ref a3, k));
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
            s32 = Vector512.FusedMultiplyAdd(x, b2, s32);
            s33 = Vector512.FusedMultiplyAdd(x, b3, s33);
        }

        s00.StoreUnsafe(ref c0); s01.StoreUnsafe(ref c0, 16); s02.StoreUnsafe(ref c0, 32); s03.StoreUnsafe(ref c0, 48);
        s10.StoreUnsafe(ref c1); s11.StoreUnsafe(ref c1, 16); s12.StoreUnsafe(ref c1, 32); s13.StoreUnsafe(ref c1, 48);
        s20.StoreUnsafe(ref c2); s21.StoreUnsafe(ref c2, 16); s22.StoreUnsafe(ref c2, 32); s23.StoreUnsafe(ref c2, 48);
        s30.StoreUnsafe(ref c3); s31.StoreUnsafe(ref c3, 16); s32.StoreUnsafe(ref c3, 32); s33.StoreUnsafe(ref c3, 48);
    }

    private static void Block1(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, MatrixShape shape, int row, int column)
    {
        var sum = Vector512.Create<float>(c[(row * shape.N + column)..]);
        for (var k = 0; k < shape.K; k++)
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(a[row * shape.K + k]), Vector512.Create<float>(b[(k * shape.N + column)..]), sum);
        sum.CopyTo(c[(row * shape.N + column)..]);
    }
}
