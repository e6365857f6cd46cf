namespace EdgeSnn.Models.Import.Lowering;

/// <summary>A vector that knows which of its elements were added to, so that sparse rows cost what they hold.</summary>
internal sealed class Accumulator
{
    private readonly bool[] _isTouched;
    private readonly int[] _touched;
    private int _count;

    public Accumulator(int size)
    {
        Values = new double[size];
        _isTouched = new bool[size];
        _touched = new int[size];
    }

    public double[] Values { get; }

    /// <summary>Elements that were added to; ascending after <see cref="Sort"/>.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

    public void Add(int element, double value)
    {
        Values[element] += value;
        if (_isTouched[element])
            return;
        _isTouched[element] = true;
        _touched[_count++] = element;
    }

    public void Sort()
    {
        if (_count < Values.Length / 16)
        {
            Array.Sort(_touched, 0, _count);
            return;
        }
        _count = 0;
        for (var element = 0; element < _isTouched.Length; element++)
        {
            if (_isTouched[element])
                _touched[_count++] = element;
        }
    }

    public void Clear()
    {
        foreach (var element in Touched)
        {
            Values[element] = 0;
            _isTouched[element] = false;
        }
        _count = 0;
    }
}
