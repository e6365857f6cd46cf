using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeSnn.Firmware.Evaluation;
using EdgeSnn.Firmware.Live;
using EdgeSnn.Firmware.Verbs;
using EdgeSnn.Firmware.Verbs.Bench;
using EdgeSnn.Firmware.Verbs.Doctor;
using EdgeSnn.Firmware.Verbs.Events;
using EdgeSnn.Firmware.Verbs.Events.Show;

namespace EdgeSnn.Firmware;

/// <summary>JSON of everything the program prints or reads as data; generated at build time, for there is no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NewLine = "\n",
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(ClipReport))]
[JsonSerializable(typeof(StreamSummary))]
[JsonSerializable(typeof(NetworkInfo))]
[JsonSerializable(typeof(AudioInfo))]
[JsonSerializable(typeof(EventInfo))]
[JsonSerializable(typeof(ShowReport))]
[JsonSerializable(typeof(PartList))]
[JsonSerializable(typeof(DeviceList))]
[JsonSerializable(typeof(Transcript))]
[JsonSerializable(typeof(CameraReport))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
