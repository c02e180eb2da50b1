import { beforeAll, expect, test } from "vitest";
import { readMarketplaceScores } from "@/lib/reports/marketplace-scores";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeAdmin, makeConnectedSeller, makeOperator } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox();
let production: ConnectedSeller;
let documents: ConnectedSeller;

beforeAll(async () => {
  await liftLimits(database, sandbox());
  production = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  documents = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v1" });
});

test("the marketplace's own figures stand beside each seller; where it has none it says so", async () => {
  const items = await readMarketplaceScores({ actor: (await makeAdmin()).actor });
  const of = (seller: ConnectedSeller) => items.find((item) => item.seller_id === seller.id);
  expect(of(production)?.scores).toEqual({
    reaction_seconds: expect.closeTo(1260, -3),
    average_response_seconds: expect.closeTo(1840, -3),
    within_24h: expect.closeTo(0.964, 0),
  });
  expect(of(production)?.scores?.within_24h).toBeLessThanOrEqual(1.05);
  expect(of(documents)).toMatchObject({ scores: null, reason: "not_supported" });
});

test("a person sees the figures of their own sellers alone", async () => {
  const operator = await makeOperator([documents.id]);
  const items = await readMarketplaceScores({ actor: operator.actor });
  expect(items.map((item) => item.seller_id)).toEqual([documents.id]);
});

test("a refusal is told beside the seller and fails nobody else", async () => {
  const refused = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  await sandbox().setFault({
    client_id: refused.account.client_id,
    path: "/v1/rating/history",
    kind: "status",
    status: 403,
    times: 10,
  });
  const items = await readMarketplaceScores({ actor: (await makeAdmin()).actor });
  expect(items.find((item) => item.seller_id === refused.id)).toMatchObject({
    scores: null,
    reason: expect.any(String),
  });
  expect(items.find((item) => item.seller_id === production.id)?.scores).not.toBeNull();
});

test("a failure of ours fails no other seller and is not remembered", async () => {
  const seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const { actor } = await makeAdmin();
  const where = "WHERE seller_id = $1 AND kind = 'api'";
  const [kept] = await database.query(`SELECT ciphertext FROM credentials ${where}`, [seller.id]);
  const store = (ciphertext: unknown) =>
    database.query(`UPDATE credentials SET ciphertext = $2 ${where}`, [seller.id, ciphertext]);
  await store("unreadable");
  const items = await readMarketplaceScores({ actor });
  expect(items.find((item) => item.seller_id === seller.id)).toMatchObject({ reason: "internal" });
  expect(items.find((item) => item.seller_id === production.id)?.scores).not.toBeNull();
  await store(kept?.ciphertext);
  const [again] = await readMarketplaceScores({ actor, sellerId: seller.id });
  expect(again?.scores).not.toBeNull();
});
