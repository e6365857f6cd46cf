using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeSnn.Runtime;
using PureHDF;
using PureHDF.VOL.Native;

namespace EdgeSnn.Models.Import.Hdf5;

/// <summary>Reads numbers of any width, sign and byte order, widened to double; whole numbers above 2^53 are refused.</summary>
internal static class Hdf5Numbers
{
    private const double MaxWhole = 9007199254740992;

    /// <summary>True when a dataset holds numbers or truth values.</summary>
    public static bool IsNumeric(NativeDataset data) =>
        data.Type.Class is H5DataTypeClass.FixedPoint or H5DataTypeClass.FloatingPoint or H5DataTypeClass.Enumerated;

    /// <summary>Reads all of a dataset.</summary>
    /// <returns>Row-major; one value for a scalar.</returns>
    /// <exception cref="ModelFormatException">It holds something else or is damaged.</exception>
    public static double[] Read(Hdf5File file, NativeDataset data, string path)
    {
        var values = new double[file.Admit(data, path)];
        if (values.Length == 0)
            return values;
        var size = data.Type.Size;
        switch (data.Type.Class)
        {
            case H5DataTypeClass.FloatingPoint when size == 8:
                Fill(file, data, path, values);
                return values;
            case H5DataTypeClass.FloatingPoint when size == 4:
                return Widen<float>(file, data, path, values);
            case H5DataTypeClass.FloatingPoint when size == 2:
                return Widen<Half>(file, data, path, values);
            // h5py and NumPy store truth values as an enumeration of one byte.
            case H5DataTypeClass.Enumerated when size == 1:
                return Widen<sbyte>(file, data, path, values);
            case H5DataTypeClass.FixedPoint when size is 1 or 2 or 4 or 8:
                return Whole(file, data, path, values);
            default:
                throw new ModelFormatException(
                    path, $"{data.Type.Class} of {size} bytes", "floats of 2, 4 or 8 bytes, integers of 1 to 8, or truth values");
        }
    }

    private static double[] Whole(Hdf5File file, NativeDataset data, string path, double[] values) =>
        (data.Type.FixedPoint.IsSigned, data.Type.Size) switch
        {
            (true, 1) => Widen<sbyte>(file, data, path, values),
            (true, 2) => Widen<short>(file, data, path, values),
            (true, 4) => Widen<int>(file, data, path, values),
            (true, _) => Widen<long>(file, data, path, values),
            (false, 1) => Widen<byte>(file, data, path, values),
            (false, 2) => Widen<ushort>(file, data, path, values),
            (false, 4) => Widen<uint>(file, data, path, values),
            _ => Widen<ulong>(file, data, path, values),
        };

    private static double[] Widen<T>(Hdf5File file, NativeDataset data, string path, double[] values)
        where T : unmanaged, INumberBase<T>
    {
        var stored = new T[values.Length];
        Fill(file, data, path, stored);
        for (var i = 0; i < values.Length; i++)
            values[i] = double.CreateChecked(stored[i]);
        if (typeof(T) == typeof(long) || typeof(T) == typeof(ulong))
            RefuseLarge(values, path);
        return values;
    }

    private static void RefuseLarge(double[] values, string path)
    {
        // 2^53 itself may already be a rounded 2^53 + 1.
        foreach (var value in values)
        {
            if (Math.Abs(value) >= MaxWhole)
                throw new ModelFormatException(path, $"a whole number of about {value:R}", "magnitudes below 2^53");
        }
    }

    /// <summary>
    /// Reads into an array of the stored type. The library reads only the byte order of the machine and says so when it meets
    /// the other; then the bytes are taken as they are and turned.
    /// </summary>
    private static void Fill<T>(Hdf5File file, NativeDataset data, string path, T[] values)
        where T : unmanaged
    {
        file.At(path, () =>
        {
            try
            {
                data.Read(values.AsSpan());
            }
            catch (Exception e) when (e.Message.StartsWith("Byte order", StringComparison.Ordinal))
            {
                var bytes = MemoryMarshal.AsBytes(values.AsSpan());
                data.Read(bytes);
                var width = Unsafe.SizeOf<T>();
                for (var i = 0; i < bytes.Length; i += width)
                    bytes.Slice(i, width).Reverse();
            }
            return 0;
        });
    }
}
