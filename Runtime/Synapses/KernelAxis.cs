namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// One axis of a convolution: which taps of the kernel join a pre position to which post positions. Taps are stored in an
/// order in which those of one pre position follow each other: by residue class modulo stride / gcd(stride, dilation), and
/// within a class from the last tap down, so that post positions ascend by <see cref="Spacing"/>.
/// </summary>
internal sealed class KernelAxis
{
    private readonly int _out, _kernel, _stride, _pad, _dilation;
    private readonly int _classes;
    private readonly int[] _classOf;

    /// <summary>Prepares the classes; every argument is one that validation accepts.</summary>
    private KernelAxis(int outSize, int kernel, int stride, int pad, int dilation)
    {
        (_out, _kernel, _stride, _pad, _dilation) = (outSize, kernel, stride, pad, dilation);
        var common = GreatestCommonDivisor(stride, dilation);
        _classes = stride / common;
        Spacing = dilation / common;
        _classOf = new int[stride];
        Array.Fill(_classOf, -1);
        for (var tap = 0; tap < _classes; tap++) _classOf[tap * dilation % stride] = tap;
    }

    /// <summary>Post positions from one tap of a reach to the next.</summary>
    public int Spacing { get; }

    /// <summary>The vertical axis.</summary>
    public static KernelAxis Rows(ConvolutionModel model) =>
        new(model.OutHeight, model.KernelHeight, model.StrideY, model.PadTop, model.DilationY);

    /// <summary>The horizontal axis.</summary>
    public static KernelAxis Columns(ConvolutionModel model) =>
        new(model.OutWidth, model.KernelWidth, model.StrideX, model.PadLeft, model.DilationX);

    /// <summary>Where a tap is stored, 0 .. kernel - 1.</summary>
    public int Place(int tap) => FirstPlace(tap % _classes) + TapsOf(tap % _classes) - 1 - tap / _classes;

    /// <summary>The taps that join a pre position to post positions inside the grid; none has a count of 0.</summary>
    public TapReach Reach(int position)
    {
        var padded = position + _pad;
        var residue = _classOf[padded % _stride];
        if (residue < 0 || TapsOf(residue) == 0) return default;
        var taps = TapsOf(residue);
        var lastTap = residue + (taps - 1) * _classes;
        // Exact: the class is the one whose taps leave no remainder. Negative above or left of the grid.
        var post = (padded - lastTap * _dilation) / _stride;
        var before = post >= 0 ? 0 : (-post + Spacing - 1) / Spacing;
        var count = post >= _out ? 0 : int.Min(taps - 1, (_out - 1 - post) / Spacing) - before + 1;
        return count <= 0 ? default : new TapReach(FirstPlace(residue) + before, count, post + before * Spacing);
    }

    private int TapsOf(int residue) => _kernel / _classes + (residue < _kernel % _classes ? 1 : 0);

    private int FirstPlace(int residue) => residue * (_kernel / _classes) + int.Min(residue, _kernel % _classes);

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
