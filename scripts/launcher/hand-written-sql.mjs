/**
 * What Prisma's schema cannot say (generated columns, GIN and partial indexes) is written into migrations by
 * hand, and a diff against the schema would take it away again. This takes those statements out of the diff.
 * An index counts as written by hand when its CREATE INDEX uses what Prisma never writes: a name without
 * quotes, another access method, a condition.
 * @param {string} diff the engine's script
 * @param {string[]} migrations the SQL of all migrations
 * @returns {string} the script without them; empty when nothing remains
 */
export function keepHandWritten(diff, migrations) {
  const indexes = new Set(migrations.flatMap(handWrittenIndexes));
  const columns = new Set(migrations.flatMap(generatedColumns));
  const statements = diff.split(/;\s*$/m).flatMap((statement) => {
    const body = withoutComments(statement);
    if (body === "") return [];
    const dropped = /^DROP INDEX "(?:[^"]+"\.")?([^"]+)"$/.exec(body);
    if (dropped?.[1] !== undefined && indexes.has(dropped[1])) return [];
    const altered = withoutGeneratedColumns(statement, columns);
    return altered === null ? [] : [`${altered.trim()};\n`];
  });
  return statements.join("\n");
}

/** @param {string} sql */
function withoutComments(sql) {
  return sql.replaceAll(/^\s*--.*$/gm, "").trim();
}

/** @param {string} sql */
function handWrittenIndexes(sql) {
  const created = /CREATE (?:UNIQUE )?INDEX (?:CONCURRENTLY )?(?:IF NOT EXISTS )?("?)(\w+)"?\s([^;]*)/gi;
  return [...sql.matchAll(created)].flatMap(([, quote, name, rest]) => {
    const beyondPrisma = /\bUSING\s+(?!btree)|\bWHERE\b|\bINCLUDE\b|\bCOLLATE\b|_ops\b/i.test(rest ?? "");
    return name !== undefined && (quote === "" || beyondPrisma) ? [name] : [];
  });
}

/** @param {string} sql */
function generatedColumns(sql) {
  return [...sql.matchAll(/"?(\w+)"?\s+\w+(?:\([\d, ]+\))?\s+(?:NOT NULL\s+)?GENERATED ALWAYS/gi)].flatMap(
    (found) => found[1] ?? [],
  );
}

/**
 * The engine takes the expression of a generated column for a default and wants to drop it, or drops the
 * column where the schema leaves it out.
 * @param {string} statement
 * @param {Set<string>} columns
 */
function withoutGeneratedColumns(statement, columns) {
  const altered = /^(ALTER TABLE "[^"]+")\s+([\s\S]+)$/m.exec(statement);
  if (altered?.[2] === undefined) return statement;
  const actions = altered[2].split(/,\s*\n/);
  const kept = actions.filter((action) => {
    const found = /^\s*(?:ALTER COLUMN "([^"]+)" DROP DEFAULT|DROP COLUMN "([^"]+)")\s*$/.exec(action);
    return found === null || !columns.has(found[1] ?? found[2] ?? "");
  });
  if (kept.length === actions.length) return statement;
  return kept.length === 0 ? null : `${altered[1]} ${kept.map((action) => action.trim()).join(",\n")}`;
}
