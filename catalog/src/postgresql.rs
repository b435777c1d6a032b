//! PostgreSQL, 12 and later. What belongs to an extension or to the system is left out.

use crate::Step::{self, Rows, Setting};

/// The tables, views and sequences that are a user's.
macro_rules! own {
    ($rest:literal) => {
        concat!(
            "with own as (
                select c.oid, n.nspname, c.relname, c.relkind, c.relispartition, c.relrowsecurity
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                and not exists (select from pg_depend e
                    where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
            ) ",
            $rest
        )
    };
}

/// In order. The cells of each part are named where the library reads them.
pub const STEPS: &[Step] = &[
    Rows("select json_build_array('current', current_schema())::text"),
    Rows("select json_build_array('server', current_setting('server_version_num')::int / 10000)::text"),
    // Every name that is not the system's is printed with its schema, and every moment in UTC.
    Setting("SET LOCAL search_path = ''"),
    Setting("SET LOCAL TimeZone = 'UTC'"),
    Setting("SET LOCAL DateStyle = 'ISO'"),
    Setting("SET LOCAL IntervalStyle = 'postgres'"),
    Setting("SET LOCAL extra_float_digits = 1"),
    Setting("SET LOCAL bytea_output = 'hex'"),
    Setting("SET LOCAL quote_all_identifiers = off"),
    Rows(
        "select json_build_array('extension', n.nspname, e.extname, e.extversion)::text
        from pg_extension e join pg_namespace n on n.oid = e.extnamespace
        where e.extname <> 'plpgsql' order by e.extname",
    ),
    Rows(
        "select json_build_array('schema', n.nspname)::text from pg_namespace n
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by n.nspname",
    ),
    Rows(
        "select json_build_array('enum value', n.nspname, t.typname,
            row_number() over (partition by t.oid order by v.enumsortorder), v.enumlabel)::text
        from pg_enum v join pg_type t on t.oid = v.enumtypid join pg_namespace n on n.oid = t.typnamespace
        where not exists (select from pg_depend e
            where e.classid = 'pg_type'::regclass and e.objid = t.oid and e.deptype = 'e')
        order by n.nspname, t.typname, v.enumsortorder",
    ),
    Rows(
        "select json_build_array('type', n.nspname, t.typname, t.typtype)::text
        from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
        where (t.typtype in ('d', 'r') or t.typtype = 'c' and c.relkind = 'c')
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend e
            where e.classid = 'pg_type'::regclass and e.objid = t.oid and e.deptype = 'e')
        order by n.nspname, t.typname",
    ),
    Rows(own!(
        "select json_build_array('relation', c.nspname, c.relname, c.relkind,
            c.relispartition or exists (select from pg_inherits i where c.oid in (i.inhrelid, i.inhparent)),
            c.relrowsecurity)::text
        from own c where c.relkind in ('r', 'p', 'f', 'v', 'm')
        or c.relkind = 'S' and not exists (select from pg_depend d
            where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i'))
        order by c.nspname, c.relname"
    )),
    Rows(own!(
        "select json_build_array('column', c.nspname, c.relname,
            row_number() over (partition by c.oid order by a.attnum), a.attname,
            format_type(a.atttypid, a.atttypmod), not a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
            exists (select from pg_depend s join pg_class q on q.oid = s.objid and q.relkind = 'S'
                where s.classid = 'pg_class'::regclass and s.refclassid = 'pg_class'::regclass
                and s.refobjid = c.oid and s.refobjsubid = a.attnum and s.deptype = 'a'),
            a.attidentity, a.attgenerated,
            case when a.attcollation <> t.typcollation then l.collname end,
            coalesce(e.typtype, t.typtype), tn.nspname, coalesce(e.typname, t.typname), e.oid is not null)::text
        from pg_attribute a join own c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'f')
        join pg_type t on t.oid = a.atttypid
        left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
        join pg_namespace tn on tn.oid = coalesce(e.typnamespace, t.typnamespace)
        left join pg_collation l on l.oid = a.attcollation
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attnum > 0 and not a.attisdropped
        order by c.nspname, c.relname, a.attnum"
    )),
    Rows(own!(
        "select json_build_array('index', c.nspname, c.relname, x.relname, i.indisunique, i.indisprimary, m.amname,
            pg_get_expr(i.indpred, i.indrelid), i.indisvalid, o.contype, pg_get_indexdef(i.indexrelid),
            o.condeferrable,
            case when c.relkind = 'p' or c.relispartition then 'its table is partitioned'
                when i.indisreplident then 'its index is the replica identity'
                when i.indisclustered then 'its index is what the table is clustered on'
                when x.reltablespace <> 0 then 'its index has a tablespace of its own' end)::text
        from pg_index i join own c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
        join pg_am m on m.oid = x.relam
        left join pg_constraint o on o.conindid = i.indexrelid and o.conrelid = i.indrelid and o.contype in ('p', 'u', 'x')
        where c.relkind in ('r', 'p') order by c.nspname, c.relname, x.relname"
    )),
    Rows(own!(
        "select json_build_array('index column', c.nspname, c.relname, x.relname, p.position, a.attname,
            case when a.attname is null then pg_get_indexdef(i.indexrelid, p.position, true) end,
            i.indoption[p.position - 1] & 1, i.indoption[p.position - 1] & 2, k.opcname, k.opcdefault,
            p.position > i.indnkeyatts,
            case when i.indcollation[p.position - 1] <> coalesce(a.attcollation, i.indcollation[p.position - 1])
                then i.indcollation[p.position - 1]::regcollation::text end)::text
        from pg_index i join own c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
        cross join lateral generate_series(1, i.indnatts::int) p(position)
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[p.position - 1] and a.attnum > 0
        left join pg_opclass k on k.oid = i.indclass[p.position - 1] and p.position <= i.indnkeyatts
        where c.relkind in ('r', 'p') order by c.nspname, c.relname, x.relname, p.position"
    )),
    Rows(own!(
        "select json_build_array('foreign key', c.nspname, c.relname, o.conname, k.position, a.attname,
            rn.nspname, rc.relname, ra.attname, o.confupdtype, o.confdeltype, o.confmatchtype, o.condeferrable,
            o.convalidated,
            case when k.position = 1 and o.conparentid = 0 then pg_get_constraintdef(o.oid) end, x.relname)::text
        from pg_constraint o join own c on c.oid = o.conrelid join pg_class x on x.oid = o.conindid
        join pg_class rc on rc.oid = o.confrelid join pg_namespace rn on rn.oid = rc.relnamespace
        cross join lateral unnest(o.conkey, o.confkey) with ordinality k(near, far, position)
        join pg_attribute a on a.attrelid = o.conrelid and a.attnum = k.near
        join pg_attribute ra on ra.attrelid = o.confrelid and ra.attnum = k.far
        where o.contype = 'f' order by c.nspname, c.relname, o.conname, k.position"
    )),
    Rows(own!(
        "select json_build_array('check', c.nspname, c.relname, o.conname, pg_get_expr(o.conbin, o.conrelid),
            o.convalidated, o.connoinherit)::text
        from pg_constraint o join own c on c.oid = o.conrelid
        where o.contype = 'c' order by c.nspname, c.relname, o.conname"
    )),
    Rows(own!(
        "select json_build_array('view', c.nspname, c.relname, pg_get_viewdef(c.oid))::text
        from own c where c.relkind = 'v' order by c.nspname, c.relname"
    )),
    Rows(own!(
        "select json_build_array('trigger', c.nspname, c.relname, t.tgname, pg_get_triggerdef(t.oid))::text
        from pg_trigger t join own c on c.oid = t.tgrelid
        where not t.tgisinternal order by c.nspname, c.relname, t.tgname"
    )),
];
