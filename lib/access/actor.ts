import type { Role } from "../wire/users";

/** The person (or a program acting for one) behind a request. */
export interface Actor {
  readonly userId: string;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  /** What a program's token was made for ("*": everything); null: the person's own browser. */
  readonly scopes: readonly string[] | null;
  /** When a program's token ends; null: never. Absent for a person's browser. */
  readonly tokenEndsAt?: Date | null;
  /** The signed-in browser that speaks; absent for programs. */
  readonly sessionId?: string;
  /** Follows what the request causes through logs and audit. */
  readonly requestId: string;
}
