using EdgeSnn.Runtime;

namespace EdgeSnn.Firmware.Configuration;

/// <summary>
/// All keys of a configuration file. The reader, the schema, <c>config init</c>, <c>config show</c> and the table in
/// docs/configuration.md are made from this list. To add one: a property of <see cref="RunSettings"/> and a line here.
/// </summary>
internal static class SettingKeys
{
    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        Text("model", "--model", "Name of a bundled network ('edgesnn list') or an .esnn file", "\"keywords\"", "\"keywords\"",
            (settings, value) => settings with { Model = value }, settings => settings.Model),
        Text("audio", "--audio", "Where audio comes from: a WAV file, - for standard input, or a source of 'edgesnn run --help'", null, "\"-\"",
            (settings, value) => settings with { Audio = value }, settings => settings.Audio),
        Whole("rate", "--rate", (1, 768_000), "Rate of raw samples on standard input [Hz]; without it the network's", null, "16000",
            (settings, value) => settings with { Rate = value }, settings => settings.Rate),
        Text("events", "--events", "Where events come from, in place of audio: a recording, - for standard input, or a live source", null, "\"tcp://127.0.0.1:7777\"",
            (settings, value) => settings with { Events = value }, settings => settings.Events),
        Text("format", "--format", "Format of the events; without it, it is told by content", null, "\"evt3\"",
            (settings, value) => settings with { Format = value }, settings => settings.Format),
        List("filters", "--filter", "Filters of the events, the first one nearest to the sensor", "[]", "[\"denoise:us=5000\"]",
            (settings, value) => settings with { Filters = value }, settings => settings.Filters),
        Number("threshold", "--threshold", (0.01, 0.99), "Confidence at which a decision fires; without it the network's own", null, "0.8",
            (settings, value) => settings with { Threshold = value }, settings => settings.Threshold),
        Flag("realtime", "--realtime", "Play a recording at its pace; what the network cannot follow is dropped and counted", "false",
            (settings, value) => settings with { RealTime = value }, settings => settings.RealTime),
        Whole("repeat", "--repeat", (1, 1_000_000), "Play a WAV file so often, without a gap", "1", "10",
            (settings, value) => settings with { Repeat = value }, settings => settings.Repeat),
        Text("trigger", "--trigger", "Line whose edges let decisions through for a while, as gpio:22,window=2s; empty for none", "\"\"", "\"gpio:22,window=2s\"",
            (settings, value) => settings with { Trigger = value }, settings => settings.Trigger),
        List("outputs", "--out", "Where decisions go; see docs/outputs.md", "[\"console\"]", "[\"tcp://127.0.0.1:5005\", \"gpio:on=17,off=27,pulse=200ms\"]",
            (settings, value) => settings with { Outputs = value }, settings => settings.Outputs),
        Whole("catchUp", "--catch-up", (1, 100_000), "Ticks that a network may be behind in real time; older samples are dropped and counted. Without it half a second", null, "20",
            (settings, value) => settings with { CatchUp = value }, settings => settings.CatchUp),
        Whole("threads", "--threads", (1, NetworkOptions.MostThreads), "Threads of the network; only populations that are large enough are divided ('edgesnn bench --threads N' says whether it pays)", "1", "2",
            (settings, value) => settings with { Threads = value }, settings => settings.Threads),
        Whole("fifo", "--fifo", (0, 98), "SCHED_FIFO priority of the sensor's and the network's thread, 0 for the usual scheduling (Linux)", "0", "50",
            (settings, value) => settings with { Fifo = value }, settings => settings.Fifo),
        Flag("lockMemory", "--lock-memory", "Keep the program's memory from being paged out (Linux)", "false",
            (settings, value) => settings with { LockMemory = value }, settings => settings.LockMemory),
        Whole("cpu", "--cpu", (-1, 1023), "Processor for the sensor's and the network's thread, -1 for any (Linux)", "-1", "3",
            (settings, value) => settings with { Cpu = value }, settings => settings.Cpu),
        Whole("noGc", "--no-gc", (0, 1024), "Megabytes that are allocated without a garbage collection, 0 for the usual collection", "0", "4",
            (settings, value) => settings with { NoGc = value }, settings => settings.NoGc),
        Text("metrics", "--metrics", "Address that serves counters over HTTP in Prometheus text form, empty for none", "\"\"", "\"127.0.0.1:9464\"",
            (settings, value) => settings with { Metrics = value }, settings => settings.Metrics),
        Flag("watch", "--watch", "Take a new network over when the model's file is replaced", "false",
            (settings, value) => settings with { Watch = value }, settings => settings.Watch),
        Text("report", "--report", "File for what the run was like, as JSON, empty for none", "\"\"", "\"report.json\"",
            (settings, value) => settings with { Report = value }, settings => settings.Report),
    ];

    private static SettingKey Text(
        string name, string option, string description, string? standard, string example,
        Func<RunSettings, string, RunSettings> set, Func<RunSettings, string?> get)
        => new(name, option, SettingKind.Text, description)
        {
            Default = standard, Example = example, Set = (settings, value) => set(settings, (string)value), Get = get,
        };

    private static SettingKey List(
        string name, string option, string description, string? standard, string example,
        Func<RunSettings, IReadOnlyList<string>, RunSettings> set, Func<RunSettings, IReadOnlyList<string>?> get)
        => new(name, option, SettingKind.List, description)
        {
            Default = standard, Example = example, Set = (settings, value) => set(settings, (IReadOnlyList<string>)value), Get = get,
        };

    private static SettingKey Flag(
        string name, string option, string description, string? standard,
        Func<RunSettings, bool, RunSettings> set, Func<RunSettings, bool?> get)
        => new(name, option, SettingKind.Flag, description)
        {
            Default = standard, Example = "true", Set = (settings, value) => set(settings, (bool)value), Get = settings => get(settings),
        };

    private static SettingKey Whole(
        string name, string option, (int Minimum, int Maximum) range, string description, string? standard, string example,
        Func<RunSettings, int, RunSettings> set, Func<RunSettings, int?> get)
        => new(name, option, SettingKind.WholeNumber, description)
        {
            Default = standard, Example = example, Minimum = range.Minimum, Maximum = range.Maximum,
            Set = (settings, value) => set(settings, (int)value), Get = settings => get(settings),
        };

    private static SettingKey Number(
        string name, string option, (double Minimum, double Maximum) range, string description, string? standard, string example,
        Func<RunSettings, double, RunSettings> set, Func<RunSettings, double?> get)
        => new(name, option, SettingKind.Number, description)
        {
            Default = standard, Example = example, Minimum = range.Minimum, Maximum = range.Maximum,
            Set = (settings, value) => set(settings, (double)value), Get = settings => get(settings),
        };
}
