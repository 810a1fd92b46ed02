package dev.dromedary.app;

/** Tables of several kinds, and what may happen to them between two backups. */
final class MySqlTables {
    static final String[] FIRST = {
        "CREATE DATABASE shop",
        "CREATE DATABASE audit",
        "CREATE DATABASE hollow",
        "SET SESSION cte_max_recursion_depth = 100000",
        "CREATE TABLE shop.digits (n INT PRIMARY KEY) AS"
                + " WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 20000) SELECT n FROM s",
        "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, item VARCHAR(140), twice INT AS (id_hint * 2)"
                + " STORED, id_hint INT, KEY (id_hint))",
        "INSERT INTO shop.orders (item, id_hint) SELECT sha2(n, 512), n FROM shop.digits",
        "CREATE TABLE shop.packed (id INT PRIMARY KEY, line VARCHAR(140)) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=4",
        "INSERT INTO shop.packed SELECT n, sha2(n + 1, 512) FROM shop.digits",
        "CREATE TABLE shop.parts (id INT PRIMARY KEY, line VARCHAR(140)) PARTITION BY HASH (id) PARTITIONS 4",
        "INSERT INTO shop.parts SELECT n, sha2(n + 2, 512) FROM shop.digits",
        "CREATE TABLE shop.plain (id INT PRIMARY KEY, line VARCHAR(140)) ENGINE=MyISAM",
        "INSERT INTO shop.plain SELECT n, sha2(n + 3, 512) FROM shop.digits",
        "CREATE TABLESPACE common ADD DATAFILE 'common.ibd'",
        "CREATE TABLE shop.guest (id INT PRIMARY KEY, note TEXT, FULLTEXT (note)) TABLESPACE common",
        "INSERT INTO shop.guest SELECT n, concat('guest ', n, repeat(' came', 30)) FROM shop.digits WHERE n <= 2000",
        "CREATE TABLE audit.old_log (id INT PRIMARY KEY, line VARCHAR(140))",
        "INSERT INTO audit.old_log SELECT n, sha2(n + 4, 512) FROM shop.digits",
        "CREATE TABLE audit.cut (id INT PRIMARY KEY, line VARCHAR(140))",
        "INSERT INTO audit.cut SELECT n, sha2(n + 5, 512) FROM shop.digits",
        "CREATE TABLE audit.before_name (id INT PRIMARY KEY, line JSON)",
        "INSERT INTO audit.before_name SELECT n, json_object('n', n) FROM shop.digits",
    };

    static final String[] SECOND = {
        "INSERT INTO shop.orders (item, id_hint) SELECT sha2(n + 9, 512), n FROM shop.digits WHERE n % 3 = 0",
        "DROP TABLE audit.old_log",
        "CREATE TABLE audit.new_log (id INT PRIMARY KEY, line VARCHAR(140))",
        "INSERT INTO audit.new_log SELECT n, sha2(n + 6, 512) FROM shop.digits",
        "RENAME TABLE audit.before_name TO shop.after_name",
        "TRUNCATE TABLE audit.cut",
        "INSERT INTO audit.cut VALUES (1, 'after the cut')",
        "ALTER TABLE shop.packed ADD COLUMN extra INT DEFAULT 7",
        "UPDATE shop.plain SET line = reverse(line) WHERE id % 10 = 0",
    };

    static final String[] THIRD = {
        "DELETE FROM shop.orders WHERE id % 5 = 0",
        "UPDATE shop.parts SET line = reverse(line) WHERE id % 7 = 0",
        "ALTER TABLE shop.parts ADD PARTITION PARTITIONS 2",
        "CREATE TABLE audit.old_log (id INT PRIMARY KEY, line VARCHAR(140))",
        "INSERT INTO audit.old_log VALUES (1, 'the name again, another table')",
        "DROP TABLE audit.new_log",
        "RENAME TABLE shop.after_name TO shop.third_name",
        "ALTER TABLE shop.packed ADD INDEX (extra), ALGORITHM=INPLACE",
        "DELETE FROM shop.guest WHERE id > 1000",
        "DROP DATABASE hollow",
    };

    private MySqlTables() {}
}
