import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { t as list } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveArchive } from '../../main/actions/archive';

const signal = new AbortController().signal;

describe('saving data before it goes', () => {
  let top: string;
  let file: string;
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'tankmate-archive-'));
    file = join(top, 'export.tar.gz');
    mkdirSync(join(top, 'state/空 folder'), { recursive: true });
    writeFileSync(join(top, 'state/openclaw.json'), '{}');
    writeFileSync(join(top, 'state', `${'long'.repeat(60)}.md`), 'x'.repeat(200_000));
    symlinkSync('/etc/passwd', join(top, 'state/link'));
  });
  afterEach(() => rmSync(top, { recursive: true, force: true }));

  it('holds every file, folder and link, and only its owner may read it', async () => {
    expect(await saveArchive(file, [join(top, 'state')], signal)).toEqual({ files: 2, skipped: [] });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const inside: string[] = [];
    await list({
      file,
      onReadEntry: ({ type, path, linkpath }) =>
        void inside.push(`${type} ${path.split('/state')[1]} ${linkpath ?? ''}`),
    });
    expect(inside.map((each) => each.trim()).sort()).toEqual([
      'Directory /',
      'Directory /空 folder/',
      `File /${'long'.repeat(60)}.md`,
      'File /openclaw.json',
      'SymbolicLink /link /etc/passwd',
    ]);
  });

  it('names what is no file', async () => {
    const server = createServer().listen(join(top, 'state/socket'));
    await new Promise((ready) => server.once('listening', ready));
    try {
      expect((await saveArchive(file, [join(top, 'state')], signal)).skipped).toEqual([
        join(top, 'state/socket'),
      ]);
    } finally {
      server.close();
    }
  });

  it('never writes over anything', async () => {
    writeFileSync(file, 'mine');
    await expect(saveArchive(file, [join(top, 'state')], signal)).rejects.toThrow();
    expect(statSync(file).size).toBe(4);
  });

  it('leaves nothing behind when a file changes while it is saved', async () => {
    const moving = join(top, 'state/openclaw.json');
    let turn = 0;
    const writing = setInterval(() => writeFileSync(moving, `{"turn":${turn++}}`.padEnd(100 + turn)), 1);
    try {
      const saved = await saveArchive(file, [join(top, 'state')], signal).catch(() => null);
      // It may have been quick enough: then it is proven. Else nothing is there.
      expect(existsSync(file)).toBe(saved !== null);
    } finally {
      clearInterval(writing);
    }
  });

  it('rejects what is not there, and a cancelled one, with nothing left', async () => {
    await expect(saveArchive(file, [join(top, 'nothing')], signal)).rejects.toThrow();
    await expect(saveArchive(file, [join(top, 'state')], AbortSignal.abort())).rejects.toThrow();
    expect(readdirSync(top)).toEqual(['state']);
  });
});
