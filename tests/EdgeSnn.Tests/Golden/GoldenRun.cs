using System.IO.Hashing;
using System.Runtime.InteropServices;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Tests.Golden;

/// <summary>Runs samples through encoder, network and decoder as the device does, and records everything.</summary>
internal static class GoldenRun
{
    /// <summary>Runs a stimulus in chunks of a given length.</summary>
    /// <param name="stages">Encoder, network and decoder of one blueprint, at rest.</param>
    /// <param name="stimulus">Samples as the encoder takes them, and their hash.</param>
    /// <param name="nextChunk">Gives the length of the next chunk, at least 1 [samples].</param>
    public static GoldenTrace Trace<TSample>(
        (IEncoder<TSample> Encoder, Network Network, IDecoder Decoder) stages, (TSample[] Samples, ulong Hash) stimulus, Func<int> nextChunk)
        where TSample : unmanaged
    {
        var (network, model) = (stages.Network, stages.Network.Model);
        var pipeline = new Pipeline<TSample>(stages.Encoder, network, stages.Decoder);
        var (raster, potentials) = (new XxHash64(), new XxHash64());
        var decisions = new List<string>();
        for (ReadOnlySpan<TSample> rest = stimulus.Samples; !rest.IsEmpty;)
        {
            var chunk = rest[..Math.Min(nextChunk(), rest.Length)];
            rest = rest[chunk.Length..];
            while (!chunk.IsEmpty)
            {
                chunk = chunk[pipeline.Advance(chunk, out var result)..];
                if (!result.TickComplete)
                    continue;
                Append(raster, potentials, network);
                if (result.Fired)
                    decisions.Add($"{model.Labels[result.Decision.Class]} at tick {result.Decision.Tick}, confidence {result.Decision.Confidence}");
            }
        }
        return new(
            model.Name, Hex(stimulus.Hash), network.Tick,
            network.Counters.Spikes.ToArray(), Hex(raster.GetCurrentHashAsUInt64()), Hex(potentials.GetCurrentHashAsUInt64()),
            [.. decisions], model.Labels[stages.Decoder.Verdict.Class]);
    }

    private static void Append(XxHash64 raster, XxHash64 potentials, Network network)
    {
        for (var population = 0; population < network.Model.Populations.Length; population++)
        {
            var spikes = network.Spikes(population).Neurons;
            raster.Append(BitConverter.GetBytes(spikes.Length));
            raster.Append(MemoryMarshal.AsBytes(spikes));
        }
        potentials.Append(MemoryMarshal.AsBytes<Potential>(network.Potentials(network.Model.Decoder.Population)));
    }

    private static string Hex(ulong hash) => $"{hash:x16}";
}
