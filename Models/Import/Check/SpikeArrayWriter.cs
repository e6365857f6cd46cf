using System.Globalization;
using System.Text;

namespace EdgeSnn.Models.Import.Check;

/// <summary>Writes rasters as a NumPy array of unsigned bytes: (ticks, samples, signal...), without samples for a single one.</summary>
public static class SpikeArrayWriter
{
    // Format version 1.0: magic, header length in two bytes, header text; data starts at a multiple of 64.
    private const int Alignment = 64;
    private const int PrefixBytes = 10;

    /// <summary>Writes an array.</summary>
    /// <param name="stream">Written at its position; stays open.</param>
    /// <param name="samples">Rasters of equal length and size, at least one.</param>
    /// <param name="signal">Shape of the signal in one tick; product = elements of the rasters.</param>
    /// <exception cref="ArgumentException">The rasters differ in length or size.</exception>
    public static void Write(Stream stream, IReadOnlyList<SpikeRaster> samples, int[] signal)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(signal);
        var (ticks, elements) = (samples[0].Ticks.Count, samples[0].Elements);
        if (samples.Any(sample => sample.Ticks.Count != ticks || sample.Elements != elements))
            throw new ArgumentException("The rasters differ in length or size.", nameof(samples));
        int[] shape = samples.Count == 1 ? [ticks, .. signal] : [ticks, samples.Count, .. signal];
        WriteHeader(stream, shape);
        var row = new byte[elements];
        for (var tick = 0; tick < ticks; tick++)
        {
            foreach (var sample in samples)
            {
                Array.Clear(row);
                foreach (var element in sample.Ticks[tick])
                    row[element]++;
                stream.Write(row);
            }
        }
    }

    private static void WriteHeader(Stream stream, int[] shape)
    {
        var lengths = string.Join(", ", shape.Select(length => length.ToString(CultureInfo.InvariantCulture)));
        var text = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({lengths}{(shape.Length == 1 ? "," : "")}), }}";
        var length = ((PrefixBytes + text.Length + 1 + Alignment - 1) / Alignment * Alignment) - PrefixBytes;
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n"));
    }
}
