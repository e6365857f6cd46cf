using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Models.Import.Check;

/// <summary>
/// A network that is stepped spike by spike and classifies each sample: in double precision (<see cref="ReferenceRun"/>) or as
/// on the device (<see cref="FixedPointRun"/>). Owned by one thread.
/// </summary>
public abstract class SpikeRun : IDisposable
{
    private readonly IDecoder _decoder;
    private long _tick;

    /// <summary>Takes the decoder that judges each sample.</summary>
    /// <param name="decoder">The network's own.</param>
    private protected SpikeRun(IDecoder decoder) => _decoder = decoder;

    /// <summary>Values that saturated since construction; always 0 in double precision.</summary>
    public abstract long Saturations { get; }

    /// <summary>Class of everything seen since the last reset, or -1.</summary>
    public int Verdict => _decoder.Verdict.Class;

    /// <summary>Spikes of a population in the last tick, ascending, one that fired n times n times; valid until the next step.</summary>
    /// <param name="population">Index of the population.</param>
    public abstract ReadOnlySpan<int> Spikes(int population);

    /// <summary>One tick.</summary>
    /// <param name="input">Neurons of the input that spike, ascending; one that spikes n times stands n times.</param>
    public void Step(ReadOnlySpan<int> input)
    {
        Advance(input);
        Decode(_decoder, _tick++);
    }

    /// <summary>Back to rest, for the next sample.</summary>
    public void Reset()
    {
        _decoder.Reset();
        _tick = 0;
        Rest();
    }

    /// <summary>Ends the run.</summary>
    public void Dispose()
    {
        End();
        GC.SuppressFinalize(this);
    }

    private protected virtual void End()
    {
    }

    private protected abstract void Advance(ReadOnlySpan<int> input);

    private protected abstract void Decode(IDecoder decoder, long tick);

    private protected abstract void Rest();
}
