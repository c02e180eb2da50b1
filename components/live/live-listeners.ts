import type { EventData, EventName } from "@/lib/wire/events";

/** An event as it came: its name tells the shape of its data. */
export type LiveEvent = { [Name in EventName]: { name: Name; data: EventData<Name> } }[EventName];

type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();

/** Hears every event of the tab's one stream as it comes: for sounds, counts and other things no cache holds. */
export function onLiveEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Only the stream calls this. */
export function tellLiveEvent(event: LiveEvent): void {
  for (const listener of listeners) listener(event);
}
