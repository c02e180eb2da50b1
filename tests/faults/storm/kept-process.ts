import type { RunningProcess } from "../../support/processes";

/**
 * A process that is always meant to be there: one that dies is started again at once, as the launcher does it.
 * Its output is kept over all its lives.
 */
export interface KeptProcess {
  readonly name: string;
  /** SIGKILL; resolves when the next life is ready. */
  killAndRevive(): Promise<void>;
  /** Ends that were not of our making, each with its last words. */
  unasked(): readonly string[];
  output(): string;
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 100;
const LAST_WORDS = 3_000;

/** Starts it; `start` resolves when a life is ready and rejects when it never became so. */
export async function keepProcess(name: string, start: () => Promise<RunningProcess>): Promise<KeptProcess> {
  let running = await start();
  let said = "";
  const unasked: string[] = [];
  let isStopping = false;
  let reviving: Promise<void> | null = null;

  const revive = async () => {
    said += running.output();
    for (;;) {
      try {
        running = await start();
        return;
      } catch (error) {
        // Without its database a process may not come up; the launcher goes on trying too.
        said += `\n${name} did not start: ${String(error)}\n`;
        if (isStopping) return;
      }
    }
  };
  const reviveOnce = () => {
    reviving ??= revive().finally(() => {
      reviving = null;
    });
    return reviving;
  };
  const watch = setInterval(() => {
    if (running.exit() === null || reviving !== null || isStopping) return;
    unasked.push(`${name} ended ${JSON.stringify(running.exit())}: ${running.output().slice(-LAST_WORDS)}`);
    void reviveOnce();
  }, LOOK_EVERY_MS);

  return {
    name,
    async killAndRevive() {
      if (reviving !== null) return reviving;
      const dying = running;
      // The watch must not take this death for one of its own.
      reviving = (async () => {
        await dying.kill("SIGKILL");
        await revive();
      })().finally(() => {
        reviving = null;
      });
      return reviving;
    },
    unasked: () => unasked,
    output: () => said + running.output(),
    async stop() {
      isStopping = true;
      clearInterval(watch);
      await reviving;
      await running.kill("SIGTERM");
    },
  };
}
