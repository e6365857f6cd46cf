using System.Runtime.CompilerServices;
using EdgeSnn.Runtime.FixedPoint;

namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Where the synaptic events of one tick gather before a population's update: one sum of weights per post neuron and group
/// of equal scales. Sums have 16 bits where bounds prove that none can leave them, else 32, which validation has shown to do.
/// </summary>
internal sealed class Accumulators
{
    /// <summary>Sums behind the last one that a convolution's last vector may touch, adding 0.</summary>
    public const int Slack = 32;

    private readonly InputGroup[] _groups;
    private readonly SumGroup[] _sums;
    private readonly Region[] _scales;
    private readonly Region _input;
    private readonly Region _inputScale;
    private Cells<int> _inputCells, _inputScaleCells;

    /// <summary>Reserves the sums; <paramref name="padded"/> is the population's size up to a whole vector.</summary>
    public Accumulators(InputGroup[] groups, int padded, Arena arena)
    {
        _groups = groups;
        _sums = new SumGroup[groups.Length];
        _scales = new Region[groups.Length];
        Marks = new BlockMarks(padded, arena);
        IsNarrow = groups.Length == 1 && groups[0].IsNarrow;
        for (var group = 0; group < groups.Length; group++)
        {
            _sums[group] = new SumGroup(IsNarrow, padded, Marks, arena);
            _scales[group] = arena.Reserve(padded);
        }

        Folds = groups.Length != 1 || !groups[0].ProductFits;
        _input = Folds ? arena.Reserve(padded) : _sums[0].Region;
        _inputScale = Folds ? arena.Reserve(padded) : _scales[0];
    }

    /// <summary>Which neurons may have got input since the last update.</summary>
    public BlockMarks Marks { get; }

    /// <summary>True when deliveries write sums rather than add to them: then nothing needs to zero them.</summary>
    public bool IsWritten { get; set; }

    /// <summary>False in the usual case of one group whose products fit: its sums are the input.</summary>
    public bool Folds { get; }

    /// <summary>True when the only group's sums are <see cref="Sum16"/>, else <see cref="Sum32"/>.</summary>
    public bool IsNarrow { get; }

    /// <summary>After <see cref="Fold"/>: the input of each neuron divided by <see cref="InputScale"/>. Its reader zeroes it.</summary>
    public Span<TSum> Sums<TSum>() where TSum : unmanaged, ISum<TSum> => _input.As<TSum>();

    /// <summary>The first of them, of the type that <see cref="IsNarrow"/> tells, for kernels that know the population's size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TSum First<TSum>() where TSum : unmanaged, ISum<TSum> => ref Unsafe.As<int, TSum>(ref _inputCells.First);

    /// <summary>Potential units per unit of input; the product fits 32 bits.</summary>
    public ReadOnlySpan<int> InputScale => _inputScale.Cells;

    /// <summary>The first of <see cref="InputScale"/>.</summary>
    public ref int FirstScale => ref _inputScaleCells.First;

    /// <summary>The sums that a projection of this group adds to; a graded one writes them.</summary>
    public SumGroup Sums(int group) => _sums[group];

    /// <summary>Writes the parameters into the allocated arena.</summary>
    public void Load()
    {
        (_inputCells, _inputScaleCells) = (_input.ToCells<int>(), _inputScale.ToCells<int>());
        if (Folds) _inputScale.Cells.Fill(1);
        for (var group = 0; group < _groups.Length; group++)
        {
            if (_groups[group].IsGraded) _scales[group].Cells.Fill(1);
            else if (_groups[group].Scale is [var scale]) _scales[group].Cells.Fill(scale);
            else _groups[group].Scale.CopyTo(_scales[group].Cells);
        }
    }

    /// <summary>
    /// Where <see cref="Folds"/> says so, joins the groups into one input per neuron: the exact sum of sum * scale, narrowed once.
    /// </summary>
    /// <param name="first">First neuron to join.</param>
    /// <param name="end">The one after the last.</param>
    /// <returns>The inputs that did not fit.</returns>
    public long Fold(int first, int end)
    {
        var saturations = 0L;
        var input = _input.Cells[first..end];
        for (var post = 0; post < input.Length; post++)
        {
            var exact = 0L;
            for (var group = 0; group < _sums.Length; group++)
                exact += (long)_sums[group].Cells[first + post] * _scales[group].Cells[first + post];
            input[post] = Round.NarrowSaturating(exact, ref saturations);
        }

        foreach (var sums in _sums) sums.Cells[first..end].Clear();
        return saturations;
    }

    /// <summary>Forgets what was delivered.</summary>
    public void Reset()
    {
        _input.Cells.Clear();
        foreach (var sums in _sums) sums.Cells.Clear();
        Marks.Clear();
    }
}
