/** What a key may do, right by right. */
export interface KeyRights {
  readonly readChats: boolean;
  readonly writeChats: boolean;
  readonly readOrders: boolean;
  readonly setWebhooks: boolean;
}

/** What the first contact tells about a key. */
export interface AccountFacts {
  readonly dialect: string;
  readonly accountName: string | null;
  readonly keyExpiresAt: Date | null;
  /** Names of the key's rights as its account shows them; empty: not told. */
  readonly roles: readonly string[];
  /** What the key may do of what the desk needs; null: not told. */
  readonly rights: KeyRights | null;
  /** Null: not told. Otherwise whether chats may be read and written, and why not. */
  readonly chatAccess: "ok" | "role_missing" | "subscription_missing" | null;
}
