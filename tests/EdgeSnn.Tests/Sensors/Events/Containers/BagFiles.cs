using System.Text;
using EdgeSnn.Sensors.Events.Aedat;
using EdgeSnn.Sensors.Events.Containers;
using ICSharpCode.SharpZipLib.BZip2;
using Microsoft.Data.Sqlite;
using ZstdSharp;

namespace EdgeSnn.Tests.Sensors.Events.Containers;

/// <summary>Writes small bags of one topic of events, and one of something else before every message.</summary>
internal static class BagFiles
{
    private const string Other = "std_msgs/String";

    public static byte[] RosBag(string packing, string type, IEnumerable<byte[]> messages)
    {
        var file = new MemoryStream();
        file.Write("#ROSBAG V2.0\n"u8);
        Record(file, [("op", [3]), ("index_pos", new byte[8])], new byte[100]);
        var chunk = new MemoryStream();
        Record(chunk, [("op", [7]), ("conn", [0, 0, 0, 0]), ("topic", "/text"u8.ToArray())], Fields(("type", Encoding.ASCII.GetBytes(Other))));
        Record(chunk, [("op", [7]), ("conn", [1, 0, 0, 0]), ("topic", "/events"u8.ToArray())], Fields(("type", Encoding.ASCII.GetBytes(type))));
        var count = 0;
        foreach (var message in messages)
        {
            Record(chunk, [("op", [2]), ("conn", [0, 0, 0, 0]), ("time", new byte[8])], [1, 2, 3]);
            Record(chunk, [("conn", [1, 0, 0, 0]), ("op", [2]), ("time", new byte[8])], message);
            if (++count % 4 == 0)
                Chunk(file, packing, chunk);
        }

        Chunk(file, packing, chunk);
        Record(file, [("op", [6]), ("ver", [1, 0, 0, 0])], new byte[8]);
        return file.ToArray();
    }

    public static byte[] Mcap(string packing, string type, IEnumerable<byte[]> messages)
    {
        var magic = McapFile.Magic.ToArray();
        var file = new MemoryStream();
        file.Write(magic);
        Record(file, 1, [.. Text("ros2"), .. Text("test")]);
        var chunk = new MemoryStream();
        Record(chunk, 3, [1, 0, .. Text(type.Replace("/", "/msg/", StringComparison.Ordinal)), .. Text("ros2msg"), 0, 0, 0, 0]);
        Record(chunk, 4, [7, 0, 1, 0, .. Text("/events"), .. Text("cdr"), 0, 0, 0, 0]);
        Record(chunk, 4, [8, 0, 9, 0, .. Text("/text"), .. Text("cdr"), 0, 0, 0, 0]);
        var count = 0;
        foreach (var message in messages)
        {
            Record(chunk, 5, [8, 0, .. new byte[20], 1, 2, 3]);
            Record(chunk, 5, [7, 0, .. new byte[20], .. message]);
            if (++count % 4 == 0)
                McapChunk(file, packing, chunk);
        }

        McapChunk(file, packing, chunk);
        Record(file, 15, [0, 0, 0, 0]);
        Record(file, 2, new byte[20]);
        file.Write(magic);
        return file.ToArray();
    }

    public static byte[] Sqlite(string type, IEnumerable<byte[]> messages)
    {
        var path = Path.GetTempFileName();
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE topics(id INTEGER PRIMARY KEY, name TEXT, type TEXT, serialization_format TEXT, offered_qos_profiles TEXT);"
                + "CREATE TABLE messages(id INTEGER PRIMARY KEY, topic_id INTEGER, timestamp INTEGER, data BLOB);"
                + "INSERT INTO topics VALUES (1, '/text', 'std_msgs/msg/String', 'cdr', ''), (2, '/events', $type, 'cdr', '')";
            command.Parameters.AddWithValue("$type", type.Replace("/", "/msg/", StringComparison.Ordinal));
            command.ExecuteNonQuery();
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            command.CommandText = "INSERT INTO messages(topic_id, timestamp, data) VALUES (1, $time, x'00'), (2, $time, $data)";
            var time = 0L;
            foreach (var message in messages)
            {
                command.Parameters.Clear();
                command.Parameters.AddWithValue("$time", ++time);
                command.Parameters.AddWithValue("$data", message);
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private static void Chunk(Stream file, string packing, MemoryStream chunk)
    {
        var packed = Pack(packing, chunk.ToArray());
        Record(file, [("op", [5]), ("compression", Encoding.ASCII.GetBytes(packing)), ("size", BitConverter.GetBytes((uint)chunk.Length))], packed);
        Record(file, [("op", [4]), ("ver", [1, 0, 0, 0])], new byte[12]);
        chunk.SetLength(0);
    }

    private static void McapChunk(Stream file, string packing, MemoryStream chunk)
    {
        var packed = Pack(packing, chunk.ToArray());
        Record(file, 6,
        [
            .. new byte[16], .. BitConverter.GetBytes(chunk.Length), 0, 0, 0, 0, .. Text(packing),
            .. BitConverter.GetBytes((long)packed.Length), .. packed,
        ]);
        Record(file, 7, [7, 0, 0, 0, 0, 0]);
        chunk.SetLength(0);
    }

    private static byte[] Pack(string packing, byte[] plain)
    {
        if (packing == "bz2")
        {
            using var packed = new MemoryStream();
            using (var stream = new BZip2OutputStream(packed) { IsStreamOwner = false })
                stream.Write(plain);
            return packed.ToArray();
        }

        using var compressor = new Compressor();
        return packing switch { "lz4" => Lz4Frame.Pack(plain), "zstd" => compressor.Wrap(plain).ToArray(), _ => plain };
    }

    private static void Record(Stream stream, (string Name, byte[] Value)[] header, byte[] data)
    {
        var fields = Fields(header);
        stream.Write(BitConverter.GetBytes(fields.Length));
        stream.Write(fields);
        stream.Write(BitConverter.GetBytes(data.Length));
        stream.Write(data);
    }

    private static byte[] Fields(params (string Name, byte[] Value)[] fields)
        => [.. fields.SelectMany(field => (byte[])[.. BitConverter.GetBytes(field.Name.Length + 1 + field.Value.Length), .. Encoding.ASCII.GetBytes(field.Name), (byte)'=', .. field.Value])];

    private static void Record(Stream stream, byte kind, byte[] content)
    {
        stream.WriteByte(kind);
        stream.Write(BitConverter.GetBytes((long)content.Length));
        stream.Write(content);
    }

    private static byte[] Text(string text) => [.. BitConverter.GetBytes(text.Length), .. Encoding.ASCII.GetBytes(text)];
}
