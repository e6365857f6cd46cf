namespace EdgeSnn.Runtime.Synapses;

/// <summary>
/// Reads the synapses of one pre neuron after another that end in a range of post neurons, whatever the blueprint's storage.
/// Post neurons are counted from the range's first.
/// </summary>
internal struct SynapseReader(ProjectionModel model, int preSize, NeuronRange range)
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
            _firstOfRow = _next = pre * postSize + range.First;
            _end = _next + int.Min(postSize, range.Count);
        }
        else
        {
            _next = model.FanOutStarts[pre];
            _end = model.FanOutStarts[pre + 1];
            if (!range.IsAll) CutFanOut();
        }
    }

    private void CutFanOut()
    {
        ReadOnlySpan<int> posts = model.PostNeurons.AsSpan(_next.._end);
        _end = _next + CountBelow(posts, range.End);
        _next += CountBelow(posts, range.First);
    }

    // Post neurons ascend, none twice.
    private static int CountBelow(ReadOnlySpan<int> posts, int limit)
    {
        var found = posts.BinarySearch(limit);
        return found < 0 ? ~found : found;
    }

    /// <summary>Reads the next synapse of that pre neuron; false when there is none.</summary>
    public bool TryRead(out int post, out short weight)
    {
        post = weight = 0;
        if (_next == _end) return false;
        post = model.Storage == SynapseStorage.Dense ? _next - _firstOfRow : model.PostNeurons[_next] - range.First;
        weight = model.Weights[_next++];
        return true;
    }
}
