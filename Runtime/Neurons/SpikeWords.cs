using System.Runtime.CompilerServices;

namespace EdgeSnn.Runtime.Neurons;

/// <summary>Who fires among some neurons: a bit each, 32 in a word.</summary>
[InlineArray(Count)]
internal struct SpikeWords
{
    /// <summary>Words: as many as one more word has bits, to tell which of them are not 0.</summary>
    public const int Count = 32;

    private uint _first;
}
