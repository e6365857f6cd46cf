using EdgeSnn.Models.Import;
using EdgeSnn.Models.Import.Nir;

namespace EdgeSnn.Tests.Import;

/// <summary>What a file says in vain is told to whoever imports it.</summary>
public class FileRemarksTests
{
    [Fact]
    public void A_parameter_that_its_primitive_does_not_know_is_named()
        => Assert.Contains(Remarks(8, ("kernel_bias", NirArray.Scalar(1))), text => text.Contains("node \"conv\" has kernel_bias, which Conv2d", StringComparison.Ordinal));

    [Fact]
    public void An_input_shape_that_is_not_what_comes_in_is_named()
        => Assert.Contains(Remarks(9), text => text.Contains("node \"conv\" has input_shape (9, 9), what comes in has (8, 8)", StringComparison.Ordinal));

    [Fact]
    public void A_file_that_agrees_with_itself_gets_no_remark()
        => Assert.DoesNotContain(Remarks(8), text => text.Contains("input_shape", StringComparison.Ordinal) || text.Contains("not used", StringComparison.Ordinal));

    private static string[] Remarks(int declared, params (string Name, NirArray Value)[] more)
    {
        NirNode Node(string name, NirType type, params (string Name, NirArray Value)[] parameters) =>
            new() { Name = name, Type = type, Parameters = parameters.ToDictionary(one => one.Name, one => one.Value) };
        var graph = new NirGraph
        {
            Nodes =
            [
                Node("input", NirType.Input, ("shape", NirArray.Vector(2, 8, 8))),
                Node("conv", NirType.Conv2d,
                [
                    ("input_shape", NirArray.Vector(declared, declared)), ("weight", new NirArray([1, 2, 3, 3], new double[18])),
                    ("bias", NirArray.Vector(0)), ("stride", NirArray.Vector(1, 1)), ("padding", NirArray.Vector(1, 1)),
                    ("dilation", NirArray.Vector(1, 1)), ("groups", NirArray.Scalar(1)), .. more,
                ]),
                Node("if", NirType.IF, ("r", NirArray.Scalar(1)), ("v_threshold", NirArray.Scalar(1))),
                Node("output", NirType.Output, ("shape", NirArray.Vector(1, 8, 8))),
            ],
            Edges = [new("input", "conv"), new("conv", "if"), new("if", "output")],
        };
        return [.. NirImporter.Import(graph, new ImportOptions { Name = "remarks", Profile = ImportProfiles.Norse }).Remarks.Select(one => one.Text)];
    }
}
