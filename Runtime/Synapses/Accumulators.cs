using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Where the synaptic events of one tick gather before a population's update: one 32-bit sum of weights per post neuron
/// and group of equal scales. Validation has shown that no sum leaves 32 bits, so adding needs no check.
/// </summary>
internal sealed class Accumulators
{
    /// <summary>Cells behind the sums that a convolution's last vector may touch, adding 0.</summary>
    public const int Slack = 16;

    private readonly InputGroup[] _groups;
    private readonly Region[] _sums;
    private readonly Region[] _scales;
    private readonly bool _folds;
    private readonly Region _input;
    private readonly Region _inputScale;

    /// <summary>Reserves the sums; <paramref name="padded"/> is the population's size up to a whole vector.</summary>
    public Accumulators(InputGroup[] groups, int padded, Arena arena)
    {
        _groups = groups;
        _sums = new Region[groups.Length];
        _scales = new Region[groups.Length];
        for (var group = 0; group < groups.Length; group++)
        {
            _sums[group] = arena.Reserve(padded + (groups[group].HasConvolution ? Slack : 0));
            _scales[group] = arena.Reserve(padded);
        }

        _folds = groups.Length != 1 || !groups[0].ProductFits;
        _input = _folds ? arena.Reserve(padded) : _sums[0];
        _inputScale = _folds ? arena.Reserve(padded) : _scales[0];
    }

    /// <summary>After <see cref="Fold"/>: the input of each neuron divided by <see cref="InputScale"/>. Its reader zeroes it.</summary>
    public Span<int> Input => _input.Cells;

    /// <summary>Potential units per unit of <see cref="Input"/>; the product fits 32 bits.</summary>
    public ReadOnlySpan<int> InputScale => _inputScale.Cells;

    /// <summary>The sums that a projection of this group adds to; a graded one writes them.</summary>
    public Span<int> Sums(int group) => _sums[group].Cells;

    /// <summary>Writes the parameters into the allocated arena.</summary>
    public void Load()
    {
        if (_folds) _inputScale.Cells.Fill(1);
        for (var group = 0; group < _groups.Length; group++)
        {
            if (_groups[group].IsGraded) _scales[group].Cells.Fill(1);
            else if (_groups[group].Scale is [var scale]) _scales[group].Cells.Fill(scale);
            else _groups[group].Scale.CopyTo(_scales[group].Cells);
        }
    }

    /// <summary>
    /// Joins the groups into one input per neuron: the exact sum of sum * scale, narrowed once. Nothing to do in the usual
    /// case of one group whose products fit.
    /// </summary>
    public void Fold(ref long saturations)
    {
        if (!_folds) return;
        var input = _input.Cells;
        for (var post = 0; post < input.Length; post++)
        {
            var exact = 0L;
            for (var group = 0; group < _sums.Length; group++)
                exact += (long)_sums[group].Cells[post] * _scales[group].Cells[post];
            input[post] = Round.NarrowSaturating(exact, ref saturations);
        }

        foreach (var sums in _sums) sums.Cells.Clear();
    }

    /// <summary>Forgets what was delivered.</summary>
    public void Reset()
    {
        _input.Cells.Clear();
        foreach (var sums in _sums) sums.Cells.Clear();
    }
}
