using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Tests.Golden;

/// <summary>A bundled network on its golden stimulus, whatever it is that it perceives.</summary>
internal sealed class GoldenNetwork
{
    /// <summary>The network that is run; reset before every run.</summary>
    public required Network Network { get; init; }

    /// <summary>The repository's folder.</summary>
    public required string Root { get; init; }

    /// <summary>True for the scalar twin of the filter bank.</summary>
    public bool ForcesScalarEncoder { get; init; }

    /// <summary>Gives the length of the next chunk, at least 1 [samples].</summary>
    public Func<int> NextChunk { get; init; } = () => 160;

    /// <summary>Runs the stimulus so many times through the same stages, with a reset between; gives every trace.</summary>
    public GoldenTrace[] Run(int times = 1)
    {
        var model = Network.Model;
        return model.Encoder.Name == EventGridOptions.EncoderName
            ? Run(EdgeSnn.Sensors.Catalog.CreateEventEncoder(model.Encoder), GoldenStimulus.Events(model), times)
            : Run(AudioEncoder(model), GoldenStimulus.Audio(model, Root), times);
    }

    private GoldenTrace[] Run<TSample>(IEncoder<TSample> encoder, (TSample[] Samples, ulong Hash) stimulus, int times)
        where TSample : unmanaged
    {
        var decoder = EdgeSnn.Runtime.Catalog.CreateDecoder(Network.Model);
        var traces = new GoldenTrace[times];
        for (var run = 0; run < times; run++)
        {
            encoder.Reset();
            Network.Reset();
            decoder.Reset();
            traces[run] = GoldenRun.Trace((encoder, Network, decoder), stimulus, NextChunk);
        }

        return traces;
    }

    private IEncoder<short> AudioEncoder(NetworkModel model) => ForcesScalarEncoder && model.Encoder.Name == FilterBankOptions.EncoderName
        ? new FilterBankEncoder(FilterBankOptions.Read(model.Encoder), forceScalar: true)
        : EdgeSnn.Sensors.Catalog.CreateAudioEncoder(model.Encoder);
}
