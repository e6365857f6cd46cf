namespace EdgeSnn.Sensors.Audio;

/// <summary>Codec numbers of WAV files and their names, so that an error can say what a file holds.</summary>
internal static class WavCodec
{
    public const ushort Pcm = 0x0001;
    public const ushort Float = 0x0003;
    public const ushort Extensible = 0xFFFE;

    /// <summary>The codec's customary name with its number.</summary>
    public static string NameOf(ushort codec)
    {
        var name = codec switch
        {
            Pcm => "PCM",
            Float => "IEEE float",
            0x0002 => "Microsoft ADPCM",
            0x0006 => "A-law",
            0x0007 => "mu-law",
            0x0010 => "OKI ADPCM",
            0x0011 => "IMA ADPCM",
            0x0014 => "G.723 ADPCM",
            0x0016 => "DPCM",
            0x0020 => "Yamaha ADPCM",
            0x0031 => "GSM 6.10",
            0x0040 => "G.721 ADPCM",
            0x0050 => "MPEG layer 1 or 2",
            0x0055 => "MP3",
            0x0064 => "G.726 ADPCM",
            0x0065 => "G.722 ADPCM",
            0x00FF or 0x1600 or 0x1610 or 0x706D => "AAC",
            0x0160 or 0x0161 or 0x0162 or 0x0163 => "Windows Media Audio",
            0x674F or 0x6750 or 0x6751 or 0x676F or 0x6770 or 0x6771 => "Ogg Vorbis",
            0x704F => "Opus",
            0xF1AC => "FLAC",
            _ => "unknown codec",
        };
        return $"{name} (0x{codec:X4})";
    }
}
