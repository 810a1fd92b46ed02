package dev.dromedary.app;

import java.io.IOException;
import java.nio.file.Path;

/** A server, a storage, a folder of resources and the product, all in one temporary folder. */
record Place(Path folder, PrivateServer server, Path storage, Resources resources, Product product)
        implements AutoCloseable {
    static Place create(Path folder) throws IOException, InterruptedException {
        PrivateServer server = PrivateServer.create(folder.resolve("server"));
        Resources resources = new Resources(folder.resolve("resources"));
        Path storage = folder.resolve("storage");
        resources.cluster(server, storage, (Path) null);
        return new Place(folder, server, storage, resources, new Product(resources, folder.resolve("work")));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
