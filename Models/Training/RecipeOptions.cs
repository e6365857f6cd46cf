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

    public bool IsDense { get; init; }

    /// <summary>Hold out every eighth speaker and report accuracy on them.</summary>
    public bool HasDev { get; init; }

    /// <summary>Digits only: leave this speaker out and score him.</summary>
    public string? LeaveOut { get; init; }
}
