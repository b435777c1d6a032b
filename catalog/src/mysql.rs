//! MySQL 8 and MariaDB, of which each skips what the other's comments say.

use crate::Step::{self, Rows};

/// In order. The cells of each part are named where the library reads them.
pub const STEPS: &[Step] = &[
    Rows("select cast(json_array('current', database()) as char)"),
    Rows("select cast(json_array('server', version()) as char)"),
    Rows(
        "select cast(json_array('relation', null, table_name, table_type, engine, table_collation) as char)
        from information_schema.tables where table_schema = database() order by table_name",
    ),
    Rows(
        "select cast(json_array('column', null, table_name, ordinal_position, column_name, column_type, is_nullable,
            column_default, extra, collation_name, generation_expression) as char)
        from information_schema.columns where table_schema = database()
        order by table_name, ordinal_position",
    ),
    Rows(
        "select cast(json_array('index column', null, table_name, index_name, seq_in_index, column_name, non_unique,
            sub_part, collation, index_type) as char)
        from information_schema.statistics where table_schema = database()
        order by table_name, index_name, seq_in_index",
    ),
    Rows(
        "select cast(json_array('foreign key', null, k.table_name, k.constraint_name, k.ordinal_position, k.column_name,
            case when k.referenced_table_schema <> database() then k.referenced_table_schema end,
            k.referenced_table_name, k.referenced_column_name, r.update_rule, r.delete_rule) as char)
        from information_schema.key_column_usage k join information_schema.referential_constraints r
        on r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name
        and r.table_name = k.table_name
        where k.table_schema = database() and k.referenced_table_name is not null
        order by k.table_name, k.constraint_name, k.ordinal_position",
    ),
    Rows(
        "select cast(json_array('check', null, t.table_name, c.constraint_name, c.check_clause) as char)
        from information_schema.table_constraints t join information_schema.check_constraints c
        on c.constraint_schema = t.constraint_schema and c.constraint_name = t.constraint_name
        /*M! and c.table_name = t.table_name */
        where t.table_schema = database() and t.constraint_type = 'CHECK'
        order by t.table_name, c.constraint_name",
    ),
    Rows(
        "select cast(json_array('view', null, table_name, view_definition) as char)
        from information_schema.views where table_schema = database() order by table_name",
    ),
    Rows(
        "select cast(json_array('trigger', null, event_object_table, trigger_name, action_timing, event_manipulation,
            action_statement) as char)
        from information_schema.triggers where trigger_schema = database()
        order by event_object_table, trigger_name",
    ),
];
