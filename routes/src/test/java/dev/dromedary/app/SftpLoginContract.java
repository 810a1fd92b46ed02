package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import java.util.Map;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may log in to an SFTP server, and to which one; for any of them. */
abstract class SftpLoginContract extends SftpContractTest {
    @Test
    void aKeyIsAsGoodAsAPassword() throws Exception {
        secret("key", Map.of("privateKey", privateKey().strip()));
        var byKey = routes.open("by-key", sftp(Map.of(), "key"));
        byKey.put(key("by-key"), new byte[] {1}, true);

        assertThat(storage.get(key("by-key"))).containsExactly(1);
    }

    @Test
    void aWrongPasswordIsDenied() throws Exception {
        secret("wrong-password", Map.of("password", "wrong"));

        assertEach(
                Reason.StorageDenied,
                "access to 127.0.0.1:" + port() + " is denied to user " + user(),
                routes.open("wrong-password", sftp(Map.of(), "wrong-password")));
    }

    @Test
    void aWrongKeyIsDenied() throws Exception {
        secret("wrong-key", Map.of("privateKey", SftpServer.privateKey(SftpServer.key())));

        assertEach(
                Reason.StorageDenied,
                "is denied to user " + user(),
                routes.open("wrong-key", sftp(Map.of(), "wrong-key")));
    }

    @Test
    void whatIsNoKeyIsToldWithoutShowingIt() throws Exception {
        secret("no-key", Map.of("privateKey", "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n"));

        assertReason(
                Reason.StorageInvalid,
                "the key privateKey in Secret no-key cannot be read",
                () -> routes.open("no-key", sftp(Map.of(), "no-key")));
    }

    @Test
    void aHostThatIsNotKnownGetsNoPassword() throws Exception {
        secret("no-hosts", Map.of("password", password(), "knownHosts", "elsewhere.example ssh-ed25519 AAAA"));

        assertEach(
                Reason.StorageUnreachable,
                "storage at 127.0.0.1:" + port() + " is not trusted: its host key SHA256:",
                routes.open("no-hosts", sftp(Map.of(), "no-hosts")));
        assertReason(Reason.StorageUnreachable, " is not known", () -> routes.open(
                        "no-hosts-at-all", sftp(Map.of(), "no-hosts"))
                .get("a"));
    }

    @Test
    void aHostOfAnotherKeyIsRefused() throws Exception {
        String other = SftpServer.knownHosts(port(), SftpServer.key());
        var options = Map.of("knownHosts", other);
        description();

        assertReason(Reason.StorageUnreachable, " is not the known one", () -> routes.open(
                        "other-host", sftp(options, SECRET))
                .get("a"));
        var revoked = Map.of("knownHosts", knownHosts() + "\n@revoked " + knownHosts());
        assertReason(Reason.StorageUnreachable, " is revoked", () -> routes.open("revoked", sftp(revoked, SECRET))
                .get("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "password"})
    void aMissingSecretIsNamed(String missing) throws Exception {
        String secret = "without-" + missing;
        routes.secret(secret, missing.equals("username") ? "password" : "username", "x");

        assertReason(
                Reason.SecretNotFound,
                "secrets " + secret + " not found",
                () -> routes.open("no-secret", sftp(Map.of(), secret)));
        assertThat(routes.open("no-secret", description()).list(key("none"))).isEmpty();
    }

    @Test
    void withoutASecretNobodyLogsIn() {
        assertReason(Reason.StorageDenied, "there are no credentials for 127.0.0.1", () -> routes.open(
                        "nobody", sftp(Map.of(), null))
                .get("a"));
    }

    @Test
    void credentialsAreSeenNowhere() throws Exception {
        secret("all", Map.of("password", password(), "privateKey", privateKey()));
        routes.open("dumped", sftp(Map.of(), "all")).list(key("none"));

        var dump = new StringBuilder();
        routes.context().getEndpoints().forEach(e -> dump.append(e.getEndpointUri()));
        routes.context().getRoutes().forEach(r -> dump.append(r).append(r.getProperties()));
        var model = routes.context().getCamelContextExtension().getContextPlugin(Model.class);
        model.getRouteDefinitions().forEach(r -> dump.append(r)
                .append(r.getTemplateParameters())
                .append(
                        r.getRouteTemplateContext() == null
                                ? ""
                                : r.getRouteTemplateContext().getParameters()));
        assertThat(dump)
                .contains("storage-dumped")
                .doesNotContain(password(), privateKey().lines().toList().get(1));
    }
}
