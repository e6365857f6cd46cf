using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// Vector twin of the bank: one band per 64-bit lane, the value in the low 32 bits. Multiplications read only the low
/// half of a lane (vpmuldq, smull), so a logical shift serves and the high half may hold anything.
/// </summary>
internal sealed partial class FilterBank
{
    private static bool IsVectorSupported => Avx2.IsSupported || AdvSimd.Arm64.IsSupported;

    private void FilterVector(ReadOnlySpan<int> differences)
    {
        if (Avx512F.IsSupported)
        {
            for (var band = 0; band < _bands; band += 8)
                Filter512(differences, band);
        }
        else if (Avx2.IsSupported)
        {
            for (var band = 0; band < _bands; band += 4)
                Filter256(differences, band);
        }
        else
        {
            for (var band = 0; band < _bands; band += 2)
                Filter128(differences, band);
        }
    }

    private void Filter512(ReadOnlySpan<int> differences, int band)
    {
        var b = Load512(_b, band);
        var a1 = Load512(_a1, band);
        var a2 = Load512(_a2, band);
        var p1 = Load512(_first1, band);
        var p2 = Load512(_first2, band);
        var q1 = Load512(_second1, band);
        var q2 = Load512(_second2, band);
        var sum = Vector512.Create<long>(_sums.AsSpan(band));
        var low = Vector512.Create(0xFFFFFFFFL);
        for (var n = 0; n < differences.Length; n++)
        {
            var d = Vector512.Create(differences[n]);
            var p = Round512(Avx512F.Multiply(b, d) - Avx512F.Multiply(a1, p1) - Avx512F.Multiply(a2, p2));
            var q = Round512(Avx512F.Multiply(b, p - p2) - Avx512F.Multiply(a1, q1) - Avx512F.Multiply(a2, q2));
            p2 = p1;
            p1 = p;
            q2 = q1;
            q1 = q;
            sum += Vector512.Abs(q).AsInt64() & low;
        }

        Store512(p1, _first1, band);
        Store512(p2, _first2, band);
        Store512(q1, _second1, band);
        Store512(q2, _second2, band);
        sum.CopyTo(_sums.AsSpan(band));
    }

    private static Vector512<int> Load512(int[] values, int band) =>
        Avx512F.ConvertToVector512Int64(Vector256.Create<int>(values.AsSpan(band))).AsInt32();

    private static void Store512(Vector512<int> value, int[] values, int band) =>
        Avx512F.ConvertToVector256Int32(value.AsInt64()).CopyTo(values.AsSpan(band));

    private static Vector512<int> Round512(Vector512<long> accumulator)
    {
        var bias = Vector512.ShiftRightLogical(Vector512.ShiftRightArithmetic(accumulator, 63), 64 - FilterBankDesign.FractionBits);
        return Vector512.ShiftRightLogical(accumulator + bias, FilterBankDesign.FractionBits).AsInt32();
    }

    private void Filter256(ReadOnlySpan<int> differences, int band)
    {
        var b = Load256(_b, band);
        var a1 = Load256(_a1, band);
        var a2 = Load256(_a2, band);
        var p1 = Load256(_first1, band);
        var p2 = Load256(_first2, band);
        var q1 = Load256(_second1, band);
        var q2 = Load256(_second2, band);
        var sum = Vector256.Create<long>(_sums.AsSpan(band));
        var low = Vector256.Create(0xFFFFFFFFL);
        for (var n = 0; n < differences.Length; n++)
        {
            var d = Vector256.Create(differences[n]);
            var p = Round256(Avx2.Multiply(b, d) - Avx2.Multiply(a1, p1) - Avx2.Multiply(a2, p2));
            var q = Round256(Avx2.Multiply(b, p - p2) - Avx2.Multiply(a1, q1) - Avx2.Multiply(a2, q2));
            p2 = p1;
            p1 = p;
            q2 = q1;
            q1 = q;
            sum += Vector256.Abs(q).AsInt64() & low;
        }

        Store256(p1, _first1, band);
        Store256(p2, _first2, band);
        Store256(q1, _second1, band);
        Store256(q2, _second2, band);
        sum.CopyTo(_sums.AsSpan(band));
    }

    private static Vector256<int> Load256(int[] values, int band) =>
        Avx2.ConvertToVector256Int64(Vector128.Create<int>(values.AsSpan(band))).AsInt32();

    private static void Store256(Vector256<int> value, int[] values, int band)
    {
        for (var lane = 0; lane < 4; lane++)
            values[band + lane] = value.GetElement(2 * lane);
    }

    private static Vector256<int> Round256(Vector256<long> accumulator)
    {
        // AVX2 has no 64-bit arithmetic shift: the comparison gives the sign mask.
        var bias = Vector256.ShiftRightLogical(Vector256.LessThan(accumulator, Vector256<long>.Zero), 64 - FilterBankDesign.FractionBits);
        return Vector256.ShiftRightLogical(accumulator + bias, FilterBankDesign.FractionBits).AsInt32();
    }

    private void Filter128(ReadOnlySpan<int> differences, int band)
    {
        var b = Vector64.Create(_b[band], _b[band + 1]);
        var a1 = Vector64.Create(_a1[band], _a1[band + 1]);
        var a2 = Vector64.Create(_a2[band], _a2[band + 1]);
        var p1 = Vector64.Create(_first1[band], _first1[band + 1]);
        var p2 = Vector64.Create(_first2[band], _first2[band + 1]);
        var q1 = Vector64.Create(_second1[band], _second1[band + 1]);
        var q2 = Vector64.Create(_second2[band], _second2[band + 1]);
        var sum = Vector128.Create<long>(_sums.AsSpan(band));
        for (var n = 0; n < differences.Length; n++)
        {
            var d = Vector64.Create(differences[n]);
            var p = Round128(AdvSimd.MultiplyWideningLower(b, d) - AdvSimd.MultiplyWideningLower(a1, p1) - AdvSimd.MultiplyWideningLower(a2, p2));
            var q = Round128(AdvSimd.MultiplyWideningLower(b, p - p2) - AdvSimd.MultiplyWideningLower(a1, q1) - AdvSimd.MultiplyWideningLower(a2, q2));
            p2 = p1;
            p1 = p;
            q2 = q1;
            q1 = q;
            sum = AdvSimd.AddWideningLower(sum, Vector64.Abs(q));
        }

        Store128(p1, _first1, band);
        Store128(p2, _first2, band);
        Store128(q1, _second1, band);
        Store128(q2, _second2, band);
        sum.CopyTo(_sums.AsSpan(band));
    }

    private static void Store128(Vector64<int> value, int[] values, int band)
    {
        values[band] = value.GetElement(0);
        values[band + 1] = value.GetElement(1);
    }

    private static Vector64<int> Round128(Vector128<long> accumulator)
    {
        var bias = Vector128.ShiftRightLogical(Vector128.ShiftRightArithmetic(accumulator, 63), 64 - FilterBankDesign.FractionBits);
        return AdvSimd.ExtractNarrowingLower(Vector128.ShiftRightLogical(accumulator + bias, FilterBankDesign.FractionBits));
    }
}
