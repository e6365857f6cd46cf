using System.Globalization;
using EdgeSnn.Models.Import.Tensors;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Check;

/// <summary>A tensor of spike counts as rasters, one per sample; packed bits (<c>numpy.packbits</c>) are unpacked on the way.</summary>
public sealed class SpikeTensor
{
    /// <summary>Most spikes of one element in one tick [spikes].</summary>
    public const int MostSpikes = 255;

    private readonly Tensor _tensor;
    private readonly string _subject;

    /// <summary>Reads a tensor as a signal of known shape.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="signal">Shape of the signal in one tick, as the NIR node has it.</param>
    /// <param name="order">Which dimension is what.</param>
    /// <param name="subject">What the tensor is, for messages.</param>
    /// <exception cref="ModelFormatException">The tensor does not carry that signal.</exception>
    public SpikeTensor(Tensor tensor, int[] signal, TensorOrder order, string subject)
        : this(tensor, TensorLayout.Find((tensor ?? throw new ArgumentNullException(nameof(tensor))).Shape, signal, order, subject), false, subject)
    {
    }

    private SpikeTensor(Tensor tensor, TensorLayout layout, bool isPacked, string subject)
    {
        _tensor = tensor;
        _subject = subject;
        Layout = layout;
        IsPacked = isPacked;
    }

    /// <summary>Where sample, tick and element stand; of the bits when packed.</summary>
    public TensorLayout Layout { get; }

    /// <summary>True when each value holds eight spikes, the first in its highest bit.</summary>
    public bool IsPacked { get; }

    /// <summary>
    /// Reads a recording of a signal whose length is known from the input: plain, or packed into bits when only that fits.
    /// </summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="signal">Shape of the signal in one tick.</param>
    /// <param name="input">Samples and ticks of the input; those of packed bits are the same.</param>
    /// <param name="order">Which dimension is what.</param>
    /// <param name="subject">What the tensor is, for messages.</param>
    /// <returns>Null when the tensor does not carry that signal.</returns>
    public static SpikeTensor? TryRecording(Tensor tensor, int[] signal, TensorLayout input, TensorOrder order, string subject)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (TensorLayout.TryFind(tensor.Shape, signal, order) is { } plain)
            return new(tensor, plain, false, subject);
        var elements = signal.Aggregate(1L, (product, length) => product * length);
        var bits = elements * input.Ticks * input.Samples;
        var isPacked = tensor.Shape.Length == 1 && tensor.Values.LongLength == (bits + 7) / 8 && Array.TrueForAll(tensor.Values, IsByte);
        int[] shape = input.Samples == 1 ? [input.Ticks, .. signal] : [input.Ticks, input.Samples, .. signal];
        return isPacked && TensorLayout.TryFind(shape, signal, TensorOrder.Guess) is { } unpacked
            ? new(tensor, unpacked, true, subject)
            : null;
    }

    /// <summary>The spikes of one sample.</summary>
    /// <param name="sample">Which, from 0.</param>
    /// <exception cref="ModelFormatException">A value is no count of spikes.</exception>
    public SpikeRaster Raster(int sample)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sample, (uint)Layout.Samples);
        var ticks = new int[Layout.Ticks][];
        var spikes = new List<int>();
        for (var tick = 0; tick < ticks.Length; tick++)
        {
            spikes.Clear();
            var at = (sample * Layout.SampleStride) + (tick * Layout.TickStride);
            for (var element = 0; element < Layout.Elements; element++, at += Layout.ElementStride)
            {
                for (var count = CountAt(at); count > 0; count--)
                    spikes.Add(element);
            }

            ticks[tick] = [.. spikes];
        }

        return new(Layout.Elements, ticks);
    }

    /// <summary>The largest count of one element in one tick, over all samples.</summary>
    /// <exception cref="ModelFormatException">A value is no count of spikes.</exception>
    public int LargestCount()
    {
        if (IsPacked)
            return 1;
        var largest = 0;
        for (var k = 0L; k < _tensor.Values.LongLength; k++)
            largest = Math.Max(largest, CountAt(k));
        return largest;
    }

    private int CountAt(long index)
    {
        if (IsPacked)
            return ((int)_tensor.Values[index >> 3] >> (7 - (int)(index & 7))) & 1;
        var value = _tensor.Values[index];
        if (value is >= 0 and <= MostSpikes && value == Math.Floor(value))
            return (int)value;
        throw new ModelFormatException(
            $"{_subject}[{index}]", value.ToString(CultureInfo.InvariantCulture), $"a count of spikes, 0 .. {MostSpikes}");
    }

    private static bool IsByte(double value) => value is >= 0 and <= 255 && value == Math.Floor(value);
}
