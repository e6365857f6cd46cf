using System.Globalization;

namespace EdgeSnn.Firmware.Configuration;

/// <summary>One key of a configuration file, which is one option of <c>edgesnn run</c>.</summary>
/// <param name="Name">As in the file.</param>
/// <param name="Option">As on the command line.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Description">What it says, in one line.</param>
internal sealed record SettingKey(string Name, string Option, SettingKind Kind, string Description)
{
    /// <summary>Value when nobody says anything, as JSON; null when that depends or there is none.</summary>
    public string? Default { get; init; }

    /// <summary>A value to show, as JSON.</summary>
    public required string Example { get; init; }

    /// <summary>Least number.</summary>
    public double Minimum { get; init; }

    /// <summary>Largest number.</summary>
    public double Maximum { get; init; }

    /// <summary>Takes a value of the kind and in the range into settings: string, int, double, bool or list of strings.</summary>
    public required Func<RunSettings, object, RunSettings> Set { get; init; }

    /// <summary>The value in settings, or null.</summary>
    public required Func<RunSettings, object?> Get { get; init; }

    /// <summary>What a value has to be, for errors.</summary>
    public string Expected => Kind switch
    {
        SettingKind.WholeNumber => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Minimum} to {Maximum}"),
        SettingKind.Number => string.Create(CultureInfo.InvariantCulture, $"a number from {Minimum} to {Maximum}"),
        SettingKind.Flag => "true or false",
        SettingKind.List => "a list of texts",
        _ => "a text",
    };
}
