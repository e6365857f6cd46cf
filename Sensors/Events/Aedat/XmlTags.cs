namespace EdgeSnn.Sensors.Events.Aedat;

/// <summary>
/// The tags of an XML text one after another, each with the text that follows it: enough for the header of a recording. The
/// library's XML reader would make the native binary of a device 1 MB larger, with the TLS client it may fetch documents by.
/// </summary>
/// <param name="text">The XML text; a damaged tail ends the tags.</param>
internal ref struct XmlTags(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>Name of the tag, with a leading slash when it closes an element.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>The text behind the tag, up to the next one, trimmed.</summary>
    public ReadOnlySpan<char> Text { get; private set; }

    private ReadOnlySpan<char> Attributes { get; set; }

    /// <summary>Goes to the next tag.</summary>
    /// <returns>False when there is none that ends.</returns>
    public bool Next()
    {
        while (true)
        {
            var begin = _rest.IndexOf('<');
            if (begin < 0)
                return false;
            _rest = _rest[(begin + 1)..];
            var isComment = _rest.StartsWith("!--");
            var end = isComment ? _rest.IndexOf("-->") + 2 : EndOfTag(_rest);
            if (end < (isComment ? 2 : 0))
                return false;
            var tag = _rest[..end];
            _rest = _rest[(end + 1)..];
            if (isComment)
                continue;
            var name = tag.IndexOfAny(" \t\r\n");
            Name = (name < 0 ? tag : tag[..name]).TrimEnd('/');
            Attributes = name < 0 ? [] : tag[name..];
            var text = _rest.IndexOf('<');
            Text = (text < 0 ? _rest : _rest[..text]).Trim();
            return true;
        }
    }

    /// <summary>The value of an attribute of the tag, or nothing.</summary>
    public readonly ReadOnlySpan<char> Attribute(ReadOnlySpan<char> name)
    {
        var rest = Attributes;
        while (true)
        {
            var equals = rest.IndexOf('=');
            if (equals < 0)
                return [];
            var key = rest[..equals].Trim();
            rest = rest[(equals + 1)..].TrimStart();
            var close = rest.IsEmpty || rest[0] is not ('"' or '\'') ? -1 : rest[1..].IndexOf(rest[0]);
            if (close < 0)
                return [];
            if (key.SequenceEqual(name))
                return rest.Slice(1, close);
            rest = rest[(close + 2)..];
        }
    }

    // A value in quotes may hold the character that ends a tag.
    private static int EndOfTag(ReadOnlySpan<char> text)
    {
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            if (quote != '\0')
                quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '"' or '\'')
                quote = text[i];
            else if (text[i] == '>')
                return i;
        }

        return -1;
    }
}
