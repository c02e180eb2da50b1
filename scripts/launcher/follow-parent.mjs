// Loaded in front of every process the launcher starts (`node --import`): when the launcher is killed without a
// chance to stop its children, its end of the channel closes, and they stop by themselves instead of going on
// unattended and holding the port.
const LAST_RESORT_MS = 8_000;

process.channel?.unref();
process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
});
