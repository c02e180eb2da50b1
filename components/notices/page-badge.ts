/** A count as it is shown: nothing for none, "9+" beyond what fits. */
export function badgeOf(count: number, most: number): string {
  if (count <= 0) return "";
  return count > most ? `${most}+` : String(count);
}

/** A page's title with the count before it, whatever count stood there already. */
export function titleWith(badge: string, title: string): string {
  const bare = title.replace(/^\(\d+\+?\) /, "");
  return badge === "" ? bare : `(${badge}) ${bare}`;
}

/** Keeps the count in the title, also when a screen changes it. Returns the way to end that. */
export function keepTitle(badge: string): () => void {
  const write = () => {
    const wanted = titleWith(badge, document.title);
    if (wanted !== document.title) document.title = wanted; // our own writing comes back here once and stops
  };
  write();
  const watch = new MutationObserver(write);
  watch.observe(document.head, { childList: true, subtree: true, characterData: true });
  return () => watch.disconnect();
}

const SIZE = 64;
// A tab's icon stands in the browser's own frame, which no theme of ours reaches: as fixed as app/icon.svg.
const BADGE_COLOR = "#c4302b";
const BADGE_INK = "#ffffff";
let picture: HTMLImageElement | null = null;

/** The product's own icon, drawn once. */
async function loadPicture(address: string): Promise<HTMLImageElement> {
  if (picture !== null) return picture;
  const image = new Image(SIZE, SIZE);
  image.src = address;
  await image.decode();
  picture = image;
  return image;
}

async function drawIcon(address: string, badge: string): Promise<string | null> {
  const canvas = document.createElement("canvas");
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  pen.drawImage(await loadPicture(address), 0, 0, SIZE, SIZE);
  pen.beginPath();
  pen.arc(SIZE - 21, SIZE - 21, 21, 0, Math.PI * 2);
  pen.fillStyle = BADGE_COLOR;
  pen.fill();
  pen.fillStyle = BADGE_INK;
  pen.font = `700 ${badge.length > 1 ? 26 : 32}px "Inter Variable", sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(badge, SIZE - 21, SIZE - 19);
  return canvas.toDataURL("image/png");
}

/** Draws the count on the tab's icon. Returns the way back to the plain one. */
export function keepIcon(badge: string): (() => void) | undefined {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (badge === "" || link === null) return undefined;
  const plain = link.dataset.plain ?? link.getAttribute("href") ?? "";
  link.dataset.plain = plain;
  let isWanted = true;
  void drawIcon(plain, badge)
    .catch(() => null) // the icon did not load: the title tells the count all the same
    .then((drawn) => {
      if (isWanted && drawn !== null) show(link, drawn, "image/png");
    });
  return () => {
    isWanted = false;
    show(link, plain, "image/svg+xml");
  };
}

function show(link: HTMLLinkElement, address: string, type: string): void {
  link.type = type;
  link.href = address;
}
