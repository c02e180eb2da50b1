import { expect, test } from "vitest";
import { answerAll, makeSellerWithBuyers, startBroadcast } from "../support/broadcasts";
import { ownDatabase } from "../support/database";
import { makeAdmin } from "../support/factories";
import { startWorkers } from "../support/processes";
import { ownSandbox } from "../support/sandbox";
import { waitFor } from "../support/wait-for";

const database = ownDatabase();
const sandbox = ownSandbox();

const BUYERS = 150;
const KILLS = 3;
const PATIENCE_MS = 240_000;

test("a broadcast whose processes are killed on the way reaches everybody, each once", {
  timeout: PATIENCE_MS,
}, async () => {
  const admin = await makeAdmin();
  const seller = await makeSellerWithBuyers(
    { sandbox: sandbox(), database },
    { dialect: "v3", buyers: BUYERS },
  );
  await answerAll(database, seller.id);
  // Answers come late, so that there is always somebody on the way when a process dies.
  await sandbox().setFault({ kind: "delay_after", path: "/v1/chat/send/message", ms: 150 });
  const arrivals = async () =>
    (await sandbox().listMessages(seller.account.client_id, { direction: "outbound" })).filter(
      ({ text }) => text === "Здравствуйте!",
    );
  let doomed = await startWorkers();
  const other = await startWorkers();
  try {
    const id = await startBroadcast(admin, seller.id, { rate_limit: 30 });
    for (let kill = 1; kill <= KILLS; kill++) {
      await waitFor("more arrivals", async () => (await arrivals()).length >= (BUYERS * kill) / (KILLS + 1), {
        deadlineMs: PATIENCE_MS,
      });
      await doomed.kill("SIGKILL");
      doomed = await startWorkers();
    }
    await waitFor("the end", () => isCompleted(id), { deadlineMs: PATIENCE_MS });
    const arrived = await arrivals();
    expect(new Set(arrived.map((message) => message.chat_id)).size).toBe(BUYERS);
    expect(arrived).toHaveLength(BUYERS);
    const states = await database.query<{ status: string; count: number }>(
      "SELECT status, count(*)::int AS count FROM broadcast_recipients WHERE broadcast_id = $1 GROUP BY 1",
      [id],
    );
    const counted = Object.fromEntries(states.map(({ status, count }) => [status, count]));
    expect((counted.sent ?? 0) + (counted.unconfirmed ?? 0)).toBe(BUYERS);
    expect(await sandbox().listBreaches()).toEqual([]);
  } finally {
    await Promise.all([doomed.kill("SIGKILL"), other.kill("SIGKILL")]);
  }
});

async function isCompleted(id: string): Promise<boolean> {
  const rows = await database.query<{ status: string }>("SELECT status FROM broadcasts WHERE id = $1", [id]);
  return rows[0]?.status === "completed";
}
