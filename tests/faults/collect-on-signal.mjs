// Loaded in front of a process under test (`node --import`): SIGUSR2 collects all garbage at once and says so, so that
// what the memory holds afterwards is held by somebody.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

process.on("SIGUSR2", () => {
  collect();
  collect(); // what the first round's finalizers let go
  const { heapUsed, external } = process.memoryUsage();
  console.log(`garbage collected, in use: ${heapUsed + external}`);
});
