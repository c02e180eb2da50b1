"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { User } from "@/lib/wire/users";

const CurrentUser = createContext<User | null>(null);

export function CurrentUserProvider({ user, children }: { user: User; children: ReactNode }) {
  return <CurrentUser value={user}>{children}</CurrentUser>;
}

/** Who sits at this desk. Only inside the desk's layout, which lets nobody else in. */
export function useCurrentUser(): User {
  const user = useContext(CurrentUser);
  if (user === null) throw new Error("useCurrentUser stands outside CurrentUserProvider");
  return user;
}
