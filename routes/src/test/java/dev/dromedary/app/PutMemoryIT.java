package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten puts in flight hold ten parts of memory, no more: no client makes a copy of what it sends. What a put takes is asked
 * of a JVM that does nothing else, since other tests run beside this one.
 */
class PutMemoryIT {
    static final int BODY = 64 << 20;

    @ParameterizedTest
    @ValueSource(
            classes = {
                AzuriteStorageContractIT.class,
                FakeGcsStorageContractIT.class,
                FileStorageContractIT.class,
                GcsHmacStorageContractIT.class,
                MinioStorageContractIT.class,
                OpenSshStorageContractIT.class,
                S3StorageContractIT.class,
            })
    void aPutMakesNoCopy(Class<? extends StorageKeysContract> contract, @TempDir Path folder) throws Exception {
        var needed = contract.getAnnotation(EnabledIfEnvironmentVariable.class);
        assumeThat(needed == null || System.getenv(needed.named()) != null).isTrue();

        String said = Command.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Room for the body, and for what the client is; a second body does not fit.
                "-Xmx128m",
                "-Xmn24m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PutMemoryIT.class.getName(),
                contract.getName(),
                folder.toString());

        long allocated = Long.parseLong(said.replaceAll("(?s).*allocated (\\d+).*", "$1"));
        // The JDK's own copies slice after slice and forgets each: the heap is what bounds it.
        boolean slices = Set.of(AzuriteStorageContractIT.class, FakeGcsStorageContractIT.class)
                .contains(contract);
        assertThat(allocated).isLessThan(slices ? 2L * BODY : BODY);
    }

    /** Says what a put into the storage of a contract, or into this folder, allocates. */
    public static void main(String[] args) throws Exception {
        FileStorageContractIT.folder = Path.of(args[1]);
        var contract = Class.forName(args[0])
                .asSubclass(StorageKeysContract.class)
                .getDeclaredConstructor()
                .newInstance();
        contract.open();
        try {
            System.out.println("allocated " + allocated(contract));
        } finally {
            contract.close();
        }
        // Some clients have threads that nobody waits for.
        System.exit(0);
    }

    /** What the whole JVM allocates during one put. */
    private static long allocated(StorageKeysContract contract) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] body = new byte[BODY];
        // The client's classes and connections.
        contract.storage.put(contract.key("memory/small"), new byte[1 << 20], true);
        long before = threads.getTotalThreadAllocatedBytes();
        contract.storage.put(contract.key("memory/large"), body, true);
        return threads.getTotalThreadAllocatedBytes() - before;
    }
}
