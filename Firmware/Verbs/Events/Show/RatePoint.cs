namespace EdgeSnn.Firmware.Verbs.Events.Show;

/// <summary>One bin of a rate over time.</summary>
/// <param name="Seconds">Where it begins, after the first event [seconds].</param>
/// <param name="On">ON events.</param>
/// <param name="Off">OFF events.</param>
public sealed record RatePoint(double Seconds, long On, long Off);
