package dev.dromedary.local;

import dev.dromedary.server.Account;
import dev.dromedary.server.ServerAddress;
import dev.dromedary.server.ServerProbe;
import java.time.Duration;

/** Tries to log in, and tells as {@link ServerProbe#connect} does why it cannot. */
@FunctionalInterface
interface Login {
    void attempt(ServerAddress address, Account account, Duration timeout);

    /** Over the network or a socket. */
    static Login real() {
        return (address, account, timeout) ->
                ServerProbe.connect(address, account, timeout).close();
    }
}
