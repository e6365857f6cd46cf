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

        var network = new SpikingNetwork(new NetworkShape(sizes.Item1, sizes.Item2, sizes.Item3, sizes.Item4, delays[0], delays[1], delays[2]));
        foreach (var parameter in network.Parameters)
            for (var k = 0; k < parameter.Value.Length; k++) parameter.Value[k] = reader.ReadSingle();
        foreach (var layer in new[] { network.First, network.Second })
        {
            Array.Fill(layer.RunningSquare, 1f - 1e-6f);
            layer.IsNormFrozen = true;
        }

        return network;
    }
}
