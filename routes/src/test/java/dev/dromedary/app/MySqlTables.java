package dev.dromedary.app;

/** Accounts, tables of many kinds, and what may become of these between two backups. */
final class MySqlTables {
    /** One that may take backups, and two that lack one privilege each. */
    static final String ACCOUNTS = """
            CREATE USER xtrabackup IDENTIFIED BY '%1$s', hurried IDENTIFIED BY '%1$s', blind IDENTIFIED BY '%1$s';
            GRANT BACKUP_ADMIN, PROCESS, LOCK TABLES, REPLICATION CLIENT ON *.* TO xtrabackup, hurried, blind;
            GRANT RELOAD ON *.* TO xtrabackup, blind;
            GRANT SELECT ON performance_schema.keyring_component_status TO xtrabackup, hurried, blind;
            GRANT SELECT ON performance_schema.replication_group_members TO xtrabackup, hurried, blind;
            GRANT SELECT ON performance_schema.log_status TO xtrabackup, hurried;
            """.formatted(MySqlServer.PASSWORD);

    static final String FIRST = """
            CREATE DATABASE shop;
            CREATE DATABASE audit;
            CREATE DATABASE hollow;
            USE shop;
            CREATE TABLE digits (n INT PRIMARY KEY);
            INSERT INTO digits WITH RECURSIVE seq AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM seq WHERE n < 5000)
                SELECT /*+ SET_VAR(cte_max_recursion_depth = 5000) */ n FROM seq;
            CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, n INT, item VARCHAR(140),
                kept INT AS (n * 2) STORED, shown INT AS (n * 3) VIRTUAL, KEY (shown));
            INSERT INTO orders (n, item) SELECT n, sha2(n, 512) FROM digits;
            CREATE TABLE positions (id INT PRIMARY KEY, ordered INT, FOREIGN KEY (ordered) REFERENCES orders (id));
            INSERT INTO positions SELECT n, n FROM digits WHERE n <= 100;
            CREATE TABLE years (id INT, year INT, PRIMARY KEY (id, year)) PARTITION BY RANGE (year)
                (PARTITION old VALUES LESS THAN (2000), PARTITION new VALUES LESS THAN MAXVALUE);
            INSERT INTO years SELECT n, 1980 + n % 40 FROM digits;
            CREATE TABLE hashed (id INT PRIMARY KEY, line VARCHAR(140)) PARTITION BY HASH (id) PARTITIONS 4;
            INSERT INTO hashed SELECT n, sha2(n + 2, 512) FROM digits;
            CREATE TABLE packed (id INT PRIMARY KEY, line VARCHAR(140)) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=4;
            INSERT INTO packed SELECT n, sha2(n + 1, 512) FROM digits;
            CREATE TABLE squeezed (id INT PRIMARY KEY, line TEXT) COMPRESSION='zlib';
            INSERT INTO squeezed SELECT n, repeat(sha2(n, 512), 10) FROM digits;
            CREATE TABLE plain (id INT PRIMARY KEY, line VARCHAR(140)) ENGINE=MyISAM;
            INSERT INTO plain SELECT n, sha2(n + 3, 512) FROM digits;
            CREATE TABLE filed (id INT, line VARCHAR(140)) ENGINE=ARCHIVE;
            INSERT INTO filed SELECT n, sha2(n + 4, 512) FROM digits;
            CREATE TABLE listed (id INT NOT NULL, line VARCHAR(140) NOT NULL) ENGINE=CSV;
            INSERT INTO listed SELECT n, sha2(n + 5, 512) FROM digits WHERE n <= 500;
            CREATE TABLESPACE common ADD DATAFILE 'common.ibd';
            CREATE TABLE guest (id INT PRIMARY KEY, note TEXT, FULLTEXT (note)) TABLESPACE common;
            INSERT INTO guest SELECT n, concat('guest ', n, repeat(' came', 30)) FROM digits WHERE n <= 1000;
            CREATE TABLE `odd #1 @name` (id INT PRIMARY KEY, document JSON);
            INSERT INTO `odd #1 @name` SELECT n, json_object('n', n) FROM digits;
            CREATE TABLE audit.doomed (id INT PRIMARY KEY, line VARCHAR(140));
            INSERT INTO audit.doomed SELECT n, sha2(n + 6, 512) FROM digits;
            CREATE TABLE audit.cut (id INT PRIMARY KEY, line VARCHAR(140));
            INSERT INTO audit.cut SELECT n, sha2(n + 7, 512) FROM digits;
            CREATE TABLE audit.moved (id INT PRIMARY KEY, line VARCHAR(140));
            INSERT INTO audit.moved SELECT n, sha2(n + 8, 512) FROM digits;
            """;

    static final String SECOND = """
            USE shop;
            INSERT INTO orders (n, item) SELECT n, sha2(n + 9, 512) FROM digits WHERE n % 3 = 0;
            ALTER TABLE packed ADD COLUMN extra INT DEFAULT 7;
            UPDATE plain SET line = reverse(line) WHERE id % 10 = 0;
            INSERT INTO filed SELECT n, 'second' FROM digits WHERE n <= 100;
            UPDATE squeezed SET line = reverse(line) WHERE id % 9 = 0;
            CREATE UNDO TABLESPACE more ADD DATAFILE 'more.ibu';
            DROP TABLE audit.doomed;
            CREATE TABLE audit.born (id INT PRIMARY KEY, line VARCHAR(140));
            INSERT INTO audit.born SELECT n, sha2(n + 10, 512) FROM digits;
            RENAME TABLE audit.moved TO shop.arrived;
            TRUNCATE TABLE audit.cut;
            INSERT INTO audit.cut VALUES (1, 'after the cut');
            CREATE DATABASE passing;
            CREATE TABLE passing.guest (id INT PRIMARY KEY);
            INSERT INTO passing.guest SELECT n FROM digits;
            """;

    static final String THIRD = """
            USE shop;
            DELETE FROM orders WHERE id % 5 = 0 AND id > 100;
            UPDATE hashed SET line = reverse(line) WHERE id % 7 = 0;
            ALTER TABLE hashed ADD PARTITION PARTITIONS 2;
            ALTER TABLE years TRUNCATE PARTITION old;
            ALTER TABLE packed ADD INDEX (extra), ALGORITHM=INPLACE;
            ALTER TABLE guest TABLESPACE innodb_file_per_table;
            CREATE TABLE audit.doomed (id INT PRIMARY KEY, line VARCHAR(140));
            INSERT INTO audit.doomed VALUES (1, 'the name again, another table');
            DROP TABLE audit.born;
            RENAME TABLE arrived TO audit.moved;
            DROP TABLE listed;
            DROP DATABASE passing;
            DROP DATABASE hollow;
            CREATE DATABASE `hollow 2`;
            """;

    private MySqlTables() {}
}
