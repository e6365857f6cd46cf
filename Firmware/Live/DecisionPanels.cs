using System.Globalization;
using EdgeSnn.Runtime;
using EdgeSnn.Runtime.Contracts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeSnn.Firmware.Live;

/// <summary>What a network makes of its input, for a live view: how sure it is of each class, and what it decided.</summary>
internal sealed class DecisionPanels
{
    private const int DecisionRows = 6;

    private readonly NetworkModel _model;
    private readonly ActivityTap _tap;
    private readonly int _barWidth;
    private readonly int _columns;
    private readonly int _labelWidth;

    /// <param name="model">Has the labels.</param>
    /// <param name="tap">Has the confidences.</param>
    /// <param name="barWidth">Width of a full bar [characters].</param>
    /// <param name="columns">Bars side by side, 1 or 2.</param>
    public DecisionPanels(NetworkModel model, ActivityTap tap, int barWidth, int columns)
    {
        _model = model;
        _tap = tap;
        _barWidth = barWidth;
        _columns = columns;
        _labelWidth = Math.Max(10, model.Labels.Max(label => label.Length) + 1);
    }

    /// <summary>A bar per class.</summary>
    public Panel Confidences()
    {
        var grid = new Grid();
        for (var column = 0; column < _columns; column++)
            grid.AddColumn();
        var rows = (_model.Labels.Length + _columns - 1) / _columns;
        for (var row = 0; row < rows; row++)
            grid.AddRow([.. Enumerable.Range(0, _columns).Select(column => Bar(row + (column * rows)))]);
        return new Panel(grid).Header("confidence").BorderColor(Color.Grey);
    }

    /// <summary>The latest decisions, newest first.</summary>
    public static Panel Decisions(DecisionMessage[] decided, string title)
    {
        var lines = decided.TakeLast(DecisionRows).Reverse().Select((message, age) => (IRenderable)new Text(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{message.StreamMicroseconds / 1e6,6:0.00} s  {message.Label,-9} {message.Decision.Confidence / 327.68,3:0} %"),
            new Style(age == 0 ? Color.Lime : Color.Default)));
        return new Panel(new Rows(lines.DefaultIfEmpty(new Text("nothing yet")))).Header(title).BorderColor(Color.Grey);
    }

    private Text Bar(int label)
    {
        if (label >= _model.Labels.Length)
            return new Text("");
        var confidence = _tap.Confidence(label);
        var filled = (int)Math.Round(confidence / 32768.0 * _barWidth);
        var fires = confidence >= _model.Decoder.TriggerThreshold && !_model.Decoder.QuietClasses.Contains(label);
        return new Text(
            _model.Labels[label].PadRight(_labelWidth) + new string('█', filled) + new string('░', _barWidth - filled),
            new Style(fires ? Color.Lime : Color.Default));
    }
}
