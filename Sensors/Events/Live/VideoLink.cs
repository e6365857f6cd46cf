namespace EdgeSnn.Sensors.Events.Live;

/// <summary>
/// An event camera behind V4L2, as on a Raspberry Pi: frames of words up to the end-of-frame marker. The format follows from the
/// device's pixel format; a bridge that calls it gray needs to be told.
/// </summary>
public sealed class VideoLink : IEventLink
{
    private readonly IVideoDevice _device;
    private readonly string? _format;
    private readonly EventReadOptions _options;
    private byte[] _frame = [];
    private string _taken = "";
    private int _start;
    private int _end;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="address">As it was given, for messages.</param>
    /// <param name="device">Disposed with this link.</param>
    /// <param name="format"><c>evt2</c>, <c>evt21</c> or <c>evt3</c>; null to take the device's word.</param>
    /// <param name="options">Size of the sensor where it is known: nothing else says it.</param>
    public VideoLink(string address, IVideoDevice device, string? format, EventReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(options);
        (Address, _device, _format, _options) = (address, device, format, options);
    }

    /// <inheritdoc/>
    public string Address { get; }

    /// <inheritdoc/>
    public void Open()
    {
        var format = _device.Open();
        _taken = _format ?? format.FourCc switch
        {
            "PSEE" => "evt2",
            "PSE1" or "PSE2" => "evt21",
            "PSE3" or "GREY" => "evt3",
            var other => throw Refusal($"{Address}: pixel format {other}, expected PSEE, PSE1, PSE2, PSE3 or GREY; --format names the words"),
        };
        if (format.FrameBytes > _frame.Length)
            _frame = new byte[format.FrameBytes];
        (_start, _end) = (0, 0);
    }

    /// <inheritdoc/>
    public IEventDecoder CreateDecoder() => EventFormats.All.First(format => format.Name == _taken).CreateDecoder!(_options);

    /// <inheritdoc/>
    public int Receive(Span<byte> buffer, TimeSpan wait)
    {
        if (_start == _end)
            (_start, _end) = (0, FrameEnd.Find(_frame.AsSpan(0, _device.Take(_frame, wait)), _taken));
        var count = Math.Min(buffer.Length, _end - _start);
        _frame.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    public void Close() => _device.Close();

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();

    private IOException Refusal(string message)
    {
        _device.Close();
        return new IOException(message);
    }
}
