using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>One JSON line per decision into a file or standard output, written through at once.</summary>
public sealed class JsonLinesOutput : IOutput
{
    private readonly Stream _stream;
    private readonly MessageJson _json;

    /// <summary>Writes to a stream, disposed with the output.</summary>
    public JsonLinesOutput(string address, Stream stream, string model)
    {
        Address = address;
        _stream = stream;
        _json = new MessageJson(model);
    }

    public string Address { get; }

    public bool IsIdle => true;

    public long Delivered { get; private set; }

    public long Lost => 0;

    /// <summary>Creates a file, or empties it.</summary>
    /// <exception cref="DeviceException">The file cannot be written.</exception>
    public static FileStream CreateFile(string address, string path)
    {
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        }
        catch (DirectoryNotFoundException error)
        {
            throw new DeviceException($"{address}: no such folder {Path.GetDirectoryName(Path.GetFullPath(path))}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DeviceException($"{address}: {OneLine.Of(error)}", error);
        }
    }

    public void Emit(in DecisionMessage message)
    {
        _stream.Write(_json.Write(message));
        _stream.Flush();
        Delivered++;
    }

    public void Poll()
    {
    }

    public void Dispose()
    {
        _json.Dispose();
        _stream.Dispose();
    }
}
