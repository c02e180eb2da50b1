import { reasonOf } from "../launcher/launch-error.mjs";
import { stopShownOnSignals } from "./show-program.mjs";
import { closingLine, sumUp, tallyStep } from "./tally.mjs";

/** @typedef {import("./steps.mjs").Step} Step */

/**
 * Runs every step under its heading, also after one that failed, and closes with the sum as the last line.
 * @param {readonly Step[]} steps
 * @param {NodeJS.ProcessEnv} env for what the steps run
 */
export async function runSteps(steps, env) {
  stopShownOnSignals();
  const tallies = [];
  for (const step of steps) {
    console.log(`\n── ${step.title} ──`);
    const began = Date.now();
    const tally = await step.run(env).catch((error) => {
      console.error(reasonOf(error));
      return tallyStep(1);
    });
    tallies.push({ title: step.title, tally, seconds: (Date.now() - began) / 1000 });
  }
  console.log("\n── Sum ──");
  for (const { title, tally, seconds } of tallies) {
    console.log(
      `${tally.failed === 0 ? "✓" : "✗"} ${title}: ${closingLine(tally)} (${seconds.toFixed(1)} s)`,
    );
  }
  const failures = tallies.flatMap(({ tally }) => tally.failures ?? []);
  if (failures.length > 0) console.log(`\n── Failed ──\n${failures.join("\n")}\n`);
  const sum = sumUp(tallies.map(({ tally }) => tally));
  process.exitCode = sum.failed === 0 ? 0 : 1;
  console.log(closingLine(sum));
}
