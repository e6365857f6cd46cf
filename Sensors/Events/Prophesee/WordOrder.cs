using System.Numerics;

namespace EdgeSnn.Sensors.Events.Prophesee;

/// <summary>
/// Tells whether the halves of EVT2.1's 64-bit words are swapped. Nothing is given out before the first TIME_HIGH, so the words
/// before it may be looked at: a TIME_HIGH with an empty other half decides at once, else the half whose types are legal.
/// </summary>
internal sealed class WordOrder
{
    private const int DecidingWords = 100;
    private const int DecidingLead = 8;
    private const uint TimeHigh = 0x8;

    private int _observed;
    private int _lead;
    private long _skippedPlain;
    private long _skippedSwapped;

    /// <summary>True once told.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Bits to rotate a word by, so that the type is in bits 63..60: 0, or 32 for swapped halves.</summary>
    public int Rotation { get; private set; }

    /// <summary>Takes the header's word for it: <c>little</c> or <c>legacy</c>; anything else tells nothing.</summary>
    public void TakeHeader(string endianness)
    {
        if (endianness is "little" or "legacy")
            Decide(endianness == "legacy");
    }

    /// <summary>Looks at one word, and decides when it can.</summary>
    public void Observe(ulong word)
    {
        var upper = (uint)(word >> 32);
        var lower = (uint)word;
        var isPlainTime = upper >> 28 == TimeHigh && lower == 0;
        var isSwappedTime = lower >> 28 == TimeHigh && upper == 0;
        if (isPlainTime || isSwappedTime)
        {
            Decide(isSwappedTime);
            return;
        }

        _lead += Score(upper) - Score(lower);
        if (Math.Abs(_lead) >= DecidingLead || ++_observed == DecidingWords)
        {
            Decide(_lead < 0);
            return;
        }

        _skippedPlain += upper >> 29 == 0 ? BitOperations.PopCount(lower) : 0;
        _skippedSwapped += lower >> 29 == 0 ? BitOperations.PopCount(upper) : 0;
    }

    /// <summary>Events of the words looked at before the order was known; 0 from the second call on.</summary>
    public long TakeSkipped()
    {
        var skipped = Rotation == 0 ? _skippedPlain : _skippedSwapped;
        _skippedPlain = _skippedSwapped = 0;
        return skipped;
    }

    // A row begins at a multiple of 32, so a pixel half says more for itself than a legal type does.
    private static int Score(uint half) => (half >> 28) switch
    {
        0x0 or 0x1 => half != 0 && (half >> 11 & 31) == 0 ? 2 : 0,
        TimeHigh => 1,
        0xA or 0xE or 0xF => 0,
        _ => -2,
    };

    private void Decide(bool isSwapped)
    {
        IsKnown = true;
        Rotation = isSwapped ? 32 : 0;
    }
}
