using EdgeSnn.Runtime;

namespace EdgeSnn.Models.Import.Lowering;

/// <summary>
/// Bounds what composing linear nodes may cost, so that a small file cannot ask for a network that fills the memory. Ten
/// times what the largest network of the runtime holds.
/// </summary>
internal sealed class SynapseBudget
{
    /// <summary>Most weights that all steps of composing may write.</summary>
    public const long MostWeights = 200_000_000;

    private const long MostWork = 20_000_000_000;

    private long _weights;
    private long _work;

    /// <summary>Path of the node that is being composed, for the message.</summary>
    public string Node { get; set; } = "";

    public void Take(long weights)
    {
        _weights += weights;
        if (_weights > MostWeights)
        {
            throw new ModelFormatException(
                $"node \"{Node}\"", $"more than {MostWeights} synapses when its linear nodes are multiplied out", "fewer synapses");
        }
    }

    public void Work(long products)
    {
        _work += products;
        if (_work > MostWork)
        {
            throw new ModelFormatException(
                $"node \"{Node}\"", $"more than {MostWork} products when its linear nodes are multiplied out", "smaller linear nodes");
        }
    }
}
