namespace EdgeSnn.Tests.Architecture;

/// <summary>Finds the repository from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "EdgeSnn.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("EdgeSnn.sln not found above the tests");
    }
}
