namespace EdgeSnn.Firmware.Verbs;

/// <summary>What is in a WAV file, as <c>edgesnn info</c> shows it.</summary>
public sealed record AudioInfo(string File, int SampleRate, int Channels, int BitsPerSample, bool IsFloat, double Seconds, long FileBytes);
