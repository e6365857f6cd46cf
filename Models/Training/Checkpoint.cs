using EdgeSnn.Runtime;

namespace EdgeSnn.Training;

/// <summary>A folded network's floats in a file, for further training or a second quantization. Not shipped.</summary>
public static class Checkpoint
{
    public static void Save(SpikingNetwork network, string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        var shape = network.Shape;
        writer.Write(shape.Channels);
        writer.Write(shape.Hidden1);
        writer.Write(shape.Hidden2);
        writer.Write(shape.Classes);
        foreach (var delays in new[] { shape.Delays1, shape.Delays2, shape.Delays3 })
        {
            writer.Write(delays.Length);
            foreach (var delay in delays) writer.Write(delay);
        }

        WriteGrid(writer, shape.Grid1);
        WriteGrid(writer, shape.Grid2);
        foreach (var parameter in network.Parameters)
            foreach (var value in parameter.Value) writer.Write(value);
    }

    public static SpikingNetwork Load(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        var sizes = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var delays = new int[3][];
        for (var k = 0; k < 3; k++)
        {
            delays[k] = new int[reader.ReadInt32()];
            for (var n = 0; n < delays[k].Length; n++) delays[k][n] = reader.ReadInt32();
        }

        var shape = new NetworkShape(sizes.Item1, sizes.Item2, sizes.Item3, sizes.Item4, delays[0], delays[1], delays[2])
        {
            Grid1 = ReadGrid(reader),
            Grid2 = ReadGrid(reader),
        };
        var network = new SpikingNetwork(shape);
        foreach (var parameter in network.Parameters)
            for (var k = 0; k < parameter.Value.Length; k++) parameter.Value[k] = reader.ReadSingle();
        foreach (var layer in new[] { network.First, network.Second })
        {
            Array.Fill(layer.RunningSquare, 1f - 1e-6f);
            layer.IsNormFrozen = true;
        }

        return network;
    }

    private static void WriteGrid(BinaryWriter writer, ConvolutionModel? grid)
    {
        writer.Write(grid is not null);
        if (grid is null) return;
        int[] fields =
        [
            grid.InHeight, grid.InWidth, grid.InChannels, grid.OutHeight, grid.OutWidth, grid.OutChannels,
            grid.KernelHeight, grid.KernelWidth, grid.StrideY, grid.StrideX, grid.PadTop, grid.PadLeft,
        ];
        foreach (var field in fields) writer.Write(field);
    }

    private static ConvolutionModel? ReadGrid(BinaryReader reader) => !reader.ReadBoolean() ? null : new ConvolutionModel
    {
        InHeight = reader.ReadInt32(),
        InWidth = reader.ReadInt32(),
        InChannels = reader.ReadInt32(),
        OutHeight = reader.ReadInt32(),
        OutWidth = reader.ReadInt32(),
        OutChannels = reader.ReadInt32(),
        KernelHeight = reader.ReadInt32(),
        KernelWidth = reader.ReadInt32(),
        StrideY = reader.ReadInt32(),
        StrideX = reader.ReadInt32(),
        PadTop = reader.ReadInt32(),
        PadLeft = reader.ReadInt32(),
    };
}
