package dev.dromedary.local;

import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The YAML files of a folder, read again when they change. Where a change makes a document wrong, what it said before
 * stays in force, as an API server that refuses an update keeps the object.
 */
public final class Folder {
    private static final Logger LOG = LoggerFactory.getLogger(Folder.class);

    private final Path directory;
    private Map<Path, FileContent> contents = new LinkedHashMap<>();
    private Map<ResourceKey, Document> documents = new LinkedHashMap<>();
    private List<Problem> problems = List.of();

    public Folder(Path directory) {
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }

    /** What is wrong in the folder now. */
    public synchronized List<Problem> problems() {
        look();
        return problems;
    }

    /** All good documents, in the order of the files' names and of their places in them. */
    synchronized List<Document> documents() {
        look();
        return List.copyOf(documents.values());
    }

    synchronized Optional<Document> document(ResourceKey key) {
        look();
        return Optional.ofNullable(documents.get(key));
    }

    /** Whether all can be read, and there is anything: a file with a mistake may hold what is missing. */
    synchronized boolean readable() {
        look();
        return problems.isEmpty() && !documents.isEmpty();
    }

    /** When a file of it was written, or came or went, for the last time. */
    synchronized Instant lastChange() {
        look();
        try {
            return contents.values().stream()
                    .map(content -> content.print().modified())
                    .reduce(
                            Files.getLastModifiedTime(directory).toInstant(),
                            (one, other) -> one.isAfter(other) ? one : other);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private BackupException unreadable(IOException e) {
        return new BackupException(
                Reason.ResourceInvalid,
                "the folder " + directory + " cannot be read: " + e,
                "name an existing folder with --resources",
                e);
    }

    private void look() {
        Map<Path, FileContent> now = new LinkedHashMap<>();
        boolean changed = false;
        for (Path file : files()) {
            Optional<FileContent> before = Optional.ofNullable(contents.get(file));
            Optional<FileContent> content = FileContent.read(file, before);
            changed |= !content.equals(before);
            content.ifPresent(there -> now.put(file, there));
        }
        if (changed || now.size() != contents.size()) {
            contents = now;
            join();
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> {
                        String name = file.getFileName().toString();
                        return !name.startsWith(".")
                                && (name.endsWith(".yaml") || name.endsWith(".yml"))
                                && Files.isRegularFile(file);
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void join() {
        Map<ResourceKey, Document> joined = new LinkedHashMap<>();
        List<Problem> wrong = new ArrayList<>();
        for (FileContent content : contents.values()) {
            wrong.addAll(content.problems());
            for (Document document : content.documents()) {
                Document first = joined.putIfAbsent(document.key(), document);
                if (first != null) {
                    wrong.add(new Problem(
                            document.file(),
                            document.line(),
                            document.key().title() + ": is already in "
                                    + first.file().getFileName() + ":" + first.line()
                                    + ", which is the one that counts"));
                }
            }
        }
        wrong.stream().filter(each -> !problems.contains(each)).forEach(each -> LOG.warn("{}", each.describe()));
        documents = joined;
        problems = List.copyOf(wrong);
    }
}
