namespace EdgeSnn.Training;

/// <summary>What the loss knows of a row: its class and the ticks during which that class should be seen.</summary>
/// <param name="Label">Class index.</param>
/// <param name="Start">First tick at which the word may be recognized.</param>
/// <param name="End">Tick after the last at which it may be; Start = End for rows without a word.</param>
public readonly record struct RowTarget(int Label, int Start, int End);

/// <summary>Settings of <see cref="WordLoss"/>.</summary>
/// <param name="Rest">Index of the class that means nothing happened, or -1: then 0 is the resting level.</param>
/// <param name="Window">Ticks over which margins are averaged, as the decoder does.</param>
/// <param name="Smoothing">Label smoothing of the word's term.</param>
/// <param name="QuietWeight">Weight of the term that wants rest outside words.</param>
/// <param name="MeanWeight">Weight of a second word term on the mean margin over the word's ticks.</param>
public sealed record LossOptions(int Rest, int Window, float Smoothing, float QuietWeight, float MeanWeight);

/// <summary>
/// Margin m_c(t): mean over the last W ticks of (potential of c - potential of rest). Word term: cross-entropy of the
/// softmax over (max_t m_c(t), and 0 for rest). Quiet term: the same at every tick outside the word's ticks, wanting rest.
/// So one loss serves the verdict over a clip and the trigger in a stream.
/// </summary>
public sealed class WordLoss(LossOptions options, int classes, int width)
{
    private readonly float[] _probabilities = new float[classes + 1];
    private readonly float[] _margins = new float[classes];
    private readonly int[] _peaks = new int[classes];
    private float[] _windowed = [];
    private float[] _deltas = [];

    /// <summary>Fills d loss / d potentials for the whole batch; returns the mean loss and how many rows were right.</summary>
    public (double Loss, int Right) Apply(float[] potentials, float[] gradient, RowTarget[] targets, int ticks)
    {
        Array.Clear(gradient, 0, targets.Length * ticks * width);
        double loss = 0;
        var right = 0;
        for (var row = 0; row < targets.Length; row++)
        {
            var (value, verdict) = ApplyRow(potentials, gradient, targets[row], (row, ticks, 1f / targets.Length));
            loss += value;
            if (verdict == targets[row].Label) right++;
        }

        return (loss / targets.Length, right);
    }

    /// <summary>Verdict on one row by the decoder's rule.</summary>
    public int Verdict(float[] potentials, int row, int ticks)
    {
        FillWindowed(potentials, row * ticks * width, ticks);
        return FindPeaks(0, ticks);
    }

    private (double Loss, int Verdict) ApplyRow(float[] potentials, float[] gradient, RowTarget target, (int Row, int Ticks, float Share) at)
    {
        var ticks = at.Ticks;
        FillWindowed(potentials, at.Row * ticks * width, ticks);
        Array.Clear(_deltas, 0, ticks * classes);
        var isWord = target.End > target.Start;
        var verdict = FindPeaks(0, ticks);
        if (isWord) FindPeaks(target.Start, target.End);
        double loss = 0;

        // The word's term, on the best tick of every class.
        Softmax(_margins);
        loss -= SmoothCrossEntropy(target.Label, options.Smoothing);
        for (var k = 0; k < classes; k++)
        {
            if (k == options.Rest) continue;
            _deltas[_peaks[k] * classes + k] += _probabilities[k] - Smoothed(k == target.Label, options.Smoothing);
        }

        if (options.MeanWeight > 0) loss += AddMeanTerm(target, ticks, isWord);
        loss += AddQuietTerm(target, ticks, isWord);
        Spread(gradient, at.Row * ticks * width, ticks, at.Share);
        return (loss, verdict);
    }

    private double AddMeanTerm(RowTarget target, int ticks, bool isWord)
    {
        var (start, end) = isWord ? (target.Start, target.End) : (0, ticks);
        for (var k = 0; k < classes; k++)
        {
            var sum = 0f;
            for (var tick = start; tick < end; tick++) sum += _windowed[tick * classes + k];
            _margins[k] = sum / (end - start);
        }

        Softmax(_margins);
        for (var k = 0; k < classes; k++)
        {
            if (k == options.Rest) continue;
            var delta = options.MeanWeight * (_probabilities[k] - Smoothed(k == target.Label, options.Smoothing)) / (end - start);
            for (var tick = start; tick < end; tick++) _deltas[tick * classes + k] += delta;
        }

        return -options.MeanWeight * SmoothCrossEntropy(target.Label, options.Smoothing);
    }

    private double AddQuietTerm(RowTarget target, int ticks, bool isWord)
    {
        var quiet = isWord ? ticks - (target.End - target.Start) : ticks;
        if (quiet == 0 || options.QuietWeight == 0) return 0;
        double loss = 0;
        var weight = options.QuietWeight / ticks;
        for (var tick = 0; tick < ticks; tick++)
        {
            if (isWord && tick >= target.Start && tick < target.End) continue;
            for (var k = 0; k < classes; k++) _margins[k] = _windowed[tick * classes + k];
            Softmax(_margins);
            loss -= weight * MathF.Log(_probabilities[classes] + 1e-9f);
            for (var k = 0; k < classes; k++)
                if (k != options.Rest) _deltas[tick * classes + k] += weight * _probabilities[k];
        }

        return loss;
    }

    /// <summary>From d / d windowed margins to d / d potentials.</summary>
    private void Spread(float[] gradient, int start, int ticks, float share)
    {
        var scale = share / options.Window;
        for (var k = 0; k < classes; k++)
        {
            if (k == options.Rest) continue;
            var sum = 0f;
            for (var tick = ticks - 1; tick >= 0; tick--)
            {
                sum += _deltas[tick * classes + k];
                if (tick + options.Window < ticks) sum -= _deltas[(tick + options.Window) * classes + k];
                gradient[start + tick * width + k] += sum * scale;
                if (options.Rest >= 0) gradient[start + tick * width + options.Rest] -= sum * scale;
            }
        }
    }

    private void FillWindowed(float[] potentials, int start, int ticks)
    {
        if (_windowed.Length < ticks * classes)
        {
            _windowed = new float[ticks * classes];
            _deltas = new float[ticks * classes];
        }

        for (var k = 0; k < classes; k++)
        {
            double sum = 0;
            for (var tick = 0; tick < ticks; tick++)
            {
                sum += Margin(potentials, start + tick * width, k);
                if (tick >= options.Window) sum -= Margin(potentials, start + (tick - options.Window) * width, k);
                _windowed[tick * classes + k] = (float)(sum / options.Window);
            }
        }
    }

    private float Margin(float[] potentials, int cell, int k) =>
        potentials[cell + k] - (options.Rest >= 0 ? potentials[cell + options.Rest] : 0f);

    private int FindPeaks(int start, int end)
    {
        var best = options.Rest;
        var bestMargin = options.Rest >= 0 ? 0f : float.NegativeInfinity;
        for (var k = 0; k < classes; k++)
        {
            _margins[k] = float.NegativeInfinity;
            for (var tick = start; tick < end; tick++)
                if (_windowed[tick * classes + k] > _margins[k]) (_margins[k], _peaks[k]) = (_windowed[tick * classes + k], tick);
            if (k != options.Rest && _margins[k] > bestMargin) (best, bestMargin) = (k, _margins[k]);
        }

        return best;
    }

    /// <summary>Probabilities of the words, and of rest in the last place (also copied to the rest class).</summary>
    private void Softmax(float[] margins)
    {
        var top = 0f;
        for (var k = 0; k < classes; k++)
            if (k != options.Rest) top = MathF.Max(top, margins[k]);
        var sum = MathF.Exp(-top);
        for (var k = 0; k < classes; k++)
        {
            _probabilities[k] = k == options.Rest ? 0f : MathF.Exp(margins[k] - top);
            sum += _probabilities[k];
        }

        for (var k = 0; k < classes; k++) _probabilities[k] /= sum;
        _probabilities[classes] = MathF.Exp(-top) / sum;
        if (options.Rest >= 0) _probabilities[options.Rest] = _probabilities[classes];
    }

    private float Smoothed(bool isLabel, float smoothing) => (isLabel ? 1 - smoothing : 0f) + smoothing / classes;

    private double SmoothCrossEntropy(int label, float smoothing)
    {
        double sum = 0;
        for (var k = 0; k < classes; k++) sum += Smoothed(k == label, smoothing) * Math.Log(_probabilities[k] + 1e-9f);
        return sum;
    }
}
