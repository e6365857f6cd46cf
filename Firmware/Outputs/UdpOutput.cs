using System.Net;
using System.Net.Sockets;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>One datagram per decision, a JSON line, to one receiver; nobody knows whether it arrives.</summary>
public sealed class UdpOutput : IOutput
{
    private readonly Socket _socket;
    private readonly SocketAddress _receiver;
    private readonly MessageJson _json;

    /// <summary>Makes a socket; the receiver need not exist.</summary>
    public UdpOutput(string address, IPEndPoint receiver, string model)
    {
        Address = address;
        _receiver = receiver.Serialize();
        _json = new MessageJson(model);
        _socket = new Socket(receiver.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        // Broadcast addresses are legitimate receivers on a small network.
        if (receiver.AddressFamily == AddressFamily.InterNetwork)
            _socket.EnableBroadcast = true;
    }

    public string Address { get; }

    public bool IsIdle => true;

    public long Delivered { get; private set; }

    public long Lost { get; private set; }

    public void Emit(in DecisionMessage message)
    {
        try
        {
            _socket.SendTo(_json.Write(message), SocketFlags.None, _receiver);
            Delivered++;
        }
        catch (SocketException)
        {
            // Network down, or the send buffer full: this one is lost, the next may pass.
            Lost++;
        }
    }

    public void Poll()
    {
    }

    public void Dispose()
    {
        _socket.Dispose();
        _json.Dispose();
    }
}
