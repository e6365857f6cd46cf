using EdgeSnn.Models.Reference;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Runtime.Spikes;

namespace EdgeSnn.Models.Quantize;

/// <summary>Runs a fixed-point network beside its double-precision original, on the same input spikes.</summary>
public static class FidelityCheck
{
    /// <summary>Compares potentials, spikes and verdicts.</summary>
    /// <param name="before">The double-precision original; same populations as <paramref name="after"/>.</param>
    /// <param name="after">The fixed-point network.</param>
    /// <param name="recordings">Input spikes; every recording starts at rest.</param>
    /// <exception cref="ArgumentException">The two networks have not the same populations.</exception>
    /// <exception cref="ModelFormatException">The fixed-point network breaks a rule.</exception>
    public static FidelityReport Run(ReferenceModel before, NetworkModel after, IReadOnlyList<SpikeRecording> recordings)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(recordings);
        if (!before.Populations.Select(p => (p.Size, p.Kind)).SequenceEqual(after.Populations.Select(p => (p.Size, p.Kind))))
            throw new ArgumentException("The networks have not the same populations.", nameof(after));
        using var sides = new Sides(before, after);
        var tally = new int[4];
        foreach (var recording in recordings)
        {
            var (reference, fixedPoint) = sides.Compare(recording);
            tally[0] += reference == fixedPoint ? 1 : 0;
            tally[1] += recording.Class >= 0 ? 1 : 0;
            tally[2] += recording.Class >= 0 && reference == recording.Class ? 1 : 0;
            tally[3] += recording.Class >= 0 && fixedPoint == recording.Class ? 1 : 0;
        }
        return new()
        {
            Recordings = recordings.Count,
            Ticks = recordings.Sum(r => (long)r.Ticks.Count),
            Populations = [.. sides.Comparisons.Select(c => c.Result())],
            Saturations = sides.Saturations,
            AgreeingDecisions = tally[0],
            Classified = tally[1],
            ReferenceCorrect = tally[2],
            FixedPointCorrect = tally[3],
        };
    }

    /// <summary>Both simulators, both decoders, and what differs between them.</summary>
    private sealed class Sides : IDisposable
    {
        private readonly ReferenceSimulator _reference;
        private readonly Network _fixedPoint;
        private readonly IDecoder _referenceDecoder;
        private readonly IDecoder _fixedDecoder;
        private readonly SpikeList _input;
        private readonly SpikeList _outputSpikes;
        private readonly Potential[] _outputPotentials;
        private readonly int _output;

        public Sides(ReferenceModel before, NetworkModel after)
        {
            _reference = new(before);
            _fixedPoint = new(after);
            _referenceDecoder = Runtime.Catalog.CreateDecoder(after);
            _fixedDecoder = Runtime.Catalog.CreateDecoder(after);
            _output = after.Decoder.Population;
            _input = SpikesOf(after.Populations[0]);
            _outputSpikes = SpikesOf(after.Populations[_output]);
            _outputPotentials = new Potential[after.Populations[_output].Size];
            Comparisons = Array.ConvertAll(after.Populations[1..], p => new PopulationComparison(p));
        }

        public PopulationComparison[] Comparisons { get; }

        public long Saturations { get; private set; }

        public void Dispose() => _fixedPoint.Dispose();

        /// <summary>Runs one recording from rest and gives the verdicts of both sides.</summary>
        public (int Reference, int FixedPoint) Compare(SpikeRecording recording)
        {
            _reference.Reset();
            _fixedPoint.Reset();
            _referenceDecoder.Reset();
            _fixedDecoder.Reset();
            for (var tick = 0; tick < recording.Ticks.Count; tick++)
            {
                Step(recording.Ticks[tick]);
                for (var p = 1; p <= Comparisons.Length; p++)
                {
                    Comparisons[p - 1].AddPotentials(_reference.Potentials(p), _fixedPoint.Potentials(p));
                    Comparisons[p - 1].AddSpikes(tick, _reference.Spikes(p), _fixedPoint.Spikes(p).Neurons);
                }
                Decode(tick);
            }
            Saturations += _fixedPoint.Counters.Saturations;
            return (_referenceDecoder.Verdict.Class, _fixedDecoder.Verdict.Class);
        }

        // A neuron that spikes several times stands in the list as often.
        private static SpikeList SpikesOf(PopulationModel population) => new(population.Size * population.MaxSpikesPerTick);

        private void Step(int[] spikes)
        {
            _input.Clear();
            foreach (var neuron in spikes)
                _input.Add(neuron);
            _reference.Step(spikes);
            _fixedPoint.Step(_input);
        }

        // The decoder is the same integer code on both sides: what differs is its input.
        private void Decode(int tick)
        {
            _outputSpikes.Clear();
            foreach (var neuron in _reference.Spikes(_output))
                _outputSpikes.Add(neuron);
            var potentials = _reference.Potentials(_output);
            var fractionBits = _fixedPoint.Model.Populations[_output].FractionBits;
            for (var j = 0; j < potentials.Length; j++)
                _outputPotentials[j] = Quantizer.ToPotential(potentials[j], fractionBits);
            _referenceDecoder.Decode(tick, _outputSpikes, _outputPotentials, out _);
            _fixedDecoder.Decode(tick, _fixedPoint.Spikes(_output), _fixedPoint.Potentials(_output), out _);
        }
    }
}
