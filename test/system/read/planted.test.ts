import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeHost } from '../../../main/system/read/node-host';
import { exchanging } from '../write/exchanger';

let top: string;
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'tankmate-planted-'));
  await chmod(top, 0o755);
});
afterEach(() => rm(top, { recursive: true, force: true }));
const host = () => nodeHost(AbortSignal.timeout(50_000));

describe('a look waits for nothing that lies in a file’s place:', () => {
  test('a pipe', async () => {
    const pipe = join(top, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(host().readText(pipe)).rejects.toThrow('not a file');
    await host().tryOpen(pipe);
    await expect(host().list(pipe)).rejects.toThrow();
  });

  test('a device', async () => {
    await symlink('/dev/zero', join(top, 'zero'));
    await expect(host().readText(join(top, 'zero'))).rejects.toThrow('not a file');
    await host().tryOpen(join(top, 'zero'));
  });

  test('a socket', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(top, 'socket'), done));
    await expect(host().readText(join(top, 'socket'))).rejects.toThrow('not a file');
    await host().tryOpen(join(top, 'socket'));
    await new Promise((done) => server.close(done));
  });

  test('a huge file', async () => {
    execFileSync('truncate', ['-s', '50G', join(top, 'huge')]);
    await expect(host().readText(join(top, 'huge'))).rejects.toThrow('larger');
  });

  test.runIf(process.geteuid?.() === 0)('a file that is exchanged for a pipe all the time', async () => {
    const [file, pipe] = [join(top, 'file'), join(top, 'pipe')];
    await writeFile(file, 'text');
    execFileSync('mkfifo', [pipe]);
    await mkdir(join(top, 'x'));
    execFileSync('chown', ['-R', '65534:65534', top]);
    const exchanger = await exchanging(65534, 'pairs', [file, pipe], 50);
    let read = 0;
    try {
      // On a busy computer all of the first few hundred may come upon the pipe.
      for (let turn = 0; turn < 300 || (read === 0 && turn < 30_000); turn++) {
        await host().tryOpen(file);
        const text = await host()
          .readText(file)
          .catch(() => null);
        if (text === 'text') read += 1;
        else expect(text === null || text === '').toBe(true);
      }
    } finally {
      await exchanger.stop();
    }
    expect(read).toBeGreaterThan(0);
  });
});
