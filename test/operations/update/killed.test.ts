import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recoverUpdates } from '../../../main/operations/update/recover';
import type { Told } from './killed';
import { makeMachine, NEW, OLD } from './machine';

let out: string;
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'tankmate-killed-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: out,
      target: 'node20',
      rollupOptions: {
        input: resolve('test/operations/update/killed.ts'),
        external: ['usocket', 'x11', 'electron'],
        output: { format: 'es', entryFileNames: 'killed.mjs' },
      },
    },
    ssr: { noExternal: true },
  });
}, 60_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** More than an update has; the one that is not reached shows that every one was. */
const MOST = 40;

test('killed at any step, the next start has the old version working, or the new one whole', async () => {
  const ends: string[] = [];
  for (let killAt = 1; killAt <= MOST; killAt++) {
    const machine = await makeMachine();
    try {
      const gateway = await machine.startGateway();
      const before = machine.tree();
      const told: Told = {
        env: machine.env,
        home: machine.home,
        folder: machine.folder,
        copy: machine.copy(),
        setup: machine.setup,
        gateway,
        release: await machine.publish(NEW),
        killAt,
      };
      const child = await new Promise<{ signal: unknown; stdout: string; stderr: string }>((done) => {
        const words = [join(out, 'killed.mjs'), JSON.stringify(told)];
        execFile(
          process.execPath,
          words,
          { timeout: 60_000, killSignal: 'SIGTERM' },
          (error, stdout, stderr) => done({ signal: error?.signal ?? null, stdout, stderr }),
        );
      });
      if (child.signal !== 'SIGKILL') {
        expect(child.stdout, child.stderr).toBe('fixed');
        ends.push('not reached');
        break;
      }
      const [outcome] = await recoverUpdates(machine.needs(new AbortController().signal));
      ends.push(outcome?.result ?? 'nothing to do');
      if (machine.copy().version === NEW) {
        expect(outcome?.result).toBe('fixed');
        expect(await machine.health()).toBe(NEW);
      } else {
        expect(await machine.health(), `killed at ${killAt}`).toBe(OLD);
        expect(machine.tree(), `killed at ${killAt}`).toEqual(before);
        const left = readdirSync(join(machine.folder, 'updates')).filter((name) =>
          name.startsWith('update-'),
        );
        expect(left).toEqual([]);
      }
    } finally {
      await machine.remove();
    }
  }
  expect(ends.at(-1)).toBe('not reached');
  expect(ends.length).toBeGreaterThan(12);
  expect(ends).toContain('rolled-back');
}, 300_000);
