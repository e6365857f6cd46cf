using EdgeSnn.Runtime;
using PureHDF;
using PureHDF.Filters;
using PureHDF.VOL.Native;

namespace EdgeSnn.Models.Import.Hdf5;

/// <summary>
/// An HDF5 file opened behind <see cref="GuardedStream"/>. <see cref="Read{T}"/> is the only way in: whatever the library
/// throws on a damaged file leaves as <see cref="ModelFormatException"/>.
/// </summary>
internal sealed class Hdf5File
{
    /// <summary>Longest file [bytes].</summary>
    public const int MaxBytes = 1 << 30;

    private const long LeastChunks = 4096;

    /// <summary>The least that an index takes for a chunk [bytes].</summary>
    private const int BytesPerChunk = 8;

    private readonly GuardedStream _stream;

    static Hdf5File() => RegisterFilters();

    private Hdf5File(GuardedStream stream, NativeFile root)
    {
        _stream = stream;
        Root = root;
    }

    /// <summary>The root group.</summary>
    public NativeGroup Root { get; }

    /// <summary>Puts the filters of this project in place of the library's, for the whole process.</summary>
    public static void RegisterFilters()
    {
        H5Filter.Register(new InflateFilter());
        H5Filter.Register(new UnshuffleFilter());
        H5Filter.Register(new LzfFilter());
    }

    /// <summary>Opens a file and reads from it.</summary>
    /// <param name="stream">Seekable; stays open.</param>
    /// <param name="read">What to read.</param>
    /// <exception cref="ModelFormatException">The file is damaged, or <paramref name="read"/> refused it.</exception>
    public static T Read<T>(Stream stream, Func<Hdf5File, T> read)
    {
        var guarded = new GuardedStream(Load(stream));
        try
        {
            using var root = H5File.Open(guarded, leaveOpen: true);
            var result = read(new Hdf5File(guarded, root));
            // The library swallows what happens within links: a refusal there must not pass for an absent node.
            return guarded.Refusal is null ? result : throw guarded.Refusal;
        }
        catch (Exception e) when (e is not ModelFormatException)
        {
            throw Refusal(guarded, "file", e);
        }
    }

    /// <summary>Reads with the library and names the place if it fails.</summary>
    /// <param name="path">What is read.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="ModelFormatException">It cannot be read.</exception>
    public T At<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not ModelFormatException)
        {
            throw Refusal(_stream, path, e);
        }
    }

    /// <summary>Checks that a dataset may be read at all, before anything of its length is allocated.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="path">Where it is.</param>
    /// <returns>How many elements it has.</returns>
    public int Admit(NativeDataset data, string path)
    {
        if (data.Layout.Class == H5DataLayoutClass.VirtualStorage)
            throw new ModelFormatException(path, "data kept in other files", "data within the file");
        if (data.Space.Type == H5DataspaceType.Null)
            throw new ModelFormatException(path, "no data", "at least one value");
        var limit = data.Layout.Class == H5DataLayoutClass.Chunked ? _stream.MaxDatasetBytes : _stream.Length;
        var bytes = (ulong)Math.Max(1, data.Type.Size);
        foreach (var length in data.Space.Dimensions)
        {
            bytes = length > (ulong)limit ? ulong.MaxValue : bytes * length;
            if (bytes > (ulong)limit)
            {
                throw new ModelFormatException(
                    path, $"shape ({string.Join(", ", data.Space.Dimensions)})", $"at most {limit} bytes, which is what the file can hold");
            }
        }
        RequireFewChunks(data, path);
        _stream.Allow((long)bytes);
        return (int)(bytes / (ulong)Math.Max(1, data.Type.Size));
    }

    // The library visits every chunk, also those that the file does not have.
    private void RequireFewChunks(NativeDataset data, string path)
    {
        if (data.Layout.Class != H5DataLayoutClass.Chunked)
            return;
        var most = Math.Max(LeastChunks, _stream.Length / BytesPerChunk);
        var (sizes, lengths) = (data.Layout.Chunks, data.Space.Dimensions);
        var chunks = 1L;
        for (var axis = 0; axis < lengths.Length && axis < sizes.Length; axis++)
        {
            chunks *= (long)Math.Min((ulong)most + 1, (lengths[axis] / Math.Max(1, sizes[axis])) + 1);
            if (chunks > most)
            {
                throw new ModelFormatException(
                    path, $"shape ({string.Join(", ", lengths)}) in chunks of ({string.Join(", ", sizes)})", $"at most {most} chunks, which is what the file can list");
            }
        }
    }

    private static ModelFormatException Refusal(GuardedStream stream, string path, Exception e)
    {
        if (stream.Refusal is not null)
            return stream.Refusal;
        var cause = e;
        while (cause.InnerException is not null)
            cause = cause.InnerException;
        return cause as ModelFormatException
            ?? new ModelFormatException(path, $"what the HDF5 library refuses ({cause.Message})", "an undamaged file", stream.LastOffset);
    }

    private static byte[] Load(Stream stream)
    {
        var length = stream.Length - stream.Position;
        if (length > MaxBytes)
            throw new ModelFormatException("file", $"{length} bytes", $"at most {MaxBytes}");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
