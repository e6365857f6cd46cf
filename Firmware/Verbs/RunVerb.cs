using System.CommandLine;
using System.Globalization;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Verbs;

/// <summary><c>edgesnn run</c>: audio through a network to outputs.</summary>
internal static class RunVerb
{
    /// <summary>Printed below the options.</summary>
    public static readonly string Notes = $"""
        Examples:
          edgesnn run --audio speech.wav
          arecord -q -f S16_LE -r 16000 -c 1 -t raw | edgesnn run --audio - --out tcp://0.0.0.0:5005
          edgesnn run --audio - --rate 44100 --out gpio:on=17,off=27,pulse=200ms --out jsonl:heard.jsonl

        Outputs:
        {string.Join('\n', Catalog.Outputs.Select(output => $"  {output.Syntax,-34}{output.Description}"))}

        What the run was like (loss, tick times) is printed on standard error at its end.
        """;

    public static Command Create(Terminal terminal)
    {
        var model = Options.Model();
        var audio = new Option<string>("--audio", "-a")
        {
            Description = "A WAV file, or - for standard input: a WAV file, or raw signed 16-bit little-endian mono samples",
            HelpName = "FILE|-",
            Required = true,
        };
        var rate = new Option<int?>("--rate") { Description = "Rate of raw samples [Hz] (default: the network's)", HelpName = "HZ" };
        var threshold = new Option<double?>("--threshold")
        {
            Description = "Confidence at which a decision fires, 0.01 to 0.99 (default: the network's own; 'eval --stream' prints what others give)",
            HelpName = "P",
        };
        var realTime = new Option<bool>("--realtime")
        {
            Description = "Play at the pace of the recording; what the network cannot follow is dropped and counted",
        };
        var outputs = new Option<string[]>("--out", "-o") { Description = "Where decisions go; may be given several times", HelpName = "OUTPUT" };
        var json = Options.Json("The same as --out jsonl:-");
        var command = new Command("run", "Hears words in audio and says so on every output given (default: console)") 
        {
            model, audio, rate, threshold, realTime, outputs, json,
        };
        command.SetAction(parsed => Run(
            new RunOptions(
                parsed.GetValue(model)!, parsed.GetValue(audio)!, parsed.GetValue(rate), parsed.GetValue(threshold),
                parsed.GetValue(realTime), Addresses(parsed.GetValue(outputs) ?? [], parsed.GetValue(json))),
            terminal));
        return command;
    }

    private static string[] Addresses(string[] given, bool json)
    {
        if (json && !given.Contains("jsonl:-"))
            given = [.. given, "jsonl:-"];
        return given.Length > 0 ? given : ["console"];
    }

    private static int Run(RunOptions options, Terminal terminal)
    {
        if (options.Rate is < 1 or > 768_000)
            throw new UsageException($"--rate {options.Rate}: 1 to 768000 Hz");
        if (options.Rate is not null && options.Audio != "-")
            throw new UsageException("--rate: a WAV file states its own rate; it is for raw samples on standard input (--audio -)");
        if (options.Threshold is not (null or >= 0.01 and <= 0.99))
            throw new UsageException($"--threshold {options.Threshold}: 0.01 to 0.99");
        var model = WithThreshold(NetworkSource.Open(options.Model).Model, options.Threshold);
        var rate = AudioInput.SampleRateOf(model);
        using var sensor = OpenSensor(options, rate, terminal);
        var outputs = CreateOutputs(options.Outputs, model, terminal);
        using var device = new Device<short>(model, AudioInput.Join(model, sensor), outputs, new DeviceOptions { IsRealTime = options.IsRealTime, Time = terminal.Time });
        Summarize(device.Run(terminal.Stop), rate, terminal.Error);
        return ExitCode.Ok;
    }

    /// <summary>The re-arm level follows the threshold in the network's own proportion.</summary>
    private static NetworkModel WithThreshold(NetworkModel model, double? threshold)
    {
        if (threshold is not { } confidence)
            return model;
        var trigger = (int)(confidence * (1 << 15));
        var rearm = (int)((long)model.Decoder.RearmThreshold * trigger / model.Decoder.TriggerThreshold);
        return model with { Decoder = model.Decoder with { TriggerThreshold = trigger, RearmThreshold = Math.Max(1, rearm) } };
    }

    private static ISensor<short> OpenSensor(RunOptions options, int rate, Terminal terminal)
    {
        var sensor = AudioInput.Open(options.Audio, options.Rate, rate, terminal);
        return options.IsRealTime ? AudioInput.InRealTime(sensor, rate, terminal) : sensor;
    }

    private static List<IOutput> CreateOutputs(string[] addresses, NetworkModel model, Terminal terminal)
    {
        var outputs = new List<IOutput>();
        try
        {
            foreach (var address in addresses)
                outputs.Add(Catalog.CreateOutput(address, model, terminal));
            return outputs;
        }
        catch
        {
            foreach (var output in outputs)
                output.Dispose();
            throw;
        }
    }

    private static void Summarize(DeviceReport report, int rate, TextWriter writer)
    {
        var ticks = report.Ticks;
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Samples / (double)rate:0.00} s of audio in {report.Elapsed.TotalSeconds:0.00} s; tick p50 {ticks.Percentile(0.5) / 1e3:0.0} us, p99 {ticks.Percentile(0.99) / 1e3:0.0} us, max {ticks.MaxNanoseconds / 1e3:0.0} us, {report.AllocatedBytesPerTick:0.##} bytes allocated per tick"));
        foreach (var output in report.Outputs)
        {
            var fault = output.LastFault is null ? "" : $", {output.Faults} faults (last: {output.LastFault})";
            writer.WriteLine($"{output.Address}: {output.Delivered} delivered, {output.Lost} lost{fault}");
        }

        if (report.DroppedSamples + report.DroppedDecisions + report.LateTicks + report.SensorFaults > 0)
        {
            writer.WriteLine(
                $"overload: {report.DroppedSamples} samples dropped, {report.DroppedDecisions} decisions dropped, "
                + $"{report.LateTicks} late ticks, {report.SensorFaults} sensor faults");
        }
    }
}
