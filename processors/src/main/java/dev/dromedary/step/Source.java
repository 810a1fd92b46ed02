package dev.dromedary.step;

import dev.dromedary.chain.Lineage;
import dev.dromedary.engine.EngineProfile;
import dev.dromedary.server.Account;
import dev.dromedary.server.ServerIdentity;

/** The server that is backed up and the tool that does it. */
record Source(ServerIdentity server, Account account, EngineProfile engine, String executable, Lineage lineage) {}
