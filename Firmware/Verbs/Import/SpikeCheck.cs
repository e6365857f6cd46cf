using EdgeSnn.Models.Import.Check;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>One run of <c>edgesnn check</c> over all samples.</summary>
internal sealed class SpikeCheck(CheckSettings settings, CheckedModel model, SpikeTensor input, ExpectedSpikes? expected, int watched)
{
    private readonly List<SpikeRaster> _rasters = [];

    /// <summary>Runs every sample and compares it.</summary>
    public CheckReport Run(CancellationToken stop)
    {
        using var run = model.Start();
        var late = expected is null ? (int?)null : settings.Late ?? model.Populations[watched].Population.RecordDelayTicks;
        var samples = new List<CheckSample>();
        var spikes = new long[model.Populations.Count];
        SpikeDifference? total = null;
        for (var sample = settings.Sample ?? 0; sample < (settings.Sample + 1 ?? input.Layout.Samples); sample++)
        {
            stop.ThrowIfCancellationRequested();
            var result = SampleRun.Of(run, First(Raster(settings.Input, input, sample)), model.Populations, watched);
            _rasters.Add(result.Raster);
            for (var p = 0; p < spikes.Length; p++)
                spikes[p] += result.Spikes[p];
            var difference = expected is null ? null
                : SpikeDifference.Compare(result.Raster, First(Raster(settings.Expect!, expected.Spikes, expected.SampleOf(sample)), late!.Value), late.Value);
            total = total is null || difference is null ? difference : total.Plus(difference);
            samples.Add(new(sample, result.Verdict < 0 ? null : model.Labels[result.Verdict], result.Raster.Spikes, difference));
        }

        return new()
        {
            Model = model.Name,
            Arithmetic = model.Network is null ? "double" : "fixed",
            Profile = model.Import?.Profile,
            Remarks = model.Import?.Remarks ?? [],
            Population = model.Populations[watched].Population.Node,
            Ticks = _rasters[0].Ticks.Count,
            Late = late,
            Samples = samples,
            Difference = total,
            Spikes = [.. model.Populations.Select((one, index) => new CheckSpikes(one.Population.Node, spikes[index]))],
            Saturations = run.Saturations,
            IsEqual = total is null ? null : total.Differing <= settings.Allow,
        };
    }

    /// <summary>Writes the spikes of the population watched.</summary>
    public void Save(Stream stream) => SpikeArrayWriter.Write(stream, _rasters, model.Populations[watched].Population.NirShape);

    private SpikeRaster First(SpikeRaster raster, int more = 0)
        => settings.Ticks is { } ticks ? raster with { Ticks = [.. raster.Ticks.Take(Math.Max(0, ticks + more))] } : raster;

    private static SpikeRaster Raster(string path, SpikeTensor tensor, int sample)
    {
        try
        {
            return tensor.Raster(sample);
        }
        catch (ModelFormatException error)
        {
            throw new BadFileException($"{path}: {OneLine.Of(error)}", error);
        }
    }
}
