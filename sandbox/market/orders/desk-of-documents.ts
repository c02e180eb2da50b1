import type { Account } from "../../model";

/** A task to draw labels. */
export interface LabelTask {
  id: number;
  postings: string[];
  filePath: string;
  /** Asked for once and told that it is being drawn. */
  wasAsked: boolean;
}

/** A shipment of one delivery method. */
export interface Carriage {
  id: number;
  methodId: string;
  warehouseId: string;
  postings: string[];
  isApproved: boolean;
  containers: number;
  createdMs: number;
  departureMs: number;
  wasAsked: boolean;
}

/** What an account has asked to be drawn; forgotten with the process, as Ozon forgets it in time. */
export interface Desk {
  nextId: number;
  labels: Map<number, LabelTask>;
  carriages: Map<number, Carriage>;
}
const desks = new WeakMap<Account, Desk>();

/** The desk of an account, empty at first. */
export function deskOf(account: Account): Desk {
  const known = desks.get(account);
  if (known !== undefined) return known;
  // From the clock, so that a number given before a restart is not given to something else.
  const desk: Desk = { nextId: Date.now(), labels: new Map(), carriages: new Map() };
  desks.set(account, desk);
  return desk;
}

/** The next number of a task or a shipment. */
export function takeId(desk: Desk): number {
  desk.nextId += 1;
  return desk.nextId;
}
