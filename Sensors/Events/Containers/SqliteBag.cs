using Microsoft.Data.Sqlite;

namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>rosbag2's SQLite files: a table of topics and one of messages in CDR, read in the order of their time.</summary>
internal sealed class SqliteBag : IBag
{
    private const string Query =
        "SELECT t.name, t.type, t.serialization_format, m.data FROM messages m JOIN topics t ON t.id = m.topic_id ORDER BY m.timestamp, m.id";

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _command;
    private readonly SqliteDataReader _reader;

    /// <summary>Opens a file, for reading only.</summary>
    /// <exception cref="EventFormatException">Not a database of rosbag2.</exception>
    public SqliteBag(string path)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        _connection = new SqliteConnection(builder.ToString());
        _command = _connection.CreateCommand();
        _command.CommandText = Query;
        try
        {
            _connection.Open();
            _reader = _command.ExecuteReader();
        }
        catch (SqliteException error)
        {
            _command.Dispose();
            _connection.Dispose();
            throw Unreadable(error);
        }
    }

    /// <summary>The first bytes of every SQLite database.</summary>
    public static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <inheritdoc/>
    public long DamagedBytes => 0;

    /// <inheritdoc/>
    public double Share => 0;

    /// <inheritdoc/>
    public bool TryRead(out BagMessage message)
    {
        message = default;
        try
        {
            if (!_reader.Read())
                return false;
            var type = _reader.GetString(1).Replace("/msg/", "/", StringComparison.Ordinal);
            // Messages of other topics, such as images, are not worth fetching.
            var data = PayloadHead.IsEvents(type) ? _reader.GetFieldValue<byte[]>(3) : [];
            message = new BagMessage(_reader.GetString(0), type, _reader.GetString(2) == "cdr", data);
            return true;
        }
        catch (Exception error) when (error is SqliteException or InvalidCastException or InvalidOperationException)
        {
            throw Unreadable(error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
        _connection.Dispose();
    }

    private static EventFormatException Unreadable(Exception error)
        => new("database", error.Message.ReplaceLineEndings(" "), "the topics and messages of rosbag2");
}
