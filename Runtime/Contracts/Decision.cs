namespace EdgeSnn.Runtime.Contracts;

/// <summary>One classification, as the decoder emits it.</summary>
/// <param name="Class">Index into <see cref="NetworkModel.Labels"/>.</param>
/// <param name="Confidence">Q0.15: 0 .. 32767 stands for [0, 1).</param>
/// <param name="Tick">The tick in which the decision fell, counted from 0 since the last reset [ticks].</param>
/// <param name="Sequence">Running number of the decision since the last reset, from 0.</param>
public readonly record struct Decision(int Class, int Confidence, long Tick, long Sequence);
