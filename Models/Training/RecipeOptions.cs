namespace EdgeSnn.Training;

/// <summary>What the command line may change of a recipe.</summary>
public sealed record RecipeOptions
{
    public string Data { get; init; } = "../shared/data/audio";

    public string Voices { get; init; } = "artifacts/voices";

    public string Out { get; init; } = "artifacts/networks";

    public int Seed { get; init; } = 1;

    public int Epochs { get; init; } = 60;

    public int Hidden1 { get; init; } = 256;

    public int Hidden2 { get; init; } = 192;

    /// <summary>Rows of synthetic commands per epoch.</summary>
    public int VoiceRows { get; init; } = 600;

    public float StreamShare { get; init; } = 0.4f;

    /// <summary>A checkpoint to score and export instead of training.</summary>
    public string Floats { get; init; } = "";

    /// <summary>A checkpoint to train further.</summary>
    public string Start { get; init; } = "";

    public float LearningRate { get; init; } = 5e-3f;

    public int[] Delays1 { get; init; } = [0, 2, 4, 6, 8];

    public int[] Delays2 { get; init; } = [0, 3, 6, 9, 12];

    public int[] Delays3 { get; init; } = [0];

    /// <summary>Checkpoints of networks to learn from.</summary>
    public string[] Teachers { get; init; } = [];

    public int Lag { get; init; } = 40;

    public int Window { get; init; } = 30;

    public float Dropout { get; init; } = 0.12f;

    /// <summary>Non-zero synapses of the two hidden projections together.</summary>
    public int Synapses { get; init; } = 37500;

    /// <summary>Name of the result's files; empty for the recipe's own.</summary>
    public string Name { get; init; } = "";

    public bool IsDense { get; init; }

    /// <summary>Hold out every eighth speaker and report accuracy on them.</summary>
    public bool HasDev { get; init; }

    /// <summary>Digits only: leave this speaker out and score him.</summary>
    public string? LeaveOut { get; init; }
}
