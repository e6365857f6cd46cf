using System.Buffers.Binary;

namespace EdgeSnn.Sensors.Audio;

/// <summary>One way to store a sample; every implementation widens to Q0.31, so that channels mix without loss.</summary>
internal interface ISampleFormat
{
    /// <summary>Size of one stored sample [bytes].</summary>
    static abstract int Bytes { get; }

    /// <summary>Reads one sample, Q0.31: [-2^31, 2^31).</summary>
    static abstract long Read(ReadOnlySpan<byte> bytes);
}

/// <summary>Unsigned 8-bit, 128 is silence.</summary>
internal readonly struct Unsigned8 : ISampleFormat
{
    public static int Bytes => 1;

    public static long Read(ReadOnlySpan<byte> bytes) => (bytes[0] - 128L) << 24;
}

/// <summary>Signed 16-bit.</summary>
internal readonly struct Signed16 : ISampleFormat
{
    public static int Bytes => 2;

    public static long Read(ReadOnlySpan<byte> bytes) => (long)BinaryPrimitives.ReadInt16LittleEndian(bytes) << 16;
}

/// <summary>Signed 24-bit in three bytes.</summary>
internal readonly struct Signed24 : ISampleFormat
{
    public static int Bytes => 3;

    public static long Read(ReadOnlySpan<byte> bytes) => (bytes[0] << 8) | (bytes[1] << 16) | (bytes[2] << 24);
}

/// <summary>Signed 32-bit.</summary>
internal readonly struct Signed32 : ISampleFormat
{
    public static int Bytes => 4;

    public static long Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);
}

/// <summary>IEEE single precision, clipped to [-1, 1); not-a-number and infinities are silence.</summary>
internal readonly struct Float32 : ISampleFormat
{
    public static int Bytes => 4;

    public static long Read(ReadOnlySpan<byte> bytes) => Float64.ToFixed(BinaryPrimitives.ReadSingleLittleEndian(bytes));
}

/// <summary>IEEE double precision, clipped to [-1, 1); not-a-number and infinities are silence.</summary>
internal readonly struct Float64 : ISampleFormat
{
    private const double One = 2147483648.0; // 2^31

    public static int Bytes => 8;

    public static long Read(ReadOnlySpan<byte> bytes) => ToFixed(BinaryPrimitives.ReadDoubleLittleEndian(bytes));

    // Scaling by a power of two is exact and Math.Round is IEEE's, so every machine gives the same integer.
    public static long ToFixed(double value)
        => double.IsFinite(value) ? Math.Min((long)Math.Round(Math.Clamp(value, -1.0, 1.0) * One), int.MaxValue) : 0;
}
