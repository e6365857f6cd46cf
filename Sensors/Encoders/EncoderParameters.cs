using System.Globalization;
using System.Text;
using EdgeSnn.Runtime;

namespace EdgeSnn.Sensors.Encoders;

/// <summary>
/// Takes the parameters of an <see cref="EncoderModel"/> by name: each one the encoder knows exactly once, and no other.
/// </summary>
internal sealed class EncoderParameters
{
    private readonly EncoderModel _model;
    private int _taken;

    /// <exception cref="ModelFormatException">The model names another encoder or a parameter twice.</exception>
    public EncoderParameters(EncoderModel model, string encoder)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Name != encoder)
            throw new ModelFormatException("encoder.name", model.Name, encoder);
        var names = new HashSet<string>();
        foreach (var parameter in model.Parameters)
        {
            if (!names.Add(parameter.Name))
                throw new ModelFormatException($"encoder.{parameter.Name}", "the parameter twice", "each parameter once");
        }

        _model = model;
    }

    /// <summary>The value of one parameter; its range is checked by <see cref="Check"/>.</summary>
    /// <exception cref="ModelFormatException">The parameter is missing.</exception>
    public int Take(string name)
    {
        foreach (var parameter in _model.Parameters)
        {
            if (parameter.Name != name)
                continue;
            _taken++;
            return parameter.Value;
        }

        throw new ModelFormatException($"encoder.{name}", "no such parameter", $"a parameter of {_model.Name}");
    }

    /// <summary>Runs the options' own argument checks, and says in a file's terms what they say in a caller's.</summary>
    /// <exception cref="ModelFormatException">A parameter is out of range, or one is left that the encoder does not know.</exception>
    public void Check(Action validate)
    {
        if (_taken < _model.Parameters.Count)
        {
            throw new ModelFormatException(
                "encoder.parameters", $"{_model.Parameters.Count} parameters", $"the {_taken} of {_model.Name}");
        }

        try
        {
            validate();
        }
        catch (ArgumentOutOfRangeException error)
        {
            // The first line up to the parameter's name is the rule that was broken.
            var rule = error.Message.Split(" (Parameter", 2)[0];
            var found = string.Create(CultureInfo.InvariantCulture, $"{error.ActualValue}");
            throw new ModelFormatException($"encoder.{NameOf(error.ParamName ?? "")}", found, rule);
        }
    }

    // SamplesPerTick is samples-per-tick in a file.
    private static string NameOf(string property)
    {
        var name = new StringBuilder();
        foreach (var letter in property)
        {
            if (char.IsUpper(letter) && name.Length > 0)
                name.Append('-');
            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}
