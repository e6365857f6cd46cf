namespace EdgeSnn.Firmware.Configuration;

/// <summary>What a value of a configuration file is.</summary>
internal enum SettingKind
{
    Text,
    WholeNumber,
    Number,
    Flag,
    List,
}
