import type { Action } from "@/lib/wire/actions";

let followed: readonly Action[] = [];
const none: readonly Action[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Action[]): void {
  followed = next;
  for (const listener of listeners) listener();
}

/** Shows how a change goes on until it is over and its person has seen that. */
export function followAction(action: Action): void {
  set([...followed.filter(({ id }) => id !== action.id), action]);
}

export function unfollowAction(actionId: string): void {
  set(followed.filter(({ id }) => id !== actionId));
}

/** The changes that are followed, as they were when they were asked for. */
export const followedActions = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => followed,
  readOnServer: () => none,
};
