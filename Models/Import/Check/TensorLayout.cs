using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Check;

/// <summary>Where sample, tick and element stand in a row-major spike tensor.</summary>
/// <param name="Samples">Samples, at least 1.</param>
/// <param name="Ticks">Ticks of each sample [ticks].</param>
/// <param name="Elements">Elements of the signal in one tick, in NIR order.</param>
/// <param name="SampleStride">Values from one sample to the next.</param>
/// <param name="TickStride">Values from one tick to the next.</param>
/// <param name="ElementStride">Values from one element to the next.</param>
public readonly record struct TensorLayout(
    int Samples, int Ticks, int Elements, long SampleStride, long TickStride, long ElementStride)
{
    /// <summary>Finds the layout of a tensor that carries a signal of known shape.</summary>
    /// <param name="shape">Shape of the tensor.</param>
    /// <param name="signal">Shape of the signal in one tick, without ticks and samples, such as (2, 34, 34).</param>
    /// <param name="order">Which dimension is what.</param>
    /// <param name="subject">What the tensor is, for the message.</param>
    /// <exception cref="ModelFormatException">The tensor does not carry that signal.</exception>
    public static TensorLayout Find(int[] shape, int[] signal, TensorOrder order, string subject)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(signal);
        if (TryFind(shape, signal, order) is { } layout)
            return layout;
        var leading = order switch
        {
            TensorOrder.Guess => "(ticks, {0}) or (ticks, samples, {0})",
            TensorOrder.Tc => "(ticks, {0})",
            TensorOrder.Tnc => "(ticks, samples, {0})",
            TensorOrder.Ntc => "(samples, ticks, {0})",
            TensorOrder.Nct => "(samples, {0}, ticks)",
            _ => "({0}, ticks)",
        };
        throw new ModelFormatException(
            $"{subject}.shape", Text(shape), leading.Replace("{0}", string.Join(", ", signal), StringComparison.Ordinal));
    }

    /// <summary>The layout, or null when the tensor does not carry that signal.</summary>
    /// <param name="shape">Shape of the tensor.</param>
    /// <param name="signal">Shape of the signal in one tick.</param>
    /// <param name="order">Which dimension is what.</param>
    public static TensorLayout? TryFind(int[] shape, int[] signal, TensorOrder order)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(signal);
        var elements = (int)Product(signal);
        // Fewest leading dimensions first: (1000, 1) of one element is 1000 ticks of it, not 1000 ticks of one sample of it.
        for (var leading = 0; leading <= shape.Length; leading++)
        {
            var isTimeLast = order is TensorOrder.Nct or TensorOrder.Ct;
            var channels = isTimeLast ? shape[Math.Min(leading, shape.Length)..Math.Max(leading, shape.Length - 1)] : shape[leading..];
            if (Product(channels) == elements && !IsTurned(channels, signal)
                && Divide(shape[..leading], isTimeLast ? shape[^1..] : [], elements, order) is { } layout)
                return layout;
        }

        return null;
    }

    /// <summary>A shape as text, such as <c>(300, 10, 2, 34, 34)</c>.</summary>
    /// <param name="shape">Lengths of the dimensions.</param>
    public static string Text(IEnumerable<int> shape) => $"({string.Join(", ", shape)})";

    private static TensorLayout? Divide(int[] leading, int[] trailing, int elements, TensorOrder order) => order switch
    {
        TensorOrder.Tc when leading.Length == 1 => new(1, leading[0], elements, 0, elements, 1),
        TensorOrder.Tnc when leading.Length == 2 => new(leading[1], leading[0], elements, elements, (long)leading[1] * elements, 1),
        TensorOrder.Ntc when leading.Length == 2 => new(leading[0], leading[1], elements, (long)leading[1] * elements, elements, 1),
        TensorOrder.Nct when leading.Length == 1 => new(leading[0], trailing[0], elements, (long)elements * trailing[0], 1, trailing[0]),
        TensorOrder.Ct when leading.Length == 0 && trailing.Length == 1 => new(1, trailing[0], elements, 0, 1, trailing[0]),
        TensorOrder.Guess when leading.Length == 1 => new(1, leading[0], elements, 0, elements, 1),
        // One sample of many ticks is likelier than one tick of many samples.
        TensorOrder.Guess when leading.Length == 2 && leading[0] == 1 => Divide(leading, trailing, elements, TensorOrder.Ntc),
        TensorOrder.Guess when leading.Length == 2 => Divide(leading, trailing, elements, TensorOrder.Tnc),
        _ => null,
    };

    /// <summary>Same dimensions in another order, such as channels last: never to be read as if they were the signal's.</summary>
    private static bool IsTurned(int[] channels, int[] signal)
        => channels.Length == signal.Length && !channels.AsSpan().SequenceEqual(signal);

    private static long Product(int[] shape)
    {
        var product = 1L;
        foreach (var length in shape)
            product = length == 0 ? 0 : Math.Min(long.MaxValue / Math.Max(length, 1), product) * length;
        return product;
    }
}
