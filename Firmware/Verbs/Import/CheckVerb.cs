using System.CommandLine;
using System.Text.Json;
using EdgeSnn.Models.Import.Check;
using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary><c>edgesnn check</c>: does the network still do what it did where it comes from?</summary>
internal static class CheckVerb
{
    /// <summary>Printed below the options.</summary>
    public const string Notes = """
        Runs the network on input spikes, each sample from rest, and compares one population with a recording of another
        simulator, spike by spike, in the order of the NIR node (channels first). Exit code 0 when equal, 1 when different.
        Without --expect it prints how many spikes each population fires, and the verdicts.

        Examples:
          edgesnn check model.nir --from snntorch --input x.npy --expect hidden.npy
          edgesnn check model.nir --from snntorch --input x.npy --expect hidden.npy --weights int16
          edgesnn check model.esnn --input x.npy --population lif1 --save lif1.npy
          edgesnn check lif.nir --from norse --dt 1e-4 --input lif.csv --input-column 0 --expect lif.csv --expect-column 2
        """;

    public static Command Create(Terminal terminal)
    {
        var line = new CheckCommandLine();
        var command = new Command("check", "Compares the spikes of a network with a recording of another simulator") { line.Model };
        foreach (var option in line.Options)
            command.Add(option);
        command.SetAction(parsed => Run(line.Read(parsed), terminal));
        return command;
    }

    private static int Run(CheckSettings settings, Terminal terminal)
    {
        var tensor = TensorFile.Read(settings.Input);
        if (settings.InputColumn is { } column)
            tensor = TensorFile.Column(tensor, column, settings.Input);
        // How many spikes a channel brings in a tick is a property of the network, and has to be known when it is built.
        var model = Busy.With(terminal, "reading", () => CheckedModel.Open(settings, LargestCount(tensor)));
        var input = Named(settings.Input, () => new SpikeTensor(tensor, model.Populations[0].Population.NirShape, settings.Order, "input"));
        if (Named(settings.Input, input.LargestCount) is var most && most > model.MaxInputSpikes)
            throw new BadFileException($"{settings.Input}: {most} spikes of one channel in one tick; {settings.Model} takes {model.MaxInputSpikes} (import it with --input-spikes {most})", new FormatException());
        if (settings.Sample >= input.Layout.Samples)
            throw new UsageException($"--sample {settings.Sample}: {settings.Input} has samples 0 to {input.Layout.Samples - 1}");
        var named = settings.Population is { } name ? IndexOf(model, name) : (int?)null;
        var expected = settings.Expect is null ? null : ExpectedSpikes.Open(settings, model, input.Layout, named);
        var check = new SpikeCheck(settings, model, input, expected, expected?.Population ?? named ?? model.Output);
        var report = Busy.With(terminal, "stepping", () => check.Run(terminal.Stop));
        if (settings.Save is { } path)
            WholeFile.Write(path, check.Save);
        if (settings.Json)
            terminal.Out.WriteLine(JsonSerializer.Serialize(report, ImportJson.Default.CheckReport));
        else
            CheckText.Print(report, terminal.Out);
        return report.IsEqual == false ? ExitCode.Different : ExitCode.Ok;
    }

    private static int LargestCount(Models.Import.Tensors.Tensor tensor)
    {
        var largest = 1.0;
        foreach (var value in tensor.Values)
            largest = Math.Max(largest, double.IsNaN(value) ? 0 : value);
        return (int)Math.Min(largest, SpikeTensor.MostSpikes);
    }

    private static int IndexOf(CheckedModel model, string name)
    {
        for (var index = 0; index < model.Populations.Count; index++)
        {
            var one = model.Populations[index].Population;
            if (one.Node == name || model.Import?.Model.Populations[one.Population].Name == name)
                return index;
        }

        throw new UsageException($"--population {name}: populations are {string.Join(", ", model.Populations.Select(one => one.Population.Node))}");
    }

    private static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ModelFormatException error)
        {
            throw new BadFileException($"{path}: {OneLine.Of(error)}", error);
        }
    }
}
