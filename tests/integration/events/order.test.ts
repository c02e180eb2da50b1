import { expect, test } from "vitest";
import { readEventsAfter } from "@/lib/realtime/read-events";
import { ownDatabase } from "../../support/database";
import { makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();

test("transactions are counted, not spelled: the ninth comes before the tenth, however small the batch", async () => {
  const sellerId = await makeStoredSeller("Магазин");
  await database.query("DELETE FROM events");
  await database.query(
    `INSERT INTO events (xid, name, seller_id, subject_id)
     SELECT n::text::xid8, 'seller.updated', $1, $1 FROM unnest(ARRAY[10, 9, 100, 99]) AS n`,
    [sellerId],
  );
  const read: bigint[] = [];
  for (let after = { xid: 0n, id: 0n }; ; ) {
    const [event] = await readEventsAfter(after, 1);
    if (event === undefined) break;
    read.push(event.position.xid);
    after = event.position;
  }
  expect(read).toEqual([9n, 10n, 99n, 100n]);
});
