package dev.dromedary.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.app.Main;
import dev.dromedary.app.command.Commands.Said;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What all commands have in common. */
@ExtendWith(ProgramHome.class)
class CommandLineTest {
    private static final List<String> FOR_PEOPLE =
            List.of("get", "backup", "restore", "plan", "chain", "verify", "prune", "import", "delete");

    @TempDir
    Path folder;

    static Stream<String> commands() {
        return FOR_PEOPLE.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandHasTheCommonOptionsAndExplainsItsExitCodes(String name) {
        CommandLine command = Main.commands().getSubcommands().get(name);

        assertThat(command.getCommandSpec().optionsMap())
                .containsKeys(
                        "--resources", "--storage-file", "--kubeconfig", "--context", "-n", "-o", "--color", "--help");
        assertThat(command.getUsageMessage()).contains("Exit codes: 0 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chain                                      | 0
            get backups                                | 0
            get backups nobody                         | 1
            get nothing                                | 2
            plan nobody                                | 3
            plan                                       | 2
            verify nobody                              | 3
            verify --shallow x                         | 2
            delete nobody --yes                        | 3
            backup shop                                | 2
            backup nobody --storage disk               | 3
            restore shop --backup nobody --yes         | 3
            restore shop --yes                         | 2
            restore shop --backup a --source b --yes   | 2
            import shop --storage tape                 | 3
            prune shop --dry-run                       | 3
            prune nobody                               | 3
            import nobody --storage disk               | 3
            chain --kubeconfig x                       | 2
            chain --storage-file y                     | 2
            chain nobody                               | 3
            """)
    void theExitCodeIsTheOneOfTheTable(String line, int exit) throws Exception {
        Commands commands = new Commands(folder);
        commands.cluster();

        Said said = commands.onFolder(line.strip().split(" +"));

        assertThat(said.exit()).as(said.err()).isEqualTo(exit);
    }

    @Test
    void theCompletionScriptIsOne() throws Exception {
        Said said = Commands.run(Main.commands(), List.of("completion"));
        Path script = Files.writeString(folder.resolve("completion"), said.out());

        assertThat(said.out()).contains("--storage-file", "delete", "bashcompinit");
        Process bash = new ProcessBuilder("bash", "-c", "source '" + script + "'; complete -p dromedary")
                .redirectErrorStream(true)
                .start();
        String told = new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(told).isZero();
    }

    @Test
    void aWordIsColouredWhereItIsWanted() throws Exception {
        Commands commands = new Commands(folder);
        commands.stored.chainOfThree();

        assertThat(commands.onStorage("chain").out()).doesNotContain("\u001b");
        assertThat(commands.onStorage("chain", "--color", "always").out()).contains("\u001b[32mSucceeded\u001b[0m");
        assertThat(commands.onStorage("chain", "--color", "always", "-o", "json")
                        .out())
                .doesNotContain("\u001b");
        assertThat(new Terminal(true, true, true, true).colours()).isFalse();
        assertThat(new Terminal(true, true, true, false).colours()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"y,true", "Yes,true", "n,false", "'',false"})
    void aPersonIsAskedOnATerminal(String answer, boolean agreed) throws Exception {
        Asking asking = new Asking();
        CommandLine line = new CommandLine(asking);
        line.parseArgs();

        assertThat(asking.consent.to("goes", new Terminal(true, true, true, true), new StringReader(answer)))
                .isEqualTo(agreed);
    }

    @CommandLine.Command(name = "asking")
    private static final class Asking {
        @CommandLine.Mixin
        private Consent consent;
    }
}
