using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>JSON of what the import verbs print; generated at build time, for there is no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NewLine = "\n",
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(ExportReport))]
internal sealed partial class ImportJson : JsonSerializerContext;
