import type { Role } from "../wire/users";

/** The person (or a program acting for one) behind a request. */
export interface Actor {
  readonly userId: string;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  /** Follows what the request causes through logs and audit. */
  readonly requestId: string;
}
