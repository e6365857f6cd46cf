namespace EdgeSnn.Training;

/// <summary>
/// One run of the training loop; every phase but the first goes on from the network of the one before, without pruning.
/// </summary>
/// <param name="Epochs">Passes over the groups.</param>
/// <param name="LearningRate">Peak of the warm-up and cosine.</param>
/// <param name="StreamShare">Share of rows cut from running streams instead of single clips.</param>
/// <param name="VoiceRows">Rows of synthetic voices per epoch.</param>
/// <param name="SeedStep">Added to the run's seed.</param>
public sealed record Phase(int Epochs, float LearningRate, float StreamShare, int VoiceRows, int SeedStep = 0);
