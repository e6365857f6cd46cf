namespace EdgeSnn.Benchmarks.Jobs;

/// <summary>Where jobs lie.</summary>
public static class JobFolder
{
    /// <summary>The folder looked for beside the project.</summary>
    public const string Shared = "../shared/bench";

    /// <summary>Jobs that are run when none is named.</summary>
    public static IReadOnlyList<string> Names { get; } = ["J1", "J2", "J3"];

    /// <summary>The repository; the working directory when the program runs outside of one.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary><see cref="Shared"/>, or null when it is not there.</summary>
    public static string? Default { get; } = Directory.Exists(Path.Combine(Repository, Shared))
        ? Path.GetFullPath(Path.Combine(Repository, Shared)) : null;

    /// <summary>Whether a folder of jobs has one.</summary>
    public static bool Has(string folder, string name) => File.Exists(Path.Combine(folder, name, "job.json"));

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeSnn.sln"))) folder = folder.Parent;
        return folder?.FullName ?? Directory.GetCurrentDirectory();
    }
}
