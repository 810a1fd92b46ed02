package dev.dromedary.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On the OpenSSH of the testbed. */
@EnabledIfEnvironmentVariable(named = "TESTBED_SFTP", matches = ".+")
class OpenSshStorageContractIT extends SftpLoginContract {
    private String scanned = "";

    @Override
    int port() {
        String address = System.getenv("TESTBED_SFTP");
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    @Override
    String user() {
        return System.getenv("TESTBED_SFTP_USER");
    }

    @Override
    String password() {
        return System.getenv("TESTBED_SFTP_PASSWORD");
    }

    @Override
    String privateKey() throws Exception {
        return Files.readString(Path.of(System.getenv("TESTBED_SFTP_KEY")));
    }

    /** As a user asks for it. */
    @Override
    String knownHosts() throws Exception {
        if (scanned.isEmpty()) {
            // What it says of the server goes to standard error.
            scanned = Command.run("ssh-keyscan", "-t", "ed25519", "-p", Integer.toString(port()), "127.0.0.1")
                    .replaceAll("(?m)^#.*\n?", "");
        }
        return scanned;
    }
}
