using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Firmware.Outputs;
using EdgeSnn.Models;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors;
using EdgeSnn.Sensors.Audio;

namespace EdgeSnn.Benchmarks;

/// <summary>
/// From the end of a spoken word to the edge of its pin: the program's bundled recording, whose words are known to the sample,
/// paced in real time through sensor, network and output threads into a pin driver that notes when it was told to rise.
/// </summary>
internal static class WordLatency
{
    private const double ClaimMilliseconds = 150;
    private const double LatestSeconds = 1.5;

    /// <summary>Plays the recording until so many words were heard, and prints how late the pins rose.</summary>
    /// <returns>0 when 99 of 100 words were in time, 1 otherwise.</returns>
    public static int Run(int words, TextWriter writer)
    {
        var model = BundledNetworks.Read("keywords");
        var tick = model.TickMicroseconds / 1000.0;
        var window = (model.Decoder.WindowTicks + model.Decoder.SmoothingTicks) * tick;
        var latencies = new List<double>();
        var (missed, other, rounds) = (0, 0, 0);
        var lateness = new List<double>();
        for (; latencies.Count < words && rounds < words; rounds++)
        {
            var (heard, report, utterances) = Play(model);
            other += Match(heard, utterances, latencies, ref missed);
            lateness.Add(report.Lateness.Percentile(0.99) / 1e6);
        }

        latencies.Sort();
        var p99 = latencies[Math.Max(0, (int)Math.Ceiling(0.99 * latencies.Count) - 1)];
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{latencies.Count} words in {rounds} rounds of the recording, {missed} not heard, {other} decisions outside of a word"));
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"end of word to pin edge: p50 {latencies[latencies.Count / 2]:0.0} ms, p99 {p99:0.0} ms, max {latencies[^1]:0.0} ms (before the end where negative)"));
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"claim: p99 at most {ClaimMilliseconds:0} ms plus the decoder's window and smoothing of {window:0} ms: {(p99 <= ClaimMilliseconds + window ? "met" : "missed")}"));
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ticks began late by p99 {lateness.Max():0.00} ms in the worst round"));
        return p99 <= ClaimMilliseconds + window ? 0 : 1;
    }

    private static (List<(int Label, double Seconds)> Edges, DeviceReport Report, List<(int Label, double End)> Words) Play(NetworkModel model)
    {
        var rate = model.Encoder.Parameters.First(parameter => parameter.Name == "sample-rate").Value;
        var encoder = Sensors.Catalog.CreateAudioEncoder(model.Encoder);
        var pins = new NotingPins();
        var labels = Enumerable.Range(0, model.Labels.Length).Where(label => !model.Decoder.QuietClasses.Contains(label));
        var address = "gpio:" + string.Join(',', labels.Select(label => $"{model.Labels[label]}={label}")) + ",pulse=100ms";
        var sensor = new NotingSensor(new Replay<short>(
            new WavSensor(Resource("demo.wav"), "demo.wav", rate), rate, TimeProvider.System, encoder.SamplesPerTick));
        var input = new DeviceInput<short>
        {
            Sensor = sensor, Encoder = encoder, SamplesPerSecond = rate, ChunkCapacity = 2 * encoder.SamplesPerTick, RingCapacity = rate,
            Rehearsal = position => (short)((position & 8) == 0 ? 8000 : -8000),
        };
        var output = new GpioOutput(address, PinAssignment.Parse(address, model), pins, TimeProvider.System);
        using var device = new Device<short>(model, input, [output], new DeviceOptions { IsRealTime = true });
        var report = device.Run(CancellationToken.None);
        using var transcript = JsonDocument.Parse(Resource("demo.json"));
        List<(int, double)> words = [];
        foreach (var word in transcript.RootElement.GetProperty("utterances").EnumerateArray())
        {
            var label = Array.IndexOf(model.Labels, word.GetProperty("label").GetString());
            if (!model.Decoder.QuietClasses.Contains(label))
                words.Add((label, word.GetProperty("end").GetDouble()));
        }

        return ([.. pins.Edges.Select(edge => (edge.Pin, Stopwatch.GetElapsedTime(sensor.StartTimestamp, edge.Timestamp).TotalSeconds))], report, words);
    }

    private static int Match(List<(int Label, double Seconds)> edges, List<(int Label, double End)> words, List<double> latencies, ref int missed)
    {
        foreach (var (label, end) in words)
        {
            var match = edges.FindIndex(edge => edge.Label == label && Math.Abs(edge.Seconds - end) < LatestSeconds);
            if (match < 0)
            {
                missed++;
                continue;
            }

            latencies.Add(1000 * (edges[match].Seconds - end));
            edges.RemoveAt(match);
        }

        return edges.Count;
    }

    private static Stream Resource(string name) => typeof(EdgeSnn.Firmware.Program).Assembly.GetManifestResourceStream(name)!;

    private sealed class NotingSensor(Replay<short> inner) : ISensor<short>, IPacedSensor
    {
        public long StartTimestamp { get; private set; }

        public long DueTimestamp => inner.DueTimestamp;

        public long NextDueTimestamp => inner.NextDueTimestamp;

        public SensorStatus Read(Span<short> destination, out int count)
        {
            if (StartTimestamp == 0)
                StartTimestamp = Stopwatch.GetTimestamp();
            return inner.Read(destination, out count);
        }

        public void Dispose() => inner.Dispose();
    }

    private sealed class NotingPins : IPinDriver
    {
        public List<(int Pin, long Timestamp)> Edges { get; } = [];

        public void Open(ReadOnlySpan<int> pins, bool high)
        {
        }

        public void Write(int pin, bool high)
        {
            if (high)
                Edges.Add((pin, Stopwatch.GetTimestamp()));
        }

        public void Dispose()
        {
        }
    }
}
