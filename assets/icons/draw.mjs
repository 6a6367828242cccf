// Draws the package's icons out of icon.svg, with the Chromium that Playwright is given.
//   node assets/icons/draw.mjs [/usr/bin/chromium]
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';

const here = import.meta.dirname;
const svg = await readFile(join(here, 'icon.svg'), 'utf8');
// As root, Chromium starts without its sandbox only; the page here is our own picture.
const browser = await chromium.launch({ executablePath: process.argv[2] ?? '/usr/bin/chromium' });
const page = await browser.newPage();

/** The icon as PNG, `size` pixels wide and high. */
async function draw(size) {
  await page.setViewportSize({ width: size, height: size });
  const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" style="display:block" `);
  await page.setContent(`<body style="margin:0">${sized}`);
  return page.screenshot({ omitBackground: true });
}

/** A Windows icon: a directory of PNG pictures (ICONDIR and ICONDIRENTRY, Windows Vista and later). */
function ico(pictures) {
  const directory = Buffer.alloc(6 + 16 * pictures.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(pictures.length, 4);
  let offset = directory.length;
  pictures.forEach(({ size, png }, at) => {
    const entry = 6 + 16 * at;
    // 256 is written as 0.
    directory[entry] = size % 256;
    directory[entry + 1] = size % 256;
    directory.writeUInt16LE(1, entry + 4);
    directory.writeUInt16LE(32, entry + 6);
    directory.writeUInt32LE(png.length, entry + 8);
    directory.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([directory, ...pictures.map(({ png }) => png)]);
}

/** A macOS icon: blocks of four letters, a length and a PNG (Apple's icns types for 128 to 1024 pixels). */
function icns(pictures) {
  const blocks = pictures.map(({ type, png }) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(8 + blocks.reduce((sum, { length }) => sum + length, 0), 4);
  return Buffer.concat([head, ...blocks]);
}

const png = new Map();
for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) png.set(size, await draw(size));
await browser.close();
const pictures = (sizes) => sizes.map((size) => ({ size, png: png.get(size) }));

for (const size of [16, 32, 48, 64, 128, 256, 512])
  await writeFile(join(here, 'linux', `${size}x${size}.png`), png.get(size));
await writeFile(join(here, 'icon.ico'), ico(pictures([16, 24, 32, 48, 64, 128, 256])));
const mac = { ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64 };
await writeFile(
  join(here, 'icon.icns'),
  icns(Object.entries(mac).map(([type, size]) => ({ type, png: png.get(size) }))),
);
