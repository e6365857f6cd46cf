namespace EdgeSnn.Models.Import.Tensors;

/// <summary>Reads spike and event tensors: NumPy .npy (v1-v3, any numeric or bool type, either byte order and order), .npz, and .csv.</summary>
public static class TensorReader
{
    /// <summary>Reads one tensor; the format is told by content.</summary>
    /// <param name="stream">Read to its end; stays open.</param>
    /// <param name="member">Array to take from a .npz; empty takes the only one.</param>
    /// <exception cref="Runtime.ModelFormatException">The content is not a tensor; names offset or line.</exception>
    public static Tensor Read(Stream stream, string member = "") => throw new NotImplementedException();
}
