package dev.dromedary.local;

import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The YAML files of a folder, read again when they change. Where a change makes a document wrong, what it said before
 * stays in force, as an API server that refuses an update keeps the object.
 */
public final class Folder {
    private static final Logger LOG = LoggerFactory.getLogger(Folder.class);

    /** A file may change twice within one tick of its clock; one so fresh is read once more at the next look. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private record Print(Instant modified, long size, Object inode, boolean settled) {}

    private record Content(Print print, List<Document> documents, List<Problem> problems) {}

    private final Path directory;
    private Map<Path, Content> contents = new LinkedHashMap<>();
    private Map<ResourceKey, Document> documents = new LinkedHashMap<>();
    private List<Problem> problems = List.of();
    private final Map<Path, Set<String>> passedOver = new HashMap<>();

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
        Map<Path, Content> now = new LinkedHashMap<>();
        boolean changed = false;
        for (Path file : files()) {
            Content before = contents.get(file);
            Content content = content(file, before);
            changed |= !Objects.equals(content, before);
            if (content != null) {
                now.put(file, content);
            }
        }
        if (changed || now.size() != contents.size()) {
            contents = now;
            passedOver.keySet().retainAll(now.keySet());
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

    private Content content(Path file, Content before) {
        try {
            // Taken before the content is read: a later change shows at the next look.
            Print print = print(file);
            if (before != null && before.print().equals(print) && print.settled()) {
                return before;
            }
            DocumentReader read = new DocumentReader(file).read(Files.readString(file));
            notePassedOver(file, read.passedOver);
            return new Content(print, withKept(read, before), List.copyOf(read.problems));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            String why = e instanceof CharacterCodingException ? "it is not UTF-8" : e.toString();
            List<Document> kept = before == null ? List.of() : before.documents();
            return new Content(
                    new Print(Instant.EPOCH, -1, null, false),
                    kept,
                    List.of(new Problem(file, 0, "cannot be read: " + why)));
        }
    }

    private static Print print(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Instant modified = attributes.lastModifiedTime().toInstant();
        // The clock of the machine on purpose: it is the one that stamps the file.
        boolean settled = Duration.between(modified, Instant.now()).compareTo(FRESH) > 0;
        return new Print(modified, attributes.size(), attributes.fileKey(), settled);
    }

    private static List<Document> withKept(DocumentReader read, Content before) {
        List<Document> all = new ArrayList<>(read.documents);
        if (before != null && !read.problems.isEmpty()) {
            var present = read.documents.stream().map(Document::key).collect(Collectors.toSet());
            before.documents().stream()
                    .filter(document -> !present.contains(document.key()))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    private void notePassedOver(Path file, Set<String> kinds) {
        Set<String> before = passedOver.put(file, kinds);
        if (!kinds.isEmpty() && !kinds.equals(before)) {
            LOG.info("{} has documents that are not for us: {}", file.getFileName(), kinds);
        }
    }

    private void join() {
        Map<ResourceKey, Document> joined = new LinkedHashMap<>();
        List<Problem> wrong = new ArrayList<>();
        for (Content content : contents.values()) {
            wrong.addAll(content.problems());
            for (Document document : content.documents()) {
                Document first = joined.putIfAbsent(document.key(), document);
                if (first != null) {
                    wrong.add(new Problem(
                            document.file(),
                            document.line(),
                            Kinds.title(document.key()) + ": is already in "
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
