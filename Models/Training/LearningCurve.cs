using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace EdgeSnn.Training;

/// <summary>Loss and accuracy per epoch, drawn as an SVG file.</summary>
public sealed class LearningCurve
{
    private const string LossAxis = "loss";

    private readonly PlotModel _plot;
    private readonly LineSeries _loss = new() { Title = "loss", YAxisKey = LossAxis, Color = OxyColors.Gray };
    private readonly LineSeries _train = new() { Title = "accuracy on varied training rows", Color = OxyColors.SteelBlue };
    private readonly LineSeries _dev = new() { Title = "accuracy on what was held out", Color = OxyColors.DarkOrange };
    private int _epoch;

    public LearningCurve(string name)
    {
        _plot = new PlotModel { Title = $"{name}: learning curve", Background = OxyColors.White };
        _plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "epoch", Minimum = 0 });
        _plot.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Title = "accuracy [%]", Minimum = 0, Maximum = 100, MajorGridlineStyle = LineStyle.Dot });
        _plot.Axes.Add(new LinearAxis { Position = AxisPosition.Right, Title = "loss", Key = LossAxis, Minimum = 0 });
        _plot.Legends.Add(new Legend { LegendPosition = LegendPosition.RightMiddle });
        _plot.Series.Add(_loss);
        _plot.Series.Add(_train);
    }

    public void Add(EpochResult result)
    {
        _epoch++;
        _loss.Points.Add(new DataPoint(_epoch, result.Loss));
        _train.Points.Add(new DataPoint(_epoch, 100 * result.TrainAccuracy));
        if (result.DevAccuracy <= 0) return;
        if (_dev.Points.Count == 0) _plot.Series.Add(_dev);
        _dev.Points.Add(new DataPoint(_epoch, 100 * result.DevAccuracy));
    }

    public void Write(string path)
    {
        using var file = File.Create(path);
        new SvgExporter { Width = 720, Height = 420, UseVerticalTextAlignmentWorkaround = true }.Export(_plot, file);
    }
}
