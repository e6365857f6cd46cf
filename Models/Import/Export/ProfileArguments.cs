using System.Globalization;
using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Export;

/// <summary>
/// What NIR leaves to a profile, as options of <c>edgesnn import</c>: a profile holds for all populations, so they must agree.
/// </summary>
internal sealed class ProfileArguments(ReferenceModel model, double dt, ExportLosses losses)
{
    private readonly ReferencePopulation[] _firing =
        [.. model.Populations.Where(p => p.Threshold.Length > 0 && p.Reset != ResetMode.None)];

    /// <summary>The options, in order.</summary>
    /// <param name="hasLateBias">True when a recurrent bias acts from the second tick on.</param>
    public IReadOnlyList<string> List(bool hasLateBias)
    {
        List<string> arguments = ["--from", ImportProfiles.SnnTorch.Name, "--dt", Text(dt)];
        if (Math.Abs((dt * 1e6) - model.TickMicroseconds) > 1e-6 * model.TickMicroseconds)
            arguments.AddRange(["--time-unit", "steps", "--tick-us", Text(model.TickMicroseconds)]);
        foreach (var other in model.Populations.Where(p => p.Floor.Length > 0 && p.Threshold.Length == 0))
            losses.Lose($"population \"{other.Name}\"", "its floor", "none: a profile has floors for neurons that fire only");
        AddReset(arguments);
        AddFloor(arguments, "--floor", [.. model.Populations.Where(p => p.Kind == NeuronKind.IntegrateAndFire && !ConstantSources.Contains(p))]);
        AddFloor(arguments, "--leaky-floor", [.. _firing.Where(p => p.Kind != NeuronKind.IntegrateAndFire)]);
        // Several spikes per tick always begin at the threshold, whatever the profile says.
        if (model.Populations.Any(p => p.Threshold.Length > 0 && !p.FiresAboveThreshold && p.MaxSpikesPerTick == 1))
            arguments.Add("--fire-at-threshold");
        if (hasLateBias)
            arguments.AddRange(["--recurrent-bias", "second-tick"]);
        if (model.Populations[0].MaxSpikesPerTick > 1)
            arguments.AddRange(["--input-spikes", Text(model.Populations[0].MaxSpikesPerTick)]);
        AddSurroundings(arguments);
        return arguments;
    }

    private void AddReset(List<string> arguments)
    {
        if (_firing.Length == 0)
            return;
        var reset = _firing[0].Reset;
        foreach (var other in _firing.Where(p => p.Reset != reset))
            losses.Lose($"population \"{other.Name}\"", $"its reset, {other.Reset}", $"{reset} as in \"{_firing[0].Name}\"");
        if (reset != ResetMode.ToValue)
            arguments.AddRange(["--reset", reset == ResetMode.BySubtraction ? "subtract" : "late-subtract"]);
        if (reset != ResetMode.BySubtraction)
            return;
        var most = _firing[0].MaxSpikesPerTick;
        foreach (var other in _firing.Where(p => p.MaxSpikesPerTick != most))
            losses.Lose($"population \"{other.Name}\"", $"up to {other.MaxSpikesPerTick} spikes per tick", $"{most} as in \"{_firing[0].Name}\"");
        if (most > 1)
            arguments.AddRange(["--max-spikes", Text(most)]);
    }

    private void AddFloor(List<string> arguments, string option, ReferencePopulation[] populations)
    {
        var floors = populations.Select(FloorInThresholds).Distinct().ToArray();
        if (floors is [] or [null])
            return;
        if (floors is [{ } floor] && double.IsFinite(floor))
            arguments.AddRange([option, Text(floor)]);
        else
            losses.Lose($"floors for {option}", "several", "the same number of thresholds everywhere");
    }

    /// <summary>Populations that stand for biases and are no neurons of the file.</summary>
    public required IReadOnlyCollection<ReferencePopulation> ConstantSources { get; init; }

    // Null for none, infinite for neurons that differ.
    private static double? FloorInThresholds(ReferencePopulation population)
    {
        if (population.Floor.Length == 0)
            return null;
        var ratios = Enumerable.Range(0, population.Size)
            .Select(neuron => At(population.Floor, neuron) / At(population.Threshold, neuron)).Distinct().ToArray();
        return ratios is [var only] ? only : double.NegativeInfinity;
    }

    private void AddSurroundings(List<string> arguments)
    {
        var parameters = string.Join(",", model.Encoder.Parameters.Select(p => $"{p.Name}={Text(p.Value)}"));
        arguments.AddRange(["--encoder", parameters.Length == 0 ? model.Encoder.Name : $"{model.Encoder.Name}:{parameters}"]);
        if (Array.Exists(model.Labels, label => label.Contains(',', StringComparison.Ordinal) || label.StartsWith('@') || label != label.Trim()))
            losses.Note("labels: not in the import line, for they hold commas or begin with @");
        else
            arguments.AddRange(["--labels", string.Join(",", model.Labels)]);
        losses.Note($"decoder: its rule is not in the file; an import decides by {(model.Populations[model.Decoder.Population].Threshold.Length > 0 ? "spike count" : "highest potential")} over 100 ticks");
    }

    private static double At(double[] values, int neuron) => values[values.Length == 1 ? 0 : neuron];

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
