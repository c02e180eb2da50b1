// Imports nothing at first: it has to run in a clone without packages, and on a Node too old for the rest.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Prilavok needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
const { launch } = await import("./launcher/launch.mjs");
await launch(process.argv.slice(2));
