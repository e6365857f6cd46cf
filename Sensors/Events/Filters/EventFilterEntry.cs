namespace EdgeSnn.Sensors.Events.Filters;

/// <summary>One filter of the catalog.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Description">What it does, in one line.</param>
/// <param name="Parameters">Its parameters, in the order of the command line.</param>
/// <param name="Create">Builds it from checked values for a sensor of a size.</param>
public sealed record EventFilterEntry(
    string Name,
    string Description,
    IReadOnlyList<EventFilterParameter> Parameters,
    Func<IReadOnlyList<int>, EventGeometry, IEventFilter> Create)
{
    /// <summary>As it is written on the command line, as in <c>roi:x,y,w,h</c>; parameters with a default stand in brackets.</summary>
    public string Syntax
    {
        get
        {
            var syntax = Name;
            for (var index = 0; index < Parameters.Count; index++)
            {
                var separator = index == 0 ? ":" : ",";
                var parameter = Parameters[index];
                syntax += parameter.Default is null ? separator + parameter.Name : $"[{separator}{parameter.Name}={parameter.Default}]";
            }

            return syntax;
        }
    }
}
