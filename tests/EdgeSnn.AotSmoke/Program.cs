using System.Globalization;
using EdgeSnn.AotSmoke;
using EdgeSnn.Models;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Tests.Golden;

// "count SUBJECT TICKS" runs one thing for count.sh. Otherwise: runs every bundled network on its golden stimulus and compares with its golden file: the native binary must give the bits
// that the tests gave. Takes the repository's folder; without it, the nearest one above the binary.
if (args is ["count", var subject, var ticks])
{
    Counting.Run(subject, int.Parse(ticks, CultureInfo.InvariantCulture), FindRoot());
    return 0;
}

var root = args is [var given] ? given : FindRoot();
Console.WriteLine($"vectors of {Simd.VectorBits} bits; {BundledNetworks.Names.Count} bundled networks");
var mismatches = 0;
foreach (var name in BundledNetworks.Names)
{
    var model = BundledNetworks.Read(name);
    var trace = new GoldenNetwork { Network = new Network(model), Root = root }.Run()[0];
    var golden = Path.Combine(root, "tests", "data", "golden", $"{name}.json");
    var isAsGolden = File.Exists(golden) && File.ReadAllText(golden) == trace.ToJson();
    Console.WriteLine($"{name}: raster {trace.RasterHash}, verdict {trace.Verdict}: {(isAsGolden ? "as golden" : "NOT AS GOLDEN")}");
    if (isAsGolden) continue;
    mismatches++;
    Console.Error.WriteLine($"{golden} differs from\n{trace.ToJson()}");
}

// Nothing checked is nothing proved.
return mismatches == 0 && BundledNetworks.Names.Count > 0 ? 0 : 1;

static string FindRoot()
{
    var folder = new DirectoryInfo(AppContext.BaseDirectory);
    while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeSnn.sln"))) folder = folder.Parent;
    return folder?.FullName ?? Directory.GetCurrentDirectory();
}
