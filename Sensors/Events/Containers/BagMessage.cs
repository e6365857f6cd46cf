namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>One message of a bag.</summary>
/// <param name="Topic">Where it was published.</param>
/// <param name="Type">Its ROS type without the <c>msg</c> part, as in <c>dvs_msgs/EventArray</c>.</param>
/// <param name="IsCdr">True for ROS 2's aligned serialization, false for ROS 1's packed one.</param>
/// <param name="Data">The serialized message; valid until the next one is asked for.</param>
internal readonly record struct BagMessage(string Topic, string Type, bool IsCdr, ReadOnlyMemory<byte> Data);
