import { deflateSync } from "node:zlib";

const WIDTH = 480;
const HEIGHT = 360;

type Colour = readonly [number, number, number];

/** A PNG as a buyer's telephone might take it: a parcel on a table or a piece of cloth, the same every time for one number. */
export function drawPicture(dice: number): Buffer {
  const colourAt = dice % 3 === 0 ? clothOf(dice) : parcelOf(dice);
  // Darker towards the edges, as lenses see.
  return drawPng(WIDTH, HEIGHT, (x, y) =>
    shade(colourAt(x, y), 1.06 - 0.5 * ((x - 0.5) ** 2 + (y - 0.5) ** 2)),
  );
}

/** A PNG of this size, its colours told for coordinates from 0 to 1. */
export function drawPng(width: number, height: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows.set(
        colourAt(x / width, y / height).map((part) => Math.max(0, Math.min(255, part))),
        y * (1 + width * 3) + 1 + x * 3,
      );
    }
  }
  return toPng(width, height, rows);
}

const WALLS: readonly Colour[] = [
  [214, 206, 196],
  [188, 200, 206],
  [206, 198, 210],
  [196, 206, 190],
];
const CLOTHS: readonly Colour[] = [
  [96, 104, 118],
  [72, 92, 140],
  [150, 92, 84],
  [96, 122, 98],
];

function pickOf(colours: readonly Colour[], dice: number): Colour {
  return colours[dice % colours.length] ?? [160, 160, 160];
}

/** A colour so much lighter (above 1) or darker. */
export function shade([red, green, blue]: Colour, by: number): Colour {
  return [red * by, green * by, blue * by];
}

function parcelOf(dice: number): (x: number, y: number) => Colour {
  const wall = pickOf(WALLS, dice);
  const left = 0.24 + (dice % 7) / 60;
  const right = left + 0.46 + (dice % 5) / 50;
  const top = 0.36 + (dice % 4) / 40;
  const card: Colour = [188, 148, 104];
  return (x, y) => {
    const isDented = Math.hypot(x - right, y - 0.78) < 0.07 && dice % 2 === 0;
    if (x > left && x < right && y > top && y < 0.8 && !isDented) {
      const middle = (left + right) / 2;
      if (Math.abs(x - middle) < 0.035) return [206, 186, 150]; // tape
      if (x > left + 0.05 && x < left + 0.17 && y > 0.55 && y < 0.68) return [236, 236, 230]; // label
      return shade(card, 0.92 + 0.12 * (1 - y));
    }
    const lean = (top - y) * 0.5;
    if (y > top - 0.11 && y <= top && x > left + lean && x < right + lean) return shade(card, 1.16);
    if (y < 0.66) return shade(wall, 1.05 - 0.2 * y);
    const isShadow = y > 0.78 && y < 0.84 && x > left - 0.02 && x < right + 0.05;
    const grain = 0.97 + 0.03 * Math.sin(y * 160 + Math.sin(x * 9) * 3);
    return shade([142, 108, 80], (isShadow ? 0.6 : 1) * grain);
  };
}

function clothOf(dice: number): (x: number, y: number) => Colour {
  const cloth = pickOf(CLOTHS, dice);
  const turn = 0.3 + (dice % 9) / 10;
  return (x, y) => {
    const along = x * Math.cos(turn) + y * Math.sin(turn);
    const across = y * Math.cos(turn) - x * Math.sin(turn);
    const stitch = 0.9 + 0.1 * Math.abs(Math.sin(along * 95) * Math.cos(across * 60));
    const fold = 0.86 + 0.16 * Math.sin(across * 11 + Math.sin(along * 5));
    const isSpot =
      Math.hypot(x - 0.58, (y - 0.52) * 0.75) < 0.05 + 0.01 * Math.sin(Math.atan2(y - 0.52, x - 0.58) * 5);
    return shade(cloth, stitch * fold * (isSpot ? 0.55 : 1.15));
  };
}

function toPng(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits a channel, RGB, no interlace
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    pngChunk("IHDR", header),
    pngChunk("IDAT", deflateSync(rows, { level: 4 })),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const chunk = Buffer.alloc(content.length + 12);
  chunk.writeUInt32BE(content.length, 0);
  typed.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(typed), content.length + 8);
  return chunk;
}

// zlib.crc32 came with Node 20.15 on some lines only; a table of PNG's polynomial is short enough.
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}
