using EdgeSnn.Training;

var options = new RecipeOptions();
for (var k = 1; k < args.Length; k++)
{
    var value = k + 1 < args.Length ? args[k + 1] : "";
    var number = System.Globalization.CultureInfo.InvariantCulture;
    switch (args[k])
    {
        case "--data": options = options with { Data = value }; k++; break;
        case "--voices": options = options with { Voices = value }; k++; break;
        case "--out": options = options with { Out = value }; k++; break;
        case "--seed": options = options with { Seed = int.Parse(value, number) }; k++; break;
        case "--epochs": options = options with { Epochs = int.Parse(value, number) }; k++; break;
        case "--hidden1": options = options with { Hidden1 = int.Parse(value, number) }; k++; break;
        case "--hidden2": options = options with { Hidden2 = int.Parse(value, number) }; k++; break;
        case "--voice-rows": options = options with { VoiceRows = int.Parse(value, number) }; k++; break;
        case "--stream-share": options = options with { StreamShare = float.Parse(value, number) }; k++; break;
        case "--leave-out": options = options with { LeaveOut = value }; k++; break;
        case "--teachers": options = options with { Teachers = value.Split(',') }; k++; break;
        case "--lag": options = options with { Lag = int.Parse(value, number) }; k++; break;
        case "--window": options = options with { Window = int.Parse(value, number) }; k++; break;
        case "--dropout": options = options with { Dropout = float.Parse(value, number) }; k++; break;
        case "--synapses": options = options with { Synapses = int.Parse(value, number) }; k++; break;
        case "--name": options = options with { Name = value }; k++; break;
        case "--delays1": options = options with { Delays1 = Numbers(value) }; k++; break;
        case "--delays2": options = options with { Delays2 = Numbers(value) }; k++; break;
        case "--delays3": options = options with { Delays3 = Numbers(value) }; k++; break;
        case "--floats": options = options with { Floats = value }; k++; break;
        case "--start": options = options with { Start = value }; k++; break;
        case "--learning-rate": options = options with { LearningRate = float.Parse(value, number) }; k++; break;
        case "--dense": options = options with { IsDense = true }; break;
        case "--dev": options = options with { HasDev = true }; break;
    }
}

if (args[0] == "stream") return Session.Stream(options);
return args[0] == "keywords" ? Session.Keywords(options) : Session.Digits(options);

static int[] Numbers(string list) => Array.ConvertAll(list.Split(','), int.Parse);
