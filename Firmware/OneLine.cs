namespace EdgeSnn.Firmware;

/// <summary>Errors as one line of text.</summary>
internal static class OneLine
{
    /// <summary>The message of an exception with its line breaks folded.</summary>
    public static string Of(Exception error) => Of(error.Message);

    /// <summary>Text with its line breaks folded.</summary>
    public static string Of(string text)
        => string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
