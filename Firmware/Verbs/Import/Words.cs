using System.CommandLine;

namespace EdgeSnn.Firmware.Verbs.Import;

/// <summary>Options whose value is one of a few words: enumeration members in lower case, joined by hyphens.</summary>
internal static class Words
{
    /// <summary>An option that takes one of some words.</summary>
    public static Option<string?> Option(string name, string description, string[] words)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', words) };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !words.Contains(token.Value))
                result.AddError($"{name} {token.Value}: {string.Join(", ", words)}");
        });
        return option;
    }

    /// <summary>The member that a word names; null for no word.</summary>
    public static T? Read<T>(string? word) where T : struct, Enum
        => word is null ? null : Enum.Parse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>The word of a member, such as <c>late-subtract</c>.</summary>
    public static string Of<T>(T member) where T : struct, Enum
        => string.Concat(member.ToString().Select((letter, index) =>
            char.IsUpper(letter) ? $"{(index > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
