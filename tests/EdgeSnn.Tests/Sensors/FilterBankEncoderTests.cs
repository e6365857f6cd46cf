using EdgeSnn.Runtime.Contracts;
using EdgeSnn.Sensors.Encoders;

namespace EdgeSnn.Tests.Sensors;

public class FilterBankEncoderTests : EncoderContract<short>
{
    protected override short[] Stream { get; } = ResamplerTests.Tone(16_000, 700, 12_000, 8_000);

    protected override IEncoder<short> Create() => new FilterBankEncoder(new FilterBankOptions());
}
