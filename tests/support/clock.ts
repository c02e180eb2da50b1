import { setClock } from "@/lib/clock";

let aheadMs = 0;
let putBack: (() => void) | null = null;

/** Moves the product's clock on from where it stands in this process; call `resetClock` after the test. */
export function moveClock(seconds: number): void {
  aheadMs += seconds * 1000;
  putBack?.();
  putBack = setClock(() => new Date(Date.now() + aheadMs));
}

/** The real time again. */
export function resetClock(): void {
  aheadMs = 0;
  putBack?.();
  putBack = null;
}
