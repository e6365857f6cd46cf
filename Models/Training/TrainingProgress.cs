using Spectre.Console;

namespace EdgeSnn.Training;

/// <summary>Shows how far training is: a bar with the latest figures in a terminal, a line per epoch elsewhere.</summary>
public static class TrainingProgress
{
    /// <summary>Runs <paramref name="work"/>, which calls its argument after each epoch.</summary>
    public static void Show(int epochs, Action<Action<EpochResult>> work)
    {
        if (Console.IsOutputRedirected)
        {
            var done = 0;
            work(result => Console.WriteLine($"epoch {++done} of {epochs}: {Describe(result)}"));
            return;
        }

        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask("training", maxValue: epochs);
                work(result =>
                {
                    task.Description = Markup.Escape(Describe(result));
                    task.Increment(1);
                });
            });
    }

    private static string Describe(EpochResult result)
    {
        var dev = result.DevAccuracy > 0 ? $", held out {100 * result.DevAccuracy:F1} %" : "";
        return $"loss {result.Loss:F3}, training {100 * result.TrainAccuracy:F1} %{dev}, {result.Seconds:F1} s";
    }
}
