namespace EdgeSnn.Sensors.Events.Simulation;

/// <summary>Where a shape is.</summary>
/// <param name="X">Column of its middle [pixels].</param>
/// <param name="Y">Row of its middle [pixels].</param>
/// <param name="Angle">How far it is turned, clockwise on the screen [radians].</param>
/// <param name="Scale">Its size as a multiple of its own.</param>
public readonly record struct Pose(double X, double Y, double Angle = 0, double Scale = 1);
