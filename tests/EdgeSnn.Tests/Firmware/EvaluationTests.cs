using EdgeSnn.Firmware.Evaluation;

namespace EdgeSnn.Tests.Firmware;

public sealed class EvaluationTests
{
    [Fact]
    public void Replaying_kept_confidences_at_the_shipped_threshold_gives_the_networks_own_decisions()
    {
        var model = ToneNetwork.Create();
        var listener = new StreamListener(model);
        var samples = ToneNetwork.Melody(30);
        listener.Listen((position, destination) => samples.AsSpan((int)position, destination.Length).CopyTo(destination), samples.Length, default);
        Assert.Equal(30, listener.Decisions.Count);
        Assert.Equal(listener.Decisions, OperatingCurve.Decide(model, listener.Track, model.Decoder.TriggerThreshold, samplesPerTick: 64));
        // A threshold nothing reaches: the curve is not blind to it.
        Assert.Empty(OperatingCurve.Decide(model, listener.Track, short.MaxValue, samplesPerTick: 64));
    }

    [Fact]
    public void The_background_under_a_word_is_as_loud_as_asked()
    {
        var samples = ToneNetwork.Tone(ToneNetwork.LowHertz, 0.3, 0.4, 0.3);
        var clip = new LoadedClip(new Clip("x", "x", ToneNetwork.Low), samples, ActivePart.Of(samples, ToneNetwork.SampleRate));
        var random = new Random(3);
        var background = new Background([[.. Enumerable.Range(0, 50_000).Select(_ => (short)random.Next(-3000, 3000))]]);
        var mixture = Mixture.Create([clip, clip], background, new MixOptions(12, Seed: 1, ToneNetwork.SampleRate));

        foreach (var placement in mixture.Placements)
        {
            var start = placement.Start + clip.Active.Start;
            var mixed = new short[clip.Active.End - clip.Active.Start];
            mixture.Read(start, mixed);
            double noise = 0;
            for (var index = 0; index < mixed.Length; index++)
                noise += Math.Pow(mixed[index] - clip.Samples[clip.Active.Start + index], 2);
            Assert.Equal(12, 20 * Math.Log10(clip.Active.Rms / Math.Sqrt(noise / mixed.Length)), 0.05);
        }
    }

    [Fact]
    public void A_mixture_is_the_same_however_it_is_cut()
    {
        var samples = ToneNetwork.Tone(ToneNetwork.LowHertz, 0.1, 0.3, 0.1);
        var clip = new LoadedClip(new Clip("x", "x", 0), samples, ActivePart.Of(samples, ToneNetwork.SampleRate));
        var background = new Background([[1, -2, 300, -4000, 5], [70, -80, 90]]);
        var mixture = Mixture.Create([clip, clip, clip], background, new MixOptions(10, Seed: 5, ToneNetwork.SampleRate));
        var whole = new short[mixture.Length];
        mixture.Read(0, whole);
        var pieces = new short[mixture.Length];
        for (var start = 0; start < pieces.Length; start += 777)
            mixture.Read(start, pieces.AsSpan(start, Math.Min(777, pieces.Length - start)));
        Assert.Equal(whole, pieces);
    }

    [Fact]
    public void Clips_follow_each_other_after_two_to_four_seconds()
    {
        var clip = new LoadedClip(new Clip("x", "x", 0), new short[800], new ActivePart(0, 800, 1));
        var placements = Mixture.Create([.. Enumerable.Repeat(clip, 200)], null, new MixOptions(null, 1, ToneNetwork.SampleRate)).Placements;
        for (var index = 1; index < placements.Count; index++)
            Assert.InRange(placements[index].Start - placements[index - 1].Start, 2 * ToneNetwork.SampleRate, 4 * ToneNetwork.SampleRate);
    }

    [Fact]
    public void Decisions_are_hits_wrong_accepted_or_stray()
    {
        const int rate = 1000;
        var placements = new[] { Place(2, 1000), Place(3, 4000), Place(2, 7000), Place(1, 10_000) };
        var decisions = new StreamDecision[]
        {
            new(2, 500), new(2, 1900), new(2, 4100), new(3, 5700), new(2, 8751), new(3, 10_100),
        };
        var score = StreamScore.Of(placements, decisions, unknown: 1, rate);
        Assert.Equal((3, 2, 1, 1, 1, 2), (score.Commands, score.Hits, score.WrongClips, score.Unknowns, score.Accepted, score.Stray));
        Assert.Equal([0.1, 0.9], score.Latencies);
        Assert.Equal(0.1, score.LatencyPercentile(0.5));

        static Placement Place(int label, long start) => new(new LoadedClip(new Clip("x", "x", label), new short[1000], new ActivePart(200, 800, 1)), start, 0);
    }

    [Fact]
    public void A_words_end_is_found_by_its_energy()
    {
        var active = ActivePart.Of(ToneNetwork.Tone(ToneNetwork.LowHertz, 0.5, 0.3, 0.2), ToneNetwork.SampleRate);
        Assert.InRange(active.Start / (double)ToneNetwork.SampleRate, 0.48, 0.50);
        Assert.InRange(active.End / (double)ToneNetwork.SampleRate, 0.80, 0.82);
    }

    [Theory]
    [InlineData("*_[0-4].wav", "7_theo_3.wav", true)]
    [InlineData("*_[0-4].wav", "7_theo_13.wav", false)]
    [InlineData("*_[0-4].wav", "7_theo_5.wav", false)]
    [InlineData("*_theo_*", "7_theo_5.wav", true)]
    [InlineData("?_*_[!0-4].wav", "7_theo_5.wav", true)]
    [InlineData("[", "[", true)]
    [InlineData("", "x", false)]
    public void Patterns_are_those_of_the_shell(string pattern, string name, bool fits) => Assert.Equal(fits, Glob.Matches(pattern, name));

    [Theory]
    [InlineData("7_theo_3.wav", 0)]
    [InlineData("three_anna_0.wav", 1)]
    [InlineData("_unknown__1.wav", 2)]
    [InlineData("theo_7.wav", -1)]
    public void Labels_are_found_in_file_names_digits_as_words_and_back(string name, int label)
        => Assert.Equal(label, new LabelNames(["seven", "3", "_unknown_"]).IndexOfPrefix(name));

    [Fact]
    public void Wilsons_interval_is_the_published_one()
    {
        var interval = WilsonInterval.Of(81, 263);
        Assert.Equal(0.2553, interval.Low, 0.0001);
        Assert.Equal(0.3662, interval.High, 0.0001);
        Assert.Equal(1, WilsonInterval.Of(10, 10).High, 1e-12);
        Assert.Equal(new WilsonInterval(0, 1), WilsonInterval.Of(0, 0));
    }
}
