import { headers } from "next/headers";
import { countUsers, toWireUser } from "../team/read";
import type { User } from "../wire/users";
import { findActor } from "./session";

/** The signed-in person for a page rendered on the server; null when nobody is. */
export async function getPageUser(): Promise<User | null> {
  const actor = await findActor(await headers(), "page");
  return actor === null ? null : toWireUser(actor.userId);
}

/** Whether the first admin is still to be made. */
export async function isSetUpNeeded(): Promise<boolean> {
  return (await countUsers()) === 0;
}
