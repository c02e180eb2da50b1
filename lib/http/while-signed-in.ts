import { log } from "../log";

/** A stream of a token that was taken back ends within this time, in milliseconds; programs hold few of them. */
const LOOK_MS = 1_000;

/** Ends with `signal`, and also as soon as whoever asked is not signed in any more. */
export function whileSignedIn(isStillSignedIn: () => Promise<boolean>, signal: AbortSignal): AbortSignal {
  const ending = new AbortController();
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      if (!(await isStillSignedIn())) ending.abort();
    } catch (error) {
      log().warn({ err: error }, "whether a stream's token still holds could not be asked"); // the next look may
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  timer.unref();
  const either = AbortSignal.any([signal, ending.signal]);
  either.addEventListener("abort", () => clearInterval(timer), { once: true });
  if (either.aborted) clearInterval(timer);
  return either;
}
