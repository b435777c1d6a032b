//! SQLite, 3.35 and later. What its pragmas do not tell stands in the SQL of the things alone.

use crate::Step::{self, Rows};

macro_rules! own {
    ($select:literal, $join:literal, $rest:literal) => {
        concat!(
            "select ",
            $select,
            " from sqlite_master m ",
            $join,
            " where m.name not like 'sqlite\\_%' escape '\\' ",
            $rest
        )
    };
}

/// In order. The cells of each part are named where the library reads them.
pub const STEPS: &[Step] = &[
    Rows(own!(
        "json_array('relation', null, m.name, m.type, m.sql)",
        "",
        "and m.type in ('table', 'view') order by m.name"
    )),
    Rows(own!(
        "json_array('column', null, m.name, c.cid, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden)",
        "join pragma_table_xinfo(m.name) c",
        "and m.type = 'table' order by m.name, c.cid"
    )),
    Rows(own!(
        "json_array('index', null, m.name, i.name, i.\"unique\", i.origin, i.partial, s.sql)",
        "join pragma_index_list(m.name) i left join sqlite_master s on s.type = 'index' and s.name = i.name",
        "and m.type = 'table' order by m.name, i.name"
    )),
    Rows(own!(
        "json_array('index column', null, m.name, i.name, c.seqno, c.name, c.\"desc\", c.coll)",
        "join pragma_index_list(m.name) i join pragma_index_xinfo(i.name) c",
        "and m.type = 'table' and c.key order by m.name, i.name, c.seqno"
    )),
    Rows(own!(
        "json_array('foreign key', null, m.name, k.id, k.seq, k.\"from\", null, k.\"table\", k.\"to\", k.on_update, k.on_delete)",
        "join pragma_foreign_key_list(m.name) k",
        "and m.type = 'table' order by m.name, k.id desc, k.seq"
    )),
    Rows(own!(
        "json_array('trigger', null, m.tbl_name, m.name, m.sql)",
        "",
        "and m.type = 'trigger' order by m.tbl_name, m.name"
    )),
];
