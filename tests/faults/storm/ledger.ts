import pg from "pg";

/** A message as the product stores it. */
export interface StoredMessage {
  readonly seller_id: string;
  readonly chat_external_id: string;
  readonly external_id: string | null;
  readonly direction: "inbound" | "outbound";
  readonly author_type: string;
  readonly text: string;
  readonly status: string;
  readonly error_code: string | null;
}

/** Reads the product's tables beside it, over every death of the server. */
export interface Ledger {
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  readMessages(): Promise<StoredMessage[]>;
  close(): Promise<void>;
}

export function openLedger(url: string): Ledger {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on("error", () => undefined); // the server was killed
  const query = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await pool.query<Row>(sql, values)).rows;
  return {
    query,
    readMessages: () =>
      query<StoredMessage>(
        `SELECT m.seller_id, c.external_id AS chat_external_id, m.external_id, m.direction, m.author_type, m.text,
                m.status, m.error_code
           FROM messages m JOIN chats c ON c.id = m.chat_id`,
      ),
    close: () => pool.end(),
  };
}
