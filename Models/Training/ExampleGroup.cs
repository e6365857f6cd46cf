namespace EdgeSnn.Training;

/// <summary>A recording and the class it should be recognized as; a null recording is a stretch of noise.</summary>
public readonly record struct Example(Recording? Recording, int Label);

/// <summary>Examples of one origin, of which <paramref name="perEpoch"/> are drawn each epoch, all in turn before one repeats.</summary>
public sealed class ExampleGroup(string name, Example[] examples, int perEpoch)
{
    private int _next;

    public string Name { get; } = name;

    public Example[] Examples { get; } = examples;

    public int PerEpoch => Examples.Length == 0 ? 0 : perEpoch;

    public void Draw(List<Example> into, Dice dice)
    {
        for (var k = 0; k < PerEpoch; k++)
        {
            if (_next == 0) dice.Shuffle(Examples);
            into.Add(Examples[_next]);
            _next = (_next + 1) % Examples.Length;
        }
    }
}
