package dev.dromedary.local;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one file said when it was read last, and what of its former content stays in force since.
 *
 * @param passedOver kinds in it that are not ours
 */
record FileContent(Print print, List<Document> documents, List<Problem> problems, Set<String> passedOver) {
    private static final Logger LOG = LoggerFactory.getLogger(FileContent.class);

    /** A file may change twice within one tick of its clock; one so fresh is read once more at the next look. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final FileContent NONE =
            new FileContent(new Print(Instant.EPOCH, -1, null, false), List.of(), List.of(), Set.of());

    /** By what a change of a file is seen. */
    record Print(Instant modified, long size, Object inode, boolean settled) {
        private static Print of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Instant modified = attributes.lastModifiedTime().toInstant();
            // The clock of the machine on purpose: it is the one that stamps the file.
            boolean settled = Duration.between(modified, Instant.now()).compareTo(FRESH) > 0;
            return new Print(modified, attributes.size(), attributes.fileKey(), settled);
        }
    }

    /** The content of a file now; empty where there is no such file any more. */
    static Optional<FileContent> read(Path file, Optional<FileContent> known) {
        FileContent before = known.orElse(NONE);
        try {
            // Taken before the content is read: a later change shows at the next look.
            Print print = Print.of(file);
            if (before.print().equals(print) && print.settled()) {
                return known;
            }
            DocumentReader read = new DocumentReader(file).read(Files.readString(file));
            before.notePassedOver(file, read.passedOver);
            return Optional.of(new FileContent(
                    print, before.keptBeside(read), List.copyOf(read.problems), Set.copyOf(read.passedOver)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            String why = e instanceof CharacterCodingException ? "it is not UTF-8" : e.toString();
            return Optional.of(new FileContent(
                    NONE.print(),
                    before.documents(),
                    List.of(new Problem(file, 0, "cannot be read: " + why)),
                    before.passedOver()));
        }
    }

    private List<Document> keptBeside(DocumentReader read) {
        List<Document> all = new ArrayList<>(read.documents);
        if (!read.problems.isEmpty()) {
            var present = read.documents.stream().map(Document::key).collect(Collectors.toSet());
            documents.stream()
                    .filter(document -> !present.contains(document.key()))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    private void notePassedOver(Path file, Set<String> kinds) {
        if (!kinds.isEmpty() && !kinds.equals(passedOver)) {
            LOG.info("{} has documents that are not for us: {}", file.getFileName(), kinds);
        }
    }
}
