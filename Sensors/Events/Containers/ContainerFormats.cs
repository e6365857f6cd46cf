using EdgeSnn.Sensors.Events.Containers.Hdf5;

namespace EdgeSnn.Sensors.Events.Containers;

/// <summary>Every event format that is read by heavy packages. To add one, write its classes and its line here.</summary>
public static class ContainerFormats
{
    /// <summary>The formats; all have sure signatures, so they go before those of <see cref="EventFormats"/>.</summary>
    public static IReadOnlyList<EventFormat> All { get; } =
    [
        new("rosbag", "ROS 1 bag of event_camera_msgs, dvs_msgs or prophesee_event_msgs", head => head.BeginsWith(RosBag.Magic))
        {
            OpenFile = (path, options) => Open(new RosBag(path), options),
        },
        new("db3", "rosbag2 SQLite of the same messages", head => head.BeginsWith(SqliteBag.Magic))
        {
            OpenFile = (path, options) => Open(new SqliteBag(path), options),
        },
        new("mcap", "MCAP of the same messages", head => head.BeginsWith(McapFile.Magic))
        {
            OpenFile = (path, options) => Open(new McapFile(path), options),
        },
        new("hdf5", "HDF5 of Prophesee (ECF) or DSEC (not packed by Blosc)", head => head.BeginsWith(Hdf5EventReader.Magic))
        {
            OpenFile = (path, options) => new Hdf5EventReader(path, options),
        },
    ];

    private static BagEventReader Open(IBag bag, EventReadOptions options)
    {
        try
        {
            return new BagEventReader(bag, options);
        }
        catch
        {
            bag.Dispose();
            throw;
        }
    }
}
