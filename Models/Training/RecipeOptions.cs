namespace EdgeSnn.Training;

/// <summary>What the command line may change of a recipe; everything else is the recipe's own.</summary>
public sealed record RecipeOptions
{
    /// <summary>Folder with <c>speech-commands</c>, <c>fsdd</c> and <c>background</c>.</summary>
    public string Data { get; init; } = "../shared/data/audio";

    /// <summary>Folder filled by <c>voices.sh</c>; without it a network is trained on recordings alone.</summary>
    public string Voices { get; init; } = "artifacts/voices";

    /// <summary>Where the network, its checkpoint and its learning curve go.</summary>
    public string Out { get; init; } = "artifacts/networks";

    public int Seed { get; init; } = 1;

    /// <summary>Epochs of every phase instead of the recipe's, for trying something out.</summary>
    public int? Epochs { get; init; }

    /// <summary>Name of the result's files; empty for the recipe's own.</summary>
    public string Name { get; init; } = "";

    /// <summary>A checkpoint to score and export instead of training.</summary>
    public string Floats { get; init; } = "";

    /// <summary>Gestures only: a folder that receives the clips held out, one sub-folder per label; empty for none.</summary>
    public string Recordings { get; init; } = "";

    /// <summary>Keywords only: hold out every eighth speaker and report accuracy on them.</summary>
    public bool HasDev { get; init; }

    /// <summary>Digits only: leave this speaker out and score him.</summary>
    public string? LeaveOut { get; init; }
}
