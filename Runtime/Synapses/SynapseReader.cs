namespace EdgeSnn.Runtime.Synapses;

/// <summary>Reads the synapses of one pre neuron after another, whatever the blueprint's storage.</summary>
internal struct SynapseReader(ProjectionModel model, int preSize)
{
    private int _next;
    private int _end;
    private int _firstOfRow;

    /// <summary>Goes to the first synapse of a pre neuron.</summary>
    public void MoveTo(int pre)
    {
        if (model.Storage == SynapseStorage.Dense)
        {
            var postSize = model.Weights.Length / preSize;
            _firstOfRow = _next = pre * postSize;
            _end = _next + postSize;
        }
        else
        {
            _next = model.FanOutStarts[pre];
            _end = model.FanOutStarts[pre + 1];
        }
    }

    /// <summary>Reads the next synapse of that pre neuron; false when there is none.</summary>
    public bool TryRead(out int post, out short weight)
    {
        post = weight = 0;
        if (_next == _end) return false;
        post = model.Storage == SynapseStorage.Dense ? _next - _firstOfRow : model.PostNeurons[_next];
        weight = model.Weights[_next++];
        return true;
    }
}
