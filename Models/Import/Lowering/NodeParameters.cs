using System.Globalization;
using EdgeSnn.Models.Import.Nir;
using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>Reads the parameters of one node as what they stand for; every refusal names the node, the parameter and the value.</summary>
internal sealed class NodeParameters
{
    private const int LargestInteger = 1 << 20;

    private readonly string _path;
    private readonly NirNode _node;

    public NodeParameters(string path, NirNode node)
    {
        _path = path;
        _node = node;
    }

    public bool Has(string name) => _node.Parameters.ContainsKey(name);

    public NirArray Array(string name)
    {
        if (!_node.Parameters.TryGetValue(name, out var array))
            throw Refusal(name, "nothing", "a value");
        for (var k = 0; k < array.Values.Length; k++)
        {
            if (!double.IsFinite(array.Values[k]))
                throw Refusal($"{name}[{k}]", Text(array.Values[k]), "a finite number");
        }
        return array;
    }

    /// <summary>A whole number; <paramref name="absent"/> where the file has none.</summary>
    public int Integer(string name, int low, int absent) => Integers(name, 1, low, absent)[0];

    /// <summary>Two whole numbers (y, x); one counts for both.</summary>
    public (int Y, int X) Pair(string name, int low, int absent)
    {
        var values = Integers(name, 2, low, absent);
        return (values[0], values[^1]);
    }

    /// <summary>A shape: whole numbers of at least 1.</summary>
    public int[] Shape(string name)
    {
        var array = Array(name);
        var shape = new int[array.Values.Length];
        var size = 1L;
        for (var k = 0; k < shape.Length; k++)
        {
            shape[k] = Whole($"{name}[{k}]", array.Values[k], 1);
            size *= shape[k];
            if (size > int.MaxValue)
                throw Refusal(name, "more than 2^31 elements", "a smaller shape");
        }
        return shape;
    }

    /// <summary>
    /// One value per element of <paramref name="shape"/>, or a single one where all are equal. Broadcasts as NumPy does:
    /// dimensions are matched from the last, and a length of 1 repeats.
    /// </summary>
    public double[] PerElement(string name, int[] shape)
    {
        var array = Array(name);
        var values = array.Values;
        if (values.Length == 0)
            throw Refusal(name, "no value", $"one, or {FlatNode.SizeOf(shape)}");
        var first = values[0];
        if (System.Array.TrueForAll(values, v => v.Equals(first)) && IsBroadcastable(array.Shape, shape))
            return [first];
        if (values.Length == FlatNode.SizeOf(shape) && FitsSqueezed(array.Shape, shape))
            return values;
        if (!IsBroadcastable(array.Shape, shape))
            throw Refusal(name, $"shape {FlatNode.Text(array.Shape)}", $"{FlatNode.Text(shape)}, or one that broadcasts to it");
        return Broadcast(array, shape);
    }

    public ModelFormatException Refusal(string name, string found, string expected)
        => new($"node \"{_path}\" {name}", found, expected);

    public static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);

    /// <summary>The shape without leading dimensions of 1.</summary>
    public static int[] Squeezed(int[] shape)
    {
        var leading = 0;
        while (leading < shape.Length && shape[leading] == 1)
            leading++;
        return shape[leading..];
    }

    private static bool FitsSqueezed(int[] found, int[] shape) => Squeezed(found).AsSpan().SequenceEqual(Squeezed(shape));

    private static bool IsBroadcastable(int[] found, int[] shape)
    {
        found = found.Length > shape.Length ? Squeezed(found) : found;
        if (found.Length > shape.Length)
            return false;
        for (var k = 1; k <= found.Length; k++)
        {
            if (found[^k] != 1 && found[^k] != shape[^k])
                return false;
        }
        return true;
    }

    private static double[] Broadcast(NirArray array, int[] shape)
    {
        var found = array.Shape.Length > shape.Length ? Squeezed(array.Shape) : array.Shape;
        var values = new double[FlatNode.SizeOf(shape)];
        for (var element = 0; element < values.Length; element++)
        {
            var (rest, index, stride) = (element, 0, 1);
            for (var k = 1; k <= shape.Length; k++)
            {
                var coordinate = rest % shape[^k];
                rest /= shape[^k];
                if (k > found.Length)
                    continue;
                index += (found[^k] == 1 ? 0 : coordinate) * stride;
                stride *= found[^k];
            }
            values[element] = array.Values[index];
        }
        return values;
    }

    private int[] Integers(string name, int most, int low, int absent)
    {
        if (!Has(name))
            return [absent];
        var values = Array(name).Values;
        if (values.Length < 1 || values.Length > most)
            throw Refusal(name, $"{values.Length} values", most == 1 ? "1" : $"1 or {most}");
        var integers = new int[values.Length];
        for (var k = 0; k < integers.Length; k++)
            integers[k] = Whole(name, values[k], low);
        return integers;
    }

    private int Whole(string name, double value, int low)
    {
        if (value != Math.Floor(value) || value < low || value > LargestInteger)
            throw Refusal(name, Text(value), $"a whole number from {low} to {LargestInteger}");
        return (int)value;
    }
}
