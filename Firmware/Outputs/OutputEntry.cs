using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;

namespace EdgeSnn.Firmware.Outputs;

/// <summary>One line of the catalog of outputs.</summary>
/// <param name="Name">What its addresses begin with.</param>
/// <param name="Syntax">Its addresses.</param>
/// <param name="Description">What it does, in one line.</param>
/// <param name="Create">Makes it from an address.</param>
public sealed record OutputEntry(string Name, string Syntax, string Description, Func<string, NetworkModel, Terminal, IOutput> Create);
