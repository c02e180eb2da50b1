import { setTimeout as pause } from "node:timers/promises";
import type { SandboxClient } from "../../../sandbox/client";
import type { FaultSpec } from "../../../sandbox/faults";
import type { Dice } from "./dice";
import type { Shop } from "./shops";

const SEND = "/v1/chat/send/message";

/** What goes wrong at the marketplace, in any account. */
const EVERYWHERE: FaultSpec[] = [
  { kind: "drop_before", path: SEND, probability: 0.05 },
  { kind: "drop_after", path: SEND, probability: 0.08 },
  { kind: "delay", path: SEND, probability: 0.15, ms: 400 },
  { kind: "delay_after", path: SEND, probability: 0.1, ms: 700 },
  { kind: "status", path: SEND, probability: 0.03, status: 500 },
  { kind: "truncate", path: SEND, probability: 0.03 },
  { kind: "html", path: SEND, probability: 0.02 },
  { kind: "repeat", path: "*", probability: 0.1 },
  { kind: "history_lag", probability: 0.03, calls: 1 },
  { kind: "late", probability: 0.02, ms: 1_500 },
  { kind: "webhook_drop", probability: 0.1 },
  { kind: "webhook_duplicate", probability: 0.1 },
  { kind: "webhook_delay", probability: 0.1, ms: 900 },
  { kind: "webhook_reorder", probability: 0.05 },
];

/** v1 reads are few a second; a 429 there silences the whole account for a minute. */
const V1_READS: FaultSpec[] = [
  { kind: "drop_after", path: "/v1/chat/history", probability: 0.03 },
  { kind: "delay", path: "/v1/chat/history", probability: 0.05, ms: 300 },
  { kind: "malformed_json", path: "/v1/chat/list", probability: 0.1 },
];

const V3_READS: FaultSpec[] = [
  { kind: "drop_before", path: "/v3/chat/*", probability: 0.02 },
  { kind: "drop_after", path: "/v3/chat/*", probability: 0.02 },
  { kind: "delay", path: "/v3/chat/*", probability: 0.05, ms: 300 },
  { kind: "status", path: "/v3/chat/*", probability: 0.02, status: 503 },
  { kind: "status", path: "/v3/chat/history", probability: 0.003, status: 429 },
  { kind: "malformed_json", path: "/v3/chat/*", probability: 0.02 },
  { kind: "truncate", path: "/v3/chat/*", probability: 0.01 },
  { kind: "cursor_refused", path: "/v3/chat/list", probability: 0.03 },
  { kind: "cursor_repeated", path: "/v3/chat/list", probability: 0.03 },
];

/** Switches all of it on. */
export async function raiseStorm(sandbox: SandboxClient, shops: readonly Shop[]): Promise<void> {
  for (const fault of EVERYWHERE) await sandbox.setFault(fault);
  for (const { clientId, plan } of shops) {
    for (const fault of plan.dialect === "v1" ? V1_READS : V3_READS)
      await sandbox.setFault({ ...fault, client_id: clientId });
  }
}

/** A blow, by name, with how often it falls. */
export interface Blow {
  readonly name: string;
  readonly times: number;
  readonly strike: () => Promise<void>;
}

/** Strikes all blows at random moments of `forMs`, each as often as it says. Blows may overlap. */
export async function strikeAtRandom(blows: readonly Blow[], dice: Dice, forMs: number): Promise<string[]> {
  const struck: string[] = [];
  const beganAt = Date.now();
  const plan = blows
    .flatMap((blow) =>
      Array.from({ length: blow.times }, () => ({ blow, atMs: dice.between(0.05, 0.95) * forMs })),
    )
    .sort((a, b) => a.atMs - b.atMs);
  const striking: Promise<void>[] = [];
  for (const { blow, atMs } of plan) {
    await pause(Math.max(0, atMs - (Date.now() - beganAt)));
    struck.push(`${blow.name} at ${Math.round((Date.now() - beganAt) / 100) / 10} s`);
    const strike = blow.strike();
    strike.catch(() => undefined); // told at the end, with the others
    striking.push(strike);
  }
  await Promise.all(striking);
  return struck;
}
