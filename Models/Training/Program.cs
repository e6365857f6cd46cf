Console.WriteLine("edgesnn");
