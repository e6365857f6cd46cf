using EdgeSnn.Runtime;

namespace EdgeSnn.Training;

/// <summary>Everything one training run needs: what to train on, what network, and how.</summary>
public sealed record TrainingPlan
{
    public required string Name { get; init; }

    public required string[] Labels { get; init; }

    /// <summary>Classes that never trigger in a stream.</summary>
    public int[] QuietClasses { get; init; } = [];

    /// <summary>
    /// Added to the exported read-out's potentials, per class [natural log units]: what turns the class shares of the
    /// training rows into those the network is meant for. Empty for none.
    /// </summary>
    public float[] PriorShift { get; init; } = [];

    /// <summary>Origin and license, carried in the file.</summary>
    public string Description { get; init; } = "";

    public required IRowSource Source { get; init; }

    /// <summary>The encoder that the network ships with, the same that encoded the rows.</summary>
    public required EncoderModel Encoder { get; init; }

    public required int TickMicroseconds { get; init; }

    /// <summary>How the shipped network decides; the window is that of <see cref="Loss"/>.</summary>
    public TriggerOptions Trigger { get; init; } = new();

    public required NetworkShape Shape { get; init; }

    public required LossOptions Loss { get; init; }

    /// <summary>Share of synapses kept in the first, second and readout projection.</summary>
    public required (float First, float Second, float Readout) Kept { get; init; }

    public required int Epochs { get; init; }

    public int Seed { get; init; } = 1;

    public int BatchSize { get; init; } = 64;

    public float LearningRate { get; init; } = 5e-3f;

    public float WeightDecay { get; init; } = 1e-4f;

    public float Dropout { get; init; } = 0.12f;

    public float RateWeight { get; init; } = 100f;

    public float RateTarget { get; init; } = 0.03f;

    /// <summary>A trained network to train further, or null to begin afresh.</summary>
    public SpikingNetwork? Start { get; init; }

    public int RowsPerEpoch => Source.RowsPerEpoch;

    public int BatchesPerEpoch => RowsPerEpoch / BatchSize;
}
