// Draws the tray's pictures out of the four SVG files beside it, with the Chromium that Playwright is given.
//   node assets/tray/draw.mjs [/usr/bin/chromium]
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';

const here = import.meta.dirname;
const browser = await chromium.launch({ executablePath: process.argv[2] ?? '/usr/bin/chromium' });
const page = await browser.newPage();

/** The picture as PNG and as raw RGBA, `size` pixels wide and high. */
async function draw(svg, size) {
  const { png, rgba } = await page.evaluate(
    async ([source, side]) => {
      const picture = new Image();
      picture.src = `data:image/svg+xml;base64,${btoa(source)}`;
      await picture.decode();
      const canvas = new OffscreenCanvas(side, side);
      const context = canvas.getContext('2d');
      context.drawImage(picture, 0, 0, side, side);
      const blob = await canvas.convertToBlob({ type: 'image/png' });
      return {
        png: [...new Uint8Array(await blob.arrayBuffer())],
        rgba: [...context.getImageData(0, 0, side, side).data],
      };
    },
    [svg.replace('<svg ', `<svg width="${size}" height="${size}" `), size],
  );
  return { size, png: Buffer.from(png), rgba: Buffer.from(rgba) };
}

/** A Windows icon of several sizes, each a 32-bit bitmap, bottom row first, and an empty mask (ICONDIR, BITMAPINFOHEADER). */
function ico(pictures) {
  const bodies = pictures.map(({ size, rgba }) => {
    const head = Buffer.alloc(40);
    head.writeUInt32LE(40, 0);
    head.writeInt32LE(size, 4);
    head.writeInt32LE(size * 2, 8);
    head.writeUInt16LE(1, 12);
    head.writeUInt16LE(32, 14);
    const rows = [];
    for (let y = size - 1; y >= 0; y--) {
      const row = Buffer.from(rgba.subarray(y * size * 4, (y + 1) * size * 4));
      for (let x = 0; x < row.length; x += 4) [row[x], row[x + 2]] = [row[x + 2], row[x]];
      rows.push(row);
    }
    return Buffer.concat([head, ...rows, Buffer.alloc(Math.ceil(size / 32) * 4 * size)]);
  });
  const directory = Buffer.alloc(6 + 16 * pictures.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(pictures.length, 4);
  let offset = directory.length;
  pictures.forEach(({ size }, at) => {
    const entry = 6 + 16 * at;
    directory[entry] = size;
    directory[entry + 1] = size;
    directory.writeUInt16LE(1, entry + 4);
    directory.writeUInt16LE(32, entry + 6);
    directory.writeUInt32LE(bodies[at].length, entry + 8);
    directory.writeUInt32LE(offset, entry + 12);
    offset += bodies[at].length;
  });
  return Buffer.concat([directory, ...bodies]);
}

for (const state of ['good', 'attention', 'unknown', 'looking']) {
  const colour = await readFile(join(here, `${state}.svg`), 'utf8');
  // macOS takes the shape from a picture's opacity and paints it itself.
  const shape = colour.replace(/fill="#\w+"/g, '').replace(/stroke="#\w+"/g, 'stroke="#000"');
  const write = (name, bytes) => writeFile(join(here, name), bytes);

  await write(`${state}.png`, (await draw(colour, 32)).png);
  await write(`${state}@2x.png`, (await draw(colour, 64)).png);
  await write(`${state}Template.png`, (await draw(shape, 16)).png);
  await write(`${state}Template@2x.png`, (await draw(shape, 32)).png);
  await write(`${state}.ico`, ico(await Promise.all([16, 20, 24, 32, 48].map((size) => draw(colour, size)))));
}
await browser.close();
