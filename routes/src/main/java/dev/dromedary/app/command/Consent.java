package dev.dromedary.app.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a person before something is lost. */
final class Consent {
    private static final Set<String> YES = Set.of("y", "yes");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--yes", description = "Do not ask; needed where there is no terminal to ask on")
    private boolean yes;

    /** Whether it may be done; what it is has to be told in any case. */
    boolean to(String what) {
        return to(what, Terminal.here(), new InputStreamReader(System.in, Charset.defaultCharset()));
    }

    boolean to(String what, Terminal terminal, Reader in) {
        PrintWriter err = command.commandLine().getErr();
        err.println(what);
        if (yes) {
            return true;
        }
        if (!terminal.in()) {
            throw new ParameterException(
                    command.commandLine(), "nobody can be asked here; give --yes if this is what you want");
        }
        err.print("Go on? [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(in).readLine();
            return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            return false;
        }
    }
}
