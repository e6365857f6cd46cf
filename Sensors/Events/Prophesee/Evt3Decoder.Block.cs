namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>Block kernel of EVT3.</summary>
internal sealed partial class Evt3Decoder
{
    private const int BlockWords = 32;

    private static bool TryDecodeBlock(ReadOnlySpan<ushort> words, Span<ulong> target, ref int count, ref long latest) => false;
}
