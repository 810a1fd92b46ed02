package dev.dromedary.engine;

import java.util.Map;
import java.util.Optional;

/**
 * What {@code xtrabackup_info} says. Its {@code uuid} is not kept apart: it differs between the stream and the copy in
 * {@code --extra-lsndir}, so it identifies nothing.
 *
 * @param serverVersion as the server calls itself
 * @param toolVersion as the tool calls itself
 * @param startTime {@code YYYY-MM-DD hh:mm:ss} in the tool's local time zone
 * @param endTime likewise
 * @param binlog where the binary log stood, if the server writes one
 * @param all every key
 */
public record BackupInfo(
        String serverVersion,
        String toolVersion,
        String startTime,
        String endTime,
        Optional<BinlogPosition> binlog,
        Map<String, String> all) {

    /** Reads the file's text; only the server's version must be there. */
    public static BackupInfo parse(String text) {
        KeyValues values = KeyValues.folded("the info file", text);
        return new BackupInfo(
                values.required("server_version"),
                values.optional("tool_version"),
                values.optional("start_time"),
                values.optional("end_time"),
                BinlogPosition.ofInfo(values.optional("binlog_pos")),
                values.all());
    }
}
