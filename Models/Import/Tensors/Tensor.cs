namespace EdgeSnn.Models.Import.Tensors;

/// <summary>An array of numbers from a .npy, .npz or .csv file, widened to double.</summary>
/// <param name="Shape">Lengths of the dimensions, slowest first.</param>
/// <param name="Values">Row-major, whatever order the file has.</param>
public sealed record Tensor(int[] Shape, double[] Values);
