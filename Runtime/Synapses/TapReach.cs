namespace EdgeSnn.Runtime.Synapses;

/// <summary>The taps of a kernel that one pre row or column reaches, along that axis.</summary>
/// <param name="Place">Where the first of them is stored.</param>
/// <param name="Count">How many there are; they are stored one after the other.</param>
/// <param name="Post">The post position that the first one leads to.</param>
internal readonly record struct TapReach(int Place, int Count, int Post);
