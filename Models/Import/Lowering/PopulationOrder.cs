namespace EdgeSnn.Models.Import.Lowering;

/// <summary>
/// The order in which populations are updated: along the edges, from the input. An edge that leads back to a population that
/// is being visited closes a cycle and acts one tick later.
/// </summary>
internal static class PopulationOrder
{
    /// <summary>The populations in order of update; the input is first.</summary>
    /// <param name="sources">All of them, the input first.</param>
    /// <param name="targets">Per population, those it sends to.</param>
    public static List<FlatNode> Of(IReadOnlyList<FlatNode> sources, IReadOnlyDictionary<FlatNode, List<FlatNode>> targets)
    {
        var finished = new List<FlatNode>();
        var seen = new HashSet<FlatNode>();
        foreach (var source in sources)
        {
            if (seen.Add(source))
                Visit(source, targets, seen, finished);
        }
        finished.Reverse();
        finished.Remove(sources[0]);
        finished.Insert(0, sources[0]);
        return finished;
    }

    // With a stack of its own: a long chain of populations must not exhaust the thread's.
    private static void Visit(
        FlatNode from, IReadOnlyDictionary<FlatNode, List<FlatNode>> targets, HashSet<FlatNode> seen, List<FlatNode> finished)
    {
        var open = new Stack<(FlatNode Node, int Next)>([(from, 0)]);
        while (open.TryPop(out var visit))
        {
            var next = targets.GetValueOrDefault(visit.Node) ?? [];
            if (visit.Next == next.Count)
            {
                finished.Add(visit.Node);
                continue;
            }
            open.Push((visit.Node, visit.Next + 1));
            if (seen.Add(next[visit.Next]))
                open.Push((next[visit.Next], 0));
        }
    }
}
