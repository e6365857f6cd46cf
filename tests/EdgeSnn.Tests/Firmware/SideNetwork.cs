using System.Buffers.Binary;
using System.Text;
using EdgeSnn.Models.Format;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.FixedPoint;
using EdgeSnn.Sensors.Encoders;
using EdgeSnn.Sensors.Events;

namespace EdgeSnn.Tests.Firmware;

/// <summary>
/// A network built by hand that tells events on the left half of a sensor of 16 x 8 pixels from those on the right, so that
/// the program can be tested end to end on events without anything trained.
/// </summary>
public static class SideNetwork
{
    public const int Width = 16;
    public const int Height = 8;
    public const int Left = 1;
    public const int Right = 2;

    private static readonly EventGridOptions Grid = new() { Width = 4, Height = 2, Pool = 4, PolarityChannels = 1, TickMicroseconds = 1000 };

    public static NetworkModel Create() => new()
    {
        Name = "sides",
        TickMicroseconds = Grid.TickMicroseconds,
        Labels = ["rest", "left", "right"],
        Encoder = Grid.ToModel(),
        Populations =
        [
            new PopulationModel { Name = "input", Size = 8, Kind = NeuronKind.Input },
            new PopulationModel
            {
                Name = "output", Size = 3, Kind = NeuronKind.LeakyIntegrator, FractionBits = 8, MembraneDecay = [Decay.FromRaw(29491)],
            },
        ],
        Projections =
        [
            new ProjectionModel
            {
                Pre = 0, Post = 1, WeightBits = 8, Scale = [4], Storage = SynapseStorage.Dense,
                Weights = [.. Enumerable.Range(0, 8).SelectMany(cell => cell % 4 < 2 ? new short[] { 0, 40, -40 } : [0, -40, 40])],
            },
        ],
        Decoder = new DecoderModel
        {
            Kind = DecoderKind.MaxPotential, Population = 1, WindowTicks = 4, SmoothingTicks = 8, TriggerThreshold = 26000,
            RearmThreshold = 13000, RefractoryTicks = 20, QuietClasses = [0], RestClass = 0,
        },
        Description = "two sides, built by hand",
    };

    /// <summary>Writes the network to a file.</summary>
    public static string WriteTo(string path)
    {
        using var file = File.Create(path);
        ModelWriter.Write(Create(), file);
        return path;
    }

    /// <summary>50 ms of events on each of the sides, 150 ms of silence between them.</summary>
    public static DvsEvent[] Scene(long start, params int[] sides)
    {
        var random = new Random(5);
        var events = new List<DvsEvent>();
        for (var turn = 0; turn < sides.Length; turn++)
        {
            for (var index = 0; index < 500; index++)
            {
                var x = random.Next(Width / 2) + (sides[turn] == Right ? Width / 2 : 0);
                events.Add(new DvsEvent(start + (200_000 * turn) + (100 * index), (ushort)x, (ushort)random.Next(Height), (byte)(index & 1)));
            }
        }

        return [.. events];
    }

    /// <summary>Writes events as a Prophesee DAT file.</summary>
    public static string WriteDat(string path, DvsEvent[] events)
    {
        using var file = File.Create(path);
        file.Write(Encoding.ASCII.GetBytes($"% Data file containing CD events.\n% Version 2\n% Height {Height}\n% Width {Width}\n"));
        file.Write([0x0C, 8]);
        var record = new byte[8];
        foreach (var one in events)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)one.Microseconds);
            BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), one.X | ((uint)one.Y << 14) | ((uint)one.Polarity << 28));
            file.Write(record);
        }

        return path;
    }
}
