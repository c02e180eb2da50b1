import type { Faults } from "./faults";
import type { LimitKeeper } from "./limits";
import type { Account } from "./model";
import type { RequestLog } from "./request-log";
import type { Speaker } from "./say";
import type { Traffic } from "./traffic";
import type { Webhooks } from "./webhooks";
import type { World } from "./world";

/** Everything a running sandbox is made of. */
export interface ControlParts {
  world: World;
  faults: Faults;
  limits: LimitKeeper;
  speaker: Speaker;
  webhooks: Webhooks;
  requests: RequestLog;
  traffic: Traffic;
}

/** One call of the control API: ids from the path, in order. */
export interface ControlCall {
  parts: ControlParts;
  ids: string[];
  query: URLSearchParams;
  json: unknown;
}

export type Handler = (call: ControlCall) => unknown;
export type Routes = [string, Handler][];

/** What a call asks for is not there: 404. */
export class Unknown extends Error {}

/** The account of a call; throws Unknown. */
export function accountOf({ parts }: ControlCall, clientId: string | undefined): Account {
  const account = parts.world.accounts.get(clientId ?? "");
  if (account === undefined) throw new Unknown(`no account ${clientId}`);
  return account;
}
