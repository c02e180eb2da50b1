import { signIn } from "../support/api";
import { fillChats } from "./fill-chats";
import { type Getter, openGetter } from "./http-get";
import type { Stage } from "./stage";
import { inWorld, type World } from "./world";

/** A filled database behind a running web app. */
export interface Archive {
  readonly admin: Getter;
  /** Sees three of the smaller sellers. */
  readonly operator: Getter;
  readonly sellerIds: readonly string[];
  /** A thousand chats of any age. */
  readonly chatIds: readonly string[];
  readonly operatorChatIds: readonly string[];
}

/** Something a person does that asks the server: one or more requests, all at once. */
export interface Screen {
  readonly what: string;
  readonly who: "admin" | "operator";
  paths(archive: Archive, index: number): string[];
}

const OPERATOR = {
  name: "Олег",
  email: "oleg@example.ru",
  password: "prilavok-bench-2026",
  role: "operator",
};

/** Fills a database, starts the web app over it, works with both, takes them down. */
export function inArchive<T>(
  stage: Stage,
  name: string,
  size: { sellers: number; chats: number; messages: number },
  work: (archive: Archive) => Promise<T>,
): Promise<T> {
  return inWorld(stage, name, async (world) => {
    await fillChats(world.sql, size);
    const archive = await openArchive(world);
    try {
      return await work(archive);
    } finally {
      archive.admin.close();
      archive.operator.close();
    }
  });
}

async function openArchive(world: World): Promise<Archive> {
  const web = await world.startWeb();
  const api = await world.signInAdmin(web);
  const bySize = await world.sql.query<{ seller_id: string }>(
    "SELECT seller_id FROM chats GROUP BY seller_id ORDER BY count(*) DESC",
  );
  const sellerIds = bySize.rows.map((row) => row.seller_id);
  const own = sellerIds.slice(-6, -3);
  const made = await api.post("/api/users", { ...OPERATOR, seller_ids: own });
  if (made.status !== 201) throw new Error(`the operator was refused: ${made.status} ${made.text}`);
  const operator = await signIn(web.url, OPERATOR);
  return {
    admin: openGetter(web.url, api.headers),
    operator: openGetter(web.url, operator.headers),
    sellerIds,
    chatIds: await drawChats(world, sellerIds),
    operatorChatIds: await drawChats(world, own),
  };
}

async function drawChats(world: World, sellerIds: readonly string[]): Promise<string[]> {
  const { rows } = await world.sql.query<{ id: string }>(
    "SELECT id FROM chats WHERE seller_id = ANY ($1) ORDER BY external_id LIMIT 1000",
    [sellerIds],
  );
  return rows.map((row) => row.id);
}
