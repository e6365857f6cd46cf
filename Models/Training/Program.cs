using System.CommandLine;
using EdgeSnn.Training;

var data = new Option<string>("--data", "-d")
{
    Description = "Folder with speech-commands, fsdd and background", HelpName = "DIR", DefaultValueFactory = _ => new RecipeOptions().Data,
};
var voices = new Option<string>("--voices")
{
    Description = "Folder filled by Models/Training/voices.sh; may be absent", HelpName = "DIR", DefaultValueFactory = _ => new RecipeOptions().Voices,
};
var output = new Option<string>("--out", "-o")
{
    Description = "Where NAME.esnn, NAME.floats and NAME.svg go", HelpName = "DIR", DefaultValueFactory = _ => new RecipeOptions().Out,
};
var seed = new Option<int>("--seed") { Description = "Of everything drawn by chance", HelpName = "N", DefaultValueFactory = _ => 1 };
var epochs = new Option<int?>("--epochs") { Description = "Epochs of every phase instead of the recipe's, to try something out", HelpName = "N" };
var name = new Option<string>("--name") { Description = "Name of the result's files (default: the network's)", HelpName = "NAME", DefaultValueFactory = _ => "" };
var floats = new Option<string>("--floats") { Description = "Score and export this checkpoint instead of training", HelpName = "FILE", DefaultValueFactory = _ => "" };
var dev = new Option<bool>("--dev") { Description = "Hold out every eighth speaker and report accuracy on them" };
var leaveOut = new Option<string?>("--leave-out") { Description = "Leave this speaker out, and score him", HelpName = "SPEAKER" };

var recordings = new Option<string>("--data", "-d")
{
    Description = "Folder of recordings, one sub-folder per digit", HelpName = "DIR", DefaultValueFactory = _ => "../shared/data/events/nmnist/train",
};

var heldOut = new Option<string>("--recordings") { Description = "Write the clips held out into this folder, for edgesnn eval", HelpName = "DIR", DefaultValueFactory = _ => "" };

Option[] common = [output, seed, epochs, name, floats];
var keywords = new Command("keywords", "Trains the ten commands, unknown and silence (16 kHz)") { dev };
var digits = new Command("digits", "Trains the ten digits (8 kHz)") { leaveOut };
var nmnist = new Command(NmnistRecipe.Name, "Trains the ten handwritten digits (events of a 34x34 camera)") { recordings };
var gestures = new Command(GestureRecipe.Name, "Trains six gestures before a simulated camera; needs no data") { heldOut };
foreach (var command in new[] { keywords, digits })
{
    command.Add(data);
    command.Add(voices);
}

Command[] all = [keywords, digits, nmnist, gestures];
foreach (var command in all)
    foreach (var option in common) command.Add(option);

keywords.SetAction(parsed => Run(parsed, Session.Keywords));
digits.SetAction(parsed => Run(parsed, Session.Digits));
nmnist.SetAction(parsed => Run(parsed, Session.Nmnist));
gestures.SetAction(parsed => Run(parsed, Session.Gestures));
var root = new RootCommand("Trains the bundled networks: the same seed on the same kind of processor gives the same network.");
foreach (var command in all) root.Add(command);
return root.Parse(args).Invoke();

int Run(ParseResult parsed, Action<RecipeOptions> session)
{
    var options = new RecipeOptions
    {
        Data = parsed.CommandResult.Command == gestures ? "." : parsed.GetValue(parsed.CommandResult.Command == nmnist ? recordings : data)!,
        Voices = parsed.GetValue(voices) ?? "",
        Out = parsed.GetValue(output)!,
        Seed = parsed.GetValue(seed),
        Epochs = parsed.GetValue(epochs),
        Name = parsed.GetValue(name)!,
        Floats = parsed.GetValue(floats)!,
        Recordings = parsed.CommandResult.Command == gestures ? parsed.GetValue(heldOut)! : "",
        HasDev = parsed.CommandResult.Command == keywords && parsed.GetValue(dev),
        LeaveOut = parsed.CommandResult.Command == digits ? parsed.GetValue(leaveOut) : null,
    };
    if (!Directory.Exists(options.Data))
    {
        Console.Error.WriteLine($"--data {options.Data}: no such folder");
        return 2;
    }

    session(options);
    return 0;
}
