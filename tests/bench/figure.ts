import type { Stage } from "./stage";

/** One line of the table. */
export interface Line {
  readonly what: string;
  /** What the issue asks for; null for a line that only helps to read the others. */
  readonly goal: string | null;
  readonly measured: string;
  /** Null where there is no goal, or nothing could be measured here. */
  readonly isMet: boolean | null;
  /** The same as numbers, with their units in the names, for `--json`. */
  readonly values: Readonly<Record<string, number>>;
}

/** Something worth knowing about the product's speed or size. */
export interface Figure {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  /** Measures on real processes; what it started is stopped when it returns or throws. */
  run(stage: Stage): Promise<Line[]>;
}

/** A line with a goal. */
export function goalLine(line: {
  what: string;
  goal: string;
  measured: string;
  isMet: boolean;
  values: Record<string, number>;
}): Line {
  return line;
}

/** A line without one. */
export function factLine(line: { what: string; measured: string; values?: Record<string, number> }): Line {
  return { ...line, goal: null, isMet: null, values: line.values ?? {} };
}
