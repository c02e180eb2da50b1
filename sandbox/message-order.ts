import type { Message } from "./model";

/** Index of the first message whose id is at least `id`. */
export function lowerBound(messages: readonly Message[], id: bigint): number {
  return partition(messages, (message) => message.id < id);
}

/** Index of the first message whose id is above `id`. */
export function upperBound(messages: readonly Message[], id: bigint): number {
  return partition(messages, (message) => message.id <= id);
}

/** Index of the first message created at or after an instant; the list must be in that order. */
export function firstCreatedAtOrAfter(messages: readonly Message[], atMicros: number): number {
  return partition(messages, (message) => message.atMicros < atMicros);
}

/** Index of the first message created after an instant: where one with that instant is put in. */
export function firstCreatedAfter(messages: readonly Message[], atMicros: number): number {
  return partition(messages, (message) => message.atMicros <= atMicros);
}

function partition(messages: readonly Message[], isBefore: (message: Message) => boolean): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const message = messages[middle];
    if (message !== undefined && isBefore(message)) low = middle + 1;
    else high = middle;
  }
  return low;
}
