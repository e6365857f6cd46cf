namespace EdgeSnn.Tests;

/// <summary>The recordings beside the project, in <c>../shared/data</c>; tests that need them skip where they are absent.</summary>
internal static class SharedData
{
    /// <summary>The path of a folder under <c>../shared/data</c>; skips the test when it is absent.</summary>
    public static string Folder(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "EdgeSnn.sln")))
            root = root.Parent;
        var folder = root is null ? null : Path.Combine(root.FullName, "..", "shared", "data", name);
        Skip.If(!Directory.Exists(folder), $"../shared/data/{name} is absent");
        return folder!;
    }
}
