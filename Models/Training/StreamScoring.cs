using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.Decoders;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Training;

/// <summary>One trigger setting of a sweep.</summary>
public readonly record struct TriggerSetting(int SmoothingTicks, int Threshold);

/// <summary>What a stream's words came to under one trigger setting.</summary>
public sealed class StreamTally
{
    public int Commands { get; set; }

    public int Hits { get; set; }

    public int Wrong { get; set; }

    public int Others { get; set; }

    public int Accepted { get; set; }

    public int FalseAlarms { get; set; }

    public double NoiseHours { get; set; }

    public override string ToString() =>
        $"hits {100.0 * Hits / Math.Max(1, Commands):F1} wrong {100.0 * Wrong / Math.Max(1, Commands):F1} others accepted {100.0 * Accepted / Math.Max(1, Others):F1} false alarms/h {FalseAlarms / Math.Max(1e-9, NoiseHours):F1}";
}

/// <summary>
/// Words every 2 to 4 s over the background recordings, through the shipped path without a reset; every trigger setting
/// of a sweep hears the same potentials. A decision belongs to a word from its start to 0.6 s after its clip's end.
/// </summary>
public sealed class StreamScoring(NetworkModel model, int sampleRate)
{
    private readonly record struct Event(long Start, long End, int Label);

    /// <param name="words">What is said; labels that are quiet classes count as other words.</param>
    /// <param name="noise">Background recordings, each used in turn.</param>
    /// <param name="decibels">Power of the audible word over the background's; infinity for no background.</param>
    /// <param name="settings">Trigger settings.</param>
    /// <param name="seed">Order and gaps.</param>
    public StreamTally[] Words(IReadOnlyList<Example> words, IReadOnlyList<Recording> noise, float decibels, TriggerSetting[] settings, int seed)
    {
        var dice = new Dice((ulong)seed);
        var order = words.ToArray();
        dice.Shuffle(order);
        var audio = new List<short>();
        var events = new List<Event>();
        var (at, background) = (dice.Pick(noise[0].Samples.Length), 0);
        foreach (var (recording, label) in order)
        {
            var gap = (int)(dice.Uniform(2f, 4f) * sampleRate);
            var length = Math.Max(gap, recording!.Samples.Length);
            var stretch = new float[length];
            var source = noise[background].Samples;
            var level = float.IsFinite(decibels) ? Loudness(recording, recording.Audible) / MathF.Pow(10f, decibels / 20f) / Loudness(noise[background], (0, source.Length)) : 0f;
            for (var n = 0; n < length; n++)
            {
                if (at == source.Length) (at, background) = (0, (background + 1) % noise.Count);
                source = noise[background].Samples;
                stretch[n] = level * source[at % source.Length];
                at++;
            }

            var start = audio.Count;
            for (var n = 0; n < recording.Samples.Length; n++) stretch[n] += recording.Samples[n];
            foreach (var sample in stretch) audio.Add((short)Math.Clamp(sample, -32768f, 32767f));
            events.Add(new Event(start, start + recording.Samples.Length + sampleRate * 6 / 10, label));
        }

        var tallies = Run(audio.ToArray(), settings, out var decisions);
        for (var k = 0; k < settings.Length; k++) Count(tallies[k], events, decisions[k]);
        return tallies;
    }

    /// <summary>Background recordings alone, at several levels.</summary>
    public StreamTally[] Noise(IReadOnlyList<Recording> noise, TriggerSetting[] settings)
    {
        var total = new StreamTally[settings.Length];
        for (var k = 0; k < settings.Length; k++) total[k] = new StreamTally();
        foreach (var gain in new[] { 0.1f, 0.3f, 1f, 3f })
            foreach (var recording in noise)
            {
                var audio = Array.ConvertAll(recording.Samples, sample => (short)Math.Clamp(gain * sample, -32768f, 32767f));
                Run(audio, settings, out var decisions);
                for (var k = 0; k < settings.Length; k++)
                {
                    total[k].FalseAlarms += decisions[k].Count;
                    total[k].NoiseHours += audio.Length / (3600.0 * sampleRate);
                }
            }

        return total;
    }

    private StreamTally[] Run(short[] audio, TriggerSetting[] settings, out List<(long Sample, int Class)>[] decisions)
    {
        var encoder = Sensors.Catalog.CreateAudioEncoder(model.Encoder);
        var network = new Network(model);
        var decoders = Array.ConvertAll(settings, setting => new MaxPotentialDecoder(model with
        {
            Decoder = model.Decoder with { SmoothingTicks = setting.SmoothingTicks, TriggerThreshold = setting.Threshold, RearmThreshold = setting.Threshold / 2 },
        }));
        decisions = Array.ConvertAll(settings, _ => new List<(long, int)>());
        var spikes = new SpikeList(encoder.ChannelCount);
        var output = model.Decoder.Population;
        for (var at = 0; at < audio.Length;)
        {
            at += encoder.Encode(audio.AsSpan(at), spikes, out var complete);
            if (!complete) continue;
            network.Step(spikes);
            for (var k = 0; k < decoders.Length; k++)
                if (decoders[k].Decode(network.Tick - 1, network.Spikes(output), network.Potentials(output), out Decision decision))
                    decisions[k].Add((at, decision.Class));
        }

        return Array.ConvertAll(settings, _ => new StreamTally());
    }

    private void Count(StreamTally tally, List<Event> events, List<(long Sample, int Class)> decisions)
    {
        var next = 0;
        foreach (var (start, end, label) in events)
        {
            if (label == model.Decoder.RestClass) continue;
            while (next < decisions.Count && decisions[next].Sample < start) next++;
            var isCommand = Array.IndexOf(model.Decoder.QuietClasses, label) < 0;
            var (hit, fired) = (false, false);
            for (; next < decisions.Count && decisions[next].Sample < end; next++)
            {
                if (isCommand && decisions[next].Class == label) hit = true;
                else fired = true;
            }

            if (isCommand)
            {
                tally.Commands++;
                if (hit) tally.Hits++;
                if (fired) tally.Wrong++;
            }
            else
            {
                tally.Others++;
                if (fired) tally.Accepted++;
            }
        }
    }

    private static float Loudness(Recording recording, (int Start, int End) part)
    {
        double sum = 1e-3;
        for (var n = part.Start; n < part.End; n++) sum += recording.Samples[n] * recording.Samples[n];
        return (float)Math.Sqrt(sum / Math.Max(1, part.End - part.Start));
    }
}
