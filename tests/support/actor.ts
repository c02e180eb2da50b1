import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/access/actor";
import type { User } from "@/lib/wire/users";

/** A person of the team as a request would bring them. */
export function toActor(user: Pick<User, "id" | "name" | "email" | "role">): Actor {
  return {
    userId: user.id,
    role: user.role,
    name: user.name,
    email: user.email,
    scopes: null,
    requestId: randomUUID(),
  };
}

/** Who makes the first people of a test; stands in no table. */
export const nobody: Actor = {
  userId: "00000000-0000-4000-8000-000000000000",
  role: "admin",
  name: "Test",
  email: "test@example.ru",
  scopes: null,
  requestId: "test",
};
