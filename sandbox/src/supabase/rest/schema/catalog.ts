/** The catalog's rows for the exposed schemas (`$1`), read with an empty search path so that names are qualified. */
export const TABLES = `
  select c.oid::text as id, n.nspname as schema, c.relname as name, c.relkind::text as kind,
    coalesce((
      select json_agg(json_build_object(
        'number', a.attnum,
        'name', a.attname,
        'type', quote_ident(tn.nspname) || '.' || quote_ident(t.typname),
        'baseType', base.typname,
        'default', case
          when a.attidentity <> '' then format('nextval(%L)', pg_get_serial_sequence(c.oid::regclass::text, a.attname))
          when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid)
        end) order by a.attnum)
      from pg_attribute a
      join pg_type t on t.oid = a.atttypid
      join pg_namespace tn on tn.oid = t.typnamespace
      join pg_type base on base.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ), '[]') as columns,
    coalesce((
      select array_to_json(p.conkey) from pg_constraint p where p.conrelid = c.oid and p.contype = 'p'
    ), '[]') as "primaryKey",
    (
      select r.ev_action::text from pg_rewrite r
      where r.ev_class = c.oid and r.rulename = '_RETURN' and c.relkind in ('v', 'm')
    ) as definition
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1) and c.relkind in ('r', 'v', 'm', 'f', 'p') and not c.relispartition
  order by n.nspname, c.relname`;

export const FOREIGN_KEYS = `
  select k.conname as name, k.conrelid::text as "table", k.confrelid::text as "foreignTable",
    array_to_json(k.conkey) as columns, array_to_json(k.confkey) as "foreignColumns",
    exists (
      select from pg_index i
      where i.indrelid = k.conrelid and i.indisunique and i.indpred is null and i.indexprs is null
        and (select array_agg(x order by x) from unnest(i.indkey[0 : i.indnkeyatts - 1]) as x)
          = (select array_agg(x order by x) from unnest(k.conkey) as x)
    ) as "isUnique"
  from pg_constraint k
  where k.contype = 'f' and k.conparentid = 0
  order by k.conname, k.conrelid`;

export const FUNCTIONS = `
  select n.nspname as schema, p.proname as name, p.provolatile::text as volatility, p.proretset as "returnsSet",
    rt.typname as "returnType",
    rt.typtype = 'c' or rt.typname = 'record' or coalesce(p.proargmodes::text[] && '{t,b,o}', false) as "isComposite",
    (select c.relname from pg_class c
      where c.oid = rt.typrelid and c.relkind in ('r', 'v', 'm', 'f', 'p') and c.relnamespace = n.oid) as "table",
    coalesce((
      select json_agg(json_build_object(
        'name', coalesce(p.proargnames[i.position], ''),
        'type', quote_ident(tn.nspname) || '.' || quote_ident(t.typname),
        'baseType', t.typname,
        'isRequired', i.input <= p.pronargs - p.pronargdefaults,
        'isVariadic', p.proargmodes[i.position] = 'v') order by i.position)
      from (
        select position, type, row_number() over (order by position) as input
        from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality as a (type, position)
        where coalesce(p.proargmodes[position], 'i') in ('i', 'b', 'v')
      ) as i
      join pg_type t on t.oid = i.type
      join pg_namespace tn on tn.oid = t.typnamespace
    ), '[]') as parameters,
    (select substr(g.given, length('statement_timeout=') + 1) from unnest(p.proconfig) as g (given)
      where g.given like 'statement\\_timeout=%') as timeout
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  join pg_type r on r.oid = p.prorettype
  join pg_type rt on rt.oid = case when r.typtype = 'd' and r.typbasetype <> 0 then r.typbasetype else r.oid end
  where n.nspname = any ($1) and p.prokind = 'f'
    and rt.typname not in ('trigger', 'event_trigger', 'internal', 'language_handler', 'fdw_handler')
  order by n.nspname, p.proname, p.pronargs`;

export const ROLE_SETTINGS = `
  select r.rolname as role, split_part(g.given, '=', 1) as name, substr(g.given, strpos(g.given, '=') + 1) as value
  from pg_db_role_setting s
  join pg_roles r on r.oid = s.setrole
  cross join unnest(s.setconfig) as g (given)
  join pg_settings known on known.name = split_part(g.given, '=', 1) and known.context = 'user'
  where r.rolname in ('anon', 'authenticated', 'service_role')
    and (s.setdatabase = 0 or s.setdatabase = (select oid from pg_database where datname = current_database()))
  order by s.setdatabase`;
