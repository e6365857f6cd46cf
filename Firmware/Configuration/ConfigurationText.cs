using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeSnn.Firmware.Configuration;

/// <summary>Configuration files and what is known of them, as text.</summary>
internal static class ConfigurationText
{
    private const string Schema = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>A file that says what happens anyway, with every key explained; a comment where there is no default.</summary>
    public static string Documented()
    {
        var text = new StringBuilder("{\n");
        foreach (var key in SettingKeys.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"  // {key.Description}.\n");
            var isGiven = key.Name == "audio" || key.Default is not null;
            text.Append(CultureInfo.InvariantCulture, $"  {(isGiven ? "" : "// ")}\"{key.Name}\": {key.Default ?? key.Example},\n\n");
        }

        text.Length -= 1;
        return text.Append("}\n").ToString();
    }

    /// <summary>Settings as a file, with every key that has a value.</summary>
    public static string Of(RunSettings settings)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            foreach (var key in SettingKeys.All)
                Write(writer, key, settings);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>The schema: docs/config.schema.json.</summary>
    public static string JsonSchema()
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", Schema);
            writer.WriteString("title", "Configuration of edgesnn run");
            writer.WriteString("description", "Every key is an option of edgesnn run; the command line overrides the file. Comments are allowed.");
            writer.WriteString("type", "object");
            writer.WriteStartObject("properties");
            writer.WriteStartObject(ConfigurationFile.SchemaKey);
            writer.WriteString("type", "string");
            writer.WriteEndObject();
            foreach (var key in SettingKeys.All)
                WriteSchema(writer, key);
            writer.WriteEndObject();
            writer.WriteBoolean("additionalProperties", false);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>The table of docs/configuration.md.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder("| key | option | value | default | |\n|---|---|---|---|---|\n");
        foreach (var key in SettingKeys.All)
        {
            var standard = key.Default is null ? "" : $"`{key.Default}`";
            text.Append(CultureInfo.InvariantCulture, $"| `{key.Name}` | `{key.Option}` | {key.Expected} | {standard} | {key.Description} |\n");
        }

        return text.ToString();
    }

    private static void Write(Utf8JsonWriter writer, SettingKey key, RunSettings settings)
    {
        var value = key.Get(settings);
        if (value is null && key.Default is null)
            return;
        writer.WritePropertyName(key.Name);
        switch (value)
        {
            case null:
                writer.WriteRawValue(key.Default!);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int whole:
                writer.WriteNumberValue(whole);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case IReadOnlyList<string> list:
                writer.WriteStartArray();
                foreach (var text in list)
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
                break;
        }
    }

    private static void WriteSchema(Utf8JsonWriter writer, SettingKey key)
    {
        writer.WriteStartObject(key.Name);
        writer.WriteString("description", key.Description);
        writer.WriteStartArray("type");
        writer.WriteStringValue(key.Kind switch
        {
            SettingKind.WholeNumber => "integer",
            SettingKind.Number => "number",
            SettingKind.Flag => "boolean",
            SettingKind.List => "array",
            _ => "string",
        });
        writer.WriteStringValue("null");
        writer.WriteEndArray();
        if (key.Kind is SettingKind.WholeNumber or SettingKind.Number)
        {
            writer.WriteNumber("minimum", key.Minimum);
            writer.WriteNumber("maximum", key.Maximum);
        }

        if (key.Kind == SettingKind.List)
        {
            writer.WriteStartObject("items");
            writer.WriteString("type", "string");
            writer.WriteEndObject();
        }

        if (key.Default is not null)
        {
            writer.WritePropertyName("default");
            writer.WriteRawValue(key.Default);
        }

        writer.WriteEndObject();
    }
}
