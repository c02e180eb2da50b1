import type { Line } from "./figure";
import type { Machine } from "./machine";

/** What one figure gave. */
export interface FigureReport {
  readonly name: string;
  readonly title: string;
  readonly lines: readonly Line[];
}

/** The report as people read it. */
export function toTable(machine: Machine, reports: readonly FigureReport[]): string {
  const rows = reports.flatMap((report) => [
    [report.title, "", "", ""],
    ...report.lines.map((line) => [`  ${line.what}`, line.goal ?? "", line.measured, verdictOf(line)]),
  ]);
  const all = [["figure", "goal", "measured", ""], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const body = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  body.splice(1, 0, "-".repeat(widths.reduce((sum, width) => sum + width + 2, 3)));
  return [nameMachine(machine), "", ...body].join("\n");
}

function verdictOf(line: Line): string {
  if (line.goal === null) return "";
  if (line.isMet === null) return "n/a";
  return line.isMet ? "ok" : "NOT";
}

function nameMachine(machine: Machine): string {
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, ${machine.system}`,
    `Node ${machine.node}, Postgres ${machine.postgres}, load before the start ${machine.load_before}`,
  ].join("\n");
}
