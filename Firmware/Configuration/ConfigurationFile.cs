using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeSnn.Firmware.Configuration;

/// <summary>
/// Reads configuration files: one JSON object whose keys are <see cref="SettingKeys"/>; comments and a comma behind the last
/// value are allowed. Token by token, because a parsed document no longer knows its lines.
/// </summary>
internal sealed class ConfigurationFile
{
    /// <summary>Names the schema, for editors; says nothing about the run.</summary>
    public const string SchemaKey = "$schema";

    private readonly string _name;
    private readonly byte[] _json;
    private readonly List<string> _problems = [];
    private RunSettings _settings = new();
    private int _line = 1;

    private ConfigurationFile(string name, byte[] json)
    {
        _name = name;
        _json = json;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadFileException">It cannot be read, or something in it is wrong: names line and key, found and expected.</exception>
    public static RunSettings Read(string path)
    {
        var (settings, problems) = Check(path);
        return problems.Count switch
        {
            0 => settings,
            1 => throw new BadFileException(problems[0]),
            _ => throw new BadFileException($"{problems[0]} (and {problems.Count - 1} more: 'edgesnn config check {path}' lists them)"),
        };
    }

    /// <summary>Reads a file as far as it goes, and lists all that is wrong with it.</summary>
    /// <exception cref="BadFileException">It cannot be read.</exception>
    public static (RunSettings Settings, IReadOnlyList<string> Problems) Check(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadFileException($"{path}: no such file", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException($"{path}: {OneLine.Of(error)}", error);
        }

        return Check(path, bytes);
    }

    /// <summary>The same for the bytes of a file.</summary>
    public static (RunSettings Settings, IReadOnlyList<string> Problems) Check(string name, byte[] json)
    {
        var file = new ConfigurationFile(name, json.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json);
        try
        {
            file.ReadObject();
        }
        catch (JsonException error)
        {
            file._problems.Add($"{name}:{(error.LineNumber ?? 0) + 1}: not JSON: {WithoutPlace(error.Message)}");
        }
        catch (InvalidOperationException error)
        {
            // Bytes or escapes that are no Unicode: the library notices when the text is asked for.
            file._problems.Add($"{name}:{file._line}: not Unicode: {OneLine.Of(error).TrimEnd('.')}");
        }

        return (file._settings, file._problems);
    }

    private void ReadObject()
    {
        var reader = new Utf8JsonReader(_json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            Complain(reader, "the file", Found(reader), "an object: { \"audio\": \"-\" }");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var line = _line = Line(reader);
            var key = reader.GetString()!;
            if (!seen.Add(key))
                _problems.Add($"{_name}:{line}: {key}: given twice");
            reader.Read();
            if (key == SchemaKey)
                reader.Skip();
            else if (SettingKeys.All.FirstOrDefault(setting => setting.Name == key) is { } setting)
                ReadValue(ref reader, setting);
            else
                Refuse(ref reader, key, line);
        }

        // What follows the object is not JSON; the reader says so.
        reader.Read();
    }

    private void Refuse(ref Utf8JsonReader reader, string key, int line)
    {
        var byOption = SettingKeys.All.FirstOrDefault(setting => setting.Option.TrimStart('-') == key)?.Name;
        var meant = byOption ?? NearestName.Of(key, SettingKeys.All.Select(setting => setting.Name));
        var hint = meant is null ? $"keys are {string.Join(", ", SettingKeys.All.Select(setting => setting.Name))}" : $"did you mean '{meant}'?";
        _problems.Add($"{_name}:{line}: unknown key '{key}'; {hint}");
        reader.Skip();
    }

    private void ReadValue(ref Utf8JsonReader reader, SettingKey key)
    {
        // As good as not given, so that a file can name all keys.
        if (reader.TokenType == JsonTokenType.Null)
            return;
        var value = key.Kind switch
        {
            SettingKind.Text when reader.TokenType == JsonTokenType.String => reader.GetString(),
            SettingKind.Flag when reader.TokenType is JsonTokenType.True or JsonTokenType.False => reader.GetBoolean(),
            SettingKind.WholeNumber when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var whole)
                && whole >= key.Minimum && whole <= key.Maximum => whole,
            SettingKind.Number when reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number)
                && number >= key.Minimum && number <= key.Maximum => number,
            SettingKind.List when reader.TokenType == JsonTokenType.StartArray => ReadList(ref reader, key),
            _ => (object?)null,
        };
        if (value is not null)
        {
            _settings = key.Set(_settings, value);
            return;
        }

        if (key.Kind == SettingKind.List && reader.TokenType == JsonTokenType.EndArray)
            return;
        Complain(reader, key.Name, Found(reader), key.Expected);
        reader.Skip();
    }

    private List<string>? ReadList(ref Utf8JsonReader reader, SettingKey key)
    {
        var texts = new List<string>();
        var isSound = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                texts.Add(reader.GetString()!);
                continue;
            }

            isSound = false;
            Complain(reader, $"{key.Name}[{texts.Count}]", Found(reader), "a text");
            reader.Skip();
        }

        return isSound ? texts : null;
    }

    private void Complain(in Utf8JsonReader reader, string key, string found, string expected)
        => _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{_name}:{Line(reader)}: {key}: found {found}, expected {expected}"));

    private int Line(in Utf8JsonReader reader) => 1 + _json.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');

    private static string Found(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.None => "nothing",
        JsonTokenType.String => $"\"{reader.GetString()}\"",
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    };

    // The library ends such messages with the place, counted from 0.
    private static string WithoutPlace(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return OneLine.Of(place < 0 ? message : message[..place]).TrimEnd('.');
    }
}
