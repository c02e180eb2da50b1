import type { z } from "zod";
import type { trafficBody } from "./control-protocol";
import type { World } from "./world";

/** How often somebody writes, over all lively accounts (ms between two messages). */
export interface TrafficPace {
  min_ms: number;
  max_ms: number;
}

/** Lets buyers of the lively accounts write by themselves. */
export class Traffic {
  private timer: NodeJS.Timeout | null = null;
  private pace: TrafficPace = { min_ms: 5_000, max_ms: 20_000 };

  constructor(
    private readonly world: World,
    private readonly writeSomewhere: () => void,
  ) {}

  set(input: z.output<typeof trafficBody>): void {
    this.stop();
    this.pace = { min_ms: input.min_ms ?? this.pace.min_ms, max_ms: input.max_ms ?? this.pace.max_ms };
    if (input.mode === "lively") this.schedule();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private schedule(): void {
    const { min_ms, max_ms } = this.pace;
    const wait = min_ms + this.world.random() * Math.max(0, max_ms - min_ms);
    this.timer = setTimeout(() => {
      this.writeSomewhere();
      this.schedule();
    }, wait);
  }
}
