using System.Text;
using System.Text.Json;
using EdgeSnn.Firmware;
using EdgeSnn.Firmware.Configuration;
using EdgeSnn.Firmware.Verbs;
using EdgeSnn.Tests.Architecture;

namespace EdgeSnn.Tests.Firmware;

public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("{\"treshold\": 0.8}", "a:1: unknown key 'treshold'; did you mean 'threshold'?")]
    [InlineData("{\n \"out\": []}", "a:2: unknown key 'out'; did you mean 'outputs'?")]
    [InlineData("{\n\n\"threshold\": 1.5}", "a:3: threshold: found 1.5, expected a number from 0.01 to 0.99")]
    [InlineData("{\"fifo\": 1.5}", "a:1: fifo: found 1.5, expected a whole number from 0 to 98")]
    [InlineData("{\"model\": 3}", "a:1: model: found 3, expected a text")]
    [InlineData("{\"realtime\": \"yes\"}", "a:1: realtime: found \"yes\", expected true or false")]
    [InlineData("{\"outputs\": \"console\"}", "a:1: outputs: found \"console\", expected a list of texts")]
    [InlineData("{\"outputs\": [\"console\",\n 5]}", "a:2: outputs[1]: found 5, expected a text")]
    [InlineData("{\"audio\": \"-\", \"audio\": \"-\"}", "a:1: audio: given twice")]
    [InlineData("[]", "a:1: the file: found a list, expected an object: { \"audio\": \"-\" }")]
    [InlineData("{\"audio\": {\"file\": 1}}", "a:1: audio: found an object, expected a text")]
    public void What_is_wrong_is_named_by_line_key_found_and_expected(string json, string problem)
        => Assert.Equal([problem], Check(json).Problems);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"audio\" \"-\"}")]
    [InlineData("{} {}")]
    [InlineData("{\"audio\": \"\\ud800\"}")]
    public void What_is_no_JSON_is_refused_with_its_line(string json)
        => Assert.StartsWith("a:1: ", Assert.Single(Check(json).Problems), StringComparison.Ordinal);

    [Fact]
    public void All_problems_are_found_at_once_and_unknown_keys_may_hold_anything()
    {
        var (_, problems) = Check("{\"x\": {\"y\": [1, {}]}, \"fifo\": 99, \"rate\": -1, \"audio\": \"-\"}");
        Assert.Equal(3, problems.Count);
    }

    [Fact]
    public void Any_bytes_are_a_file_or_a_list_of_problems()
    {
        var random = new Random(5);
        var sound = Encoding.UTF8.GetBytes(ConfigurationText.Documented());
        for (var round = 0; round < 3000; round++)
        {
            var bytes = sound.ToArray();
            for (var change = 0; change <= round % 4; change++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var (settings, _) = ConfigurationFile.Check("a", random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            Assert.NotNull(settings);
        }
    }

    [Fact]
    public void Comments_a_last_comma_a_mark_of_byte_order_and_null_are_allowed()
    {
        var (settings, problems) = ConfigurationFile.Check("a", [.. Encoding.UTF8.Preamble, .. "// note\n{\"audio\": \"-\", \"rate\": null,}"u8]);
        Assert.Empty(problems);
        Assert.Equal(new RunSettings { Audio = "-" }, settings);
    }

    [Fact]
    public void The_documented_file_is_sound_names_every_key_and_says_what_happens_anyway()
    {
        var text = ConfigurationText.Documented();
        Assert.All(SettingKeys.All, key => Assert.Contains($"\"{key.Name}\":", text, StringComparison.Ordinal));
        var (settings, problems) = Check(text);
        Assert.Empty(problems);
        var documented = RunOptions.From(settings);
        var anyway = RunOptions.From(new RunSettings { Audio = "-" });
        Assert.Equal(anyway.Outputs, documented.Outputs);
        Assert.Equal(anyway with { Outputs = [], Filters = [] }, documented with { Outputs = [], Filters = [] });
    }

    [Fact]
    public void Every_example_is_a_value_of_its_key_and_comes_back_as_it_was_shown()
    {
        Assert.All(SettingKeys.All, key =>
        {
            var (settings, problems) = Check($"{{\"{key.Name}\": {key.Example}}}");
            Assert.Empty(problems);
            Assert.NotNull(key.Get(settings));
            var shown = JsonDocument.Parse(ConfigurationText.Of(settings)).RootElement.GetProperty(key.Name);
            Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(key.Example).RootElement, shown));
        });
    }

    [Fact]
    public void Every_option_of_run_is_a_key()
    {
        string[] apart = ["--config", "--json"];
        Assert.Equal(
            new RunCommandLine().Options.Select(option => option.Name).Except(apart).Order(StringComparer.Ordinal),
            SettingKeys.All.Select(key => key.Option).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_command_line_overrides_the_file_and_one_source_takes_the_place_of_the_other()
    {
        var file = new RunSettings { Model = "digits", Audio = "-", Rate = 44100, Threshold = 0.5, Outputs = ["console"] };
        var both = new RunSettings { Threshold = 0.9, Outputs = ["jsonl:-"] }.Over(file);
        Assert.Equal(("digits", "-", 44100, 0.9), (both.Model, both.Audio, both.Rate, both.Threshold));
        Assert.Equal(["jsonl:-"], both.Outputs!);
        var other = new RunSettings { Events = "scene.raw" }.Over(file);
        Assert.Equal((null, null, "scene.raw"), (other.Audio, other.Rate, other.Events));
    }

    [Fact]
    public void The_schema_and_the_table_in_the_docs_are_those_of_the_program()
    {
        Assert.Equal(ConfigurationText.JsonSchema(), File.ReadAllText(Path.Combine(Repository.Root, "docs/config.schema.json")));
        Assert.Contains(ConfigurationText.Markdown(), File.ReadAllText(Path.Combine(Repository.Root, "docs/configuration.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Config_check_and_run_refuse_the_same_file()
    {
        using var scratch = new Scratch();
        var path = scratch.Path("edgesnn.json");
        File.WriteAllText(path, "{\"audio\": \"-\",\n\"outputs\": [\"gpio:onn=17\", \"telegraph:\"]}");
        var check = new Invocation();
        Assert.Equal(ExitCode.BadFile, check.Run("config", "check", path));
        Assert.Equal(2, check.ErrorLines.Length);
        Assert.Contains("onn", check.Error, StringComparison.Ordinal);
        var run = new Invocation();
        Assert.Equal(ExitCode.Usage, run.Run("run", "--config", path));

        File.WriteAllText(path, "{\"audio\": \"-\", \"outptus\": []}");
        run = new Invocation();
        Assert.Equal(ExitCode.BadFile, run.Run("run", "--config", path));
        Assert.Equal($"edgesnn: {path}:1: unknown key 'outptus'; did you mean 'outputs'?", run.Error.Trim());
        Assert.Equal(ExitCode.BadFile, new Invocation().Run("run", "--config", scratch.Path("none.json")));
    }

    [Theory]
    [InlineData("audio", "\"audio\": \"absent.wav\"")]
    [InlineData("events", "\"model\": \"gestures\", \"events\": \"absent.raw\"")]
    [InlineData("metrics", "\"audio\": \"-\", \"metrics\": \"foo\"")]
    public void Config_check_looks_at_files_and_addresses(string key, string keys)
    {
        using var scratch = new Scratch();
        var path = scratch.Path("edgesnn.json");
        File.WriteAllText(path, $"{{{keys}}}");
        var check = new Invocation();
        Assert.Equal(ExitCode.BadFile, check.Run("config", "check", path));
        Assert.StartsWith($"{path}: {key}: ", Assert.Single(check.ErrorLines), StringComparison.Ordinal);
    }

    private static (RunSettings Settings, IReadOnlyList<string> Problems) Check(string json) => ConfigurationFile.Check("a", Encoding.UTF8.GetBytes(json));
}
