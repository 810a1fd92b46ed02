package dev.dromedary.server;

/** The database account of the backups. Its password shows nowhere. */
public record Account(String user, String password) {
    @Override
    public String toString() {
        return user;
    }
}
