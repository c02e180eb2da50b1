/** @typedef {(text: string) => void} Note */

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 100;
const PLAIN_NOTE_MS = 10_000; // without a terminal, a line now and then shows that it goes on

/**
 * Shows one step of a start: a turning sign with seconds on a terminal, plain lines elsewhere.
 * @template T
 * @param {string} title
 * @param {(note: Note) => Promise<T>} work `note` tells how far it is
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const began = Date.now();
  const shown = process.stdout.isTTY ? showTurning(title, began) : showPlain(title, began);
  try {
    const result = await work(shown.note);
    shown.end("✓");
    return result;
  } catch (error) {
    shown.end("✗");
    throw error;
  }
}

/** @param {number} began */
function elapsed(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}

/** @param {string} title @param {number} began */
function showTurning(title, began) {
  let frame = 0;
  let noted = "";
  const draw = () => {
    const width = (process.stdout.columns ?? 80) - 1;
    const line = `${FRAMES[frame++ % FRAMES.length]} ${title} ${elapsed(began)}${noted === "" ? "" : `  ${noted}`}`;
    process.stdout.write(`\r\u001b[2K${line.slice(0, width)}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  draw();
  return {
    note: (/** @type {string} */ text) => {
      noted = text;
    },
    end: (/** @type {string} */ sign) => {
      clearInterval(timer);
      process.stdout.write(`\r\u001b[2K${sign} ${title} (${elapsed(began)})\n`);
    },
  };
}

/** @param {string} title @param {number} began */
function showPlain(title, began) {
  let lastNote = began;
  return {
    note: (/** @type {string} */ text) => {
      if (Date.now() - lastNote < PLAIN_NOTE_MS) return;
      lastNote = Date.now();
      console.log(`  ${title}: ${text} (${elapsed(began)})`);
    },
    end: (/** @type {string} */ sign) => console.log(`${sign} ${title} (${elapsed(began)})`),
  };
}
