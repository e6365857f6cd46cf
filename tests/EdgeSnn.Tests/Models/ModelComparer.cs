using System.Collections;
using System.Reflection;

namespace EdgeSnn.Tests.Models;

/// <summary>Compares blueprints by content, arrays included, and names the first field that differs.</summary>
internal static class ModelComparer
{
    public static void AssertEqual(object? expected, object? actual, string path = "model")
    {
        if (expected is null || actual is null || expected is string || expected.GetType().IsPrimitive || expected.GetType().IsEnum)
        {
            Assert.True(Equals(expected, actual), $"{path}: expected {expected}, found {actual}");
        }
        else if (expected is IEnumerable items)
        {
            var (left, right) = (items.Cast<object>().ToArray(), ((IEnumerable)actual).Cast<object>().ToArray());
            Assert.True(left.Length == right.Length, $"{path}: expected {left.Length} items, found {right.Length}");
            for (var i = 0; i < left.Length; i++)
                AssertEqual(left[i], right[i], $"{path}[{i}]");
        }
        else
        {
            foreach (var property in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                AssertEqual(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}");
        }
    }
}
