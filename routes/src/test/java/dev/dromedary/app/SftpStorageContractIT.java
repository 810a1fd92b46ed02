package dev.dromedary.app;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On Apache MINA's server. */
class SftpStorageContractIT extends SftpLoginContract {
    @TempDir
    static Path folder;

    private SftpServer server;

    private SftpServer server() {
        if (server == null) {
            server = new SftpServer(folder);
        }
        return server;
    }

    /** Several packets of a listing; OpenSSH is who proves the rest. */
    @Override
    int many() {
        return 500;
    }

    @Override
    void stop() {
        server.close();
    }

    @Override
    int port() {
        return server().port();
    }

    @Override
    String user() {
        return SftpServer.USER;
    }

    @Override
    String password() {
        return SftpServer.PASSWORD;
    }

    @Override
    String privateKey() {
        return server().clientKey();
    }

    @Override
    String knownHosts() {
        return server().knownHosts(port());
    }
}
