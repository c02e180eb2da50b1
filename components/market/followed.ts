import type { Action } from "@/lib/wire/actions";
import type { OrderDocument } from "@/lib/wire/order-acts";

/** What somebody asked for and waits for: changes at a marketplace, documents it makes. */
export interface Followed {
  readonly actions: readonly Action[];
  readonly documents: readonly OrderDocument[];
}

const none: Followed = { actions: [], documents: [] };
let followed = none;
const listeners = new Set<() => void>();

function set(next: Partial<Followed>): void {
  followed = { ...followed, ...next };
  for (const listener of listeners) listener();
}

const without = <Thing extends { readonly id: string }>(things: readonly Thing[], id: string) =>
  things.filter((thing) => thing.id !== id);

/** Shows how a change goes on until it is over and its person has seen that. */
export function followAction(action: Action): void {
  set({ actions: [...without(followed.actions, action.id), action] });
}

export function unfollowAction(actionId: string): void {
  set({ actions: without(followed.actions, actionId) });
}

/** Shows how a document is made until its person has opened it or puts it away. */
export function followDocument(document: OrderDocument): void {
  set({ documents: [...without(followed.documents, document.id), document] });
}

export function unfollowDocument(documentId: string): void {
  set({ documents: without(followed.documents, documentId) });
}

/** What is followed, as it was when it was asked for. */
export const followedStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => followed,
  readOnServer: () => none,
};
