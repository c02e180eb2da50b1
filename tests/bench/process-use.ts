import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** What processes use, read from /proc; elsewhere than on Linux there is nothing to read. */

/** Whether this system tells. */
export function canReadProcesses(): boolean {
  return process.platform === "linux";
}

const KIB = 1024;
let ticksPerSecond: number | null = null;

/** A process with all its descendants (Postgres: the postmaster and every backend). */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readOrNull(`/proc/${name}/stat`);
    if (stat !== null) parents.set(Number(name), Number(fieldsOf(stat)[1]));
  }
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}

/** Seconds of CPU that these processes have used, in user and kernel mode. Ones that have ended count nothing. */
export function cpuSecondsOf(pids: readonly number[]): number {
  ticksPerSecond ??= Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  const ticks = pids.map((pid) => {
    const stat = readOrNull(`/proc/${pid}/stat`);
    if (stat === null) return 0;
    const fields = fieldsOf(stat);
    return Number(fields[11]) + Number(fields[12]); // utime, stime
  });
  return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
}

/** Memory in bytes. `rss` counts a page shared by ten processes ten times, `pss` once. */
export function memoryOf(pids: readonly number[]): { rss: number; pss: number } {
  const sum = { rss: 0, pss: 0 };
  for (const pid of pids) {
    const text = readOrNull(`/proc/${pid}/smaps_rollup`) ?? "";
    sum.rss += KIB * Number(/^Rss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
    sum.pss += KIB * Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
  }
  return sum;
}

/** The command line of a process, its arguments separated by blanks. */
export function commandOf(pid: number): string {
  return (readOrNull(`/proc/${pid}/cmdline`) ?? "").replaceAll("\0", " ").trim();
}

/** Fields after the name, which may hold blanks: state, parent, ... */
function fieldsOf(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null; // it ended between the look at the list and this one
  }
}
