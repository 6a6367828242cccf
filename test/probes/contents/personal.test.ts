import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SearchLimits } from '../../../main/probes/contents/search-limits';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { PRIVATE } from './corpus';
import { zipped } from './labelled/packing';
import { contentsOf } from './setup';

const S = '/home/lin/.openclaw';
const ID = '31010419491231104X';
const PHRASE =
  'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';

const look = async (files: FakeMachine['files'], value: object = {}, signal?: AbortSignal) => {
  const host = fakeHost({ files: files ?? {}, ...(signal && { signal }) });
  const answer = await contentsOf(host, value as never).personal();
  return {
    ...answer,
    kinds: answer.items.map(({ place, kind, count }) => `${place} ${kind} ${count}`).sort(),
    host,
  };
};

/** The tables of an agent's database of 2026.9 that matter here (docs/reference/database-schemas/layout.md). */
function agentDatabase(events: readonly { json?: string; zstd?: Buffer }[], checkpoint = false) {
  const folder = mkdtempSync(join(tmpdir(), 'tankmate-personal-'));
  const database = new DatabaseSync(join(folder, 'a.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
  database.exec(
    'CREATE TABLE transcript_events (session_id TEXT, seq INTEGER, event_json TEXT, event_zstd BLOB)',
  );
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  events.forEach(({ json, zstd }, at) => {
    database
      .prepare('INSERT INTO transcript_events VALUES (?, ?, ?, ?)')
      .run('s', at, json ?? null, zstd ?? null);
  });
  if (checkpoint) database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const bytes = readFileSync(join(folder, 'a.sqlite'));
  const wal = readFileSync(join(folder, 'a.sqlite-wal'));
  database.close();
  rmSync(folder, { recursive: true });
  const file = `${S}/agents/main/agent/openclaw-agent.sqlite`;
  return { [file]: { bytes }, [`${file}-wal`]: { bytes: wal } };
}

describe('workspaces, transcripts and media', () => {
  it('are searched; numbers are counted by file, different ones once', async () => {
    const { kinds, gaps, items } = await look({
      [`${S}/workspace/MEMORY.md`]: `身份证 ${ID}\n再说一次 ${ID}\n`,
      [`${S}/workspace/memory/2026-11-21.md`]: `钱包：${PHRASE}\n护照 E12345678`,
      [`${S}/agents/main/sessions/1.jsonl`]: `{"content":"打\\n13912345678"}\n{"content":"还有 13812345678"}\n`,
      [`${S}/media/inbound/card.txt`]: '卡号 6222021234567890128',
    });
    expect(gaps).toEqual([]);
    expect(kinds).toEqual([
      'media bank-card 1',
      'transcript mobile-number 2',
      'workspace identity-card 1',
      'workspace mnemonic-phrase 1',
      'workspace passport 1',
    ]);
    expect(JSON.stringify(items)).not.toMatch(/31010419|abandon|1391234|6222/);
  });

  it('workspaces elsewhere are searched, by the settings', async () => {
    const { kinds } = await look(
      { '/data/lobster/a.md': `身份证 ${ID}` },
      { agents: { defaults: { workspace: '/data/lobster' } } },
    );
    expect(kinds).toEqual(['workspace identity-card 1']);
  });

  it('text of Chinese Windows and UTF-16 is read', async () => {
    const { kinds } = await look({
      [`${S}/workspace/a.txt`]: {
        bytes: Buffer.from([0xbb, 0xa4, 0xd5, 0xd5, ...Buffer.from(' E12345678')]),
      },
      [`${S}/workspace/b.txt`]: { bytes: Buffer.from(`\uFEFF身份证 ${ID}`, 'utf16le') },
    });
    expect(kinds).toEqual(['workspace identity-card 1', 'workspace passport 1']);
  });

  it('numbers at the joints of a long text are found', async () => {
    for (const shift of [-30, -18, -9, 0]) {
      const text = `${'x '.repeat((256 * 1024 + shift) / 2)} ${ID} ${'y '.repeat(1000)}`;
      expect((await look({ [`${S}/workspace/a.txt`]: text })).kinds).toEqual(['workspace identity-card 1']);
    }
  });
});

describe('transcripts in databases', () => {
  it('are read, the newest in the log among them', async () => {
    const event = { json: JSON.stringify({ message: { content: `我的号码\n${ID}` } }) };
    expect((await look(agentDatabase([event], true))).kinds).toEqual(['transcript identity-card 1']);
    expect((await look(agentDatabase([event]))).kinds).toEqual(['transcript identity-card 1']);
  });
  it('are read where a text spans pages, wherever a page ends', async () => {
    for (let before = 3900; before < 4140; before += 7) {
      const files = agentDatabase([
        { json: `${'字 '.repeat(before / 4)}${' '.repeat(before % 4)} ${ID} ${'z '.repeat(4000)}` },
      ]);
      expect((await look(files)).kinds).toEqual(['transcript identity-card 1']);
    }
  });
  it('are read where they are compressed, in rows and in archives', async () => {
    const long = Buffer.from(
      JSON.stringify({ content: `${Array.from({ length: 400 }, (_, at) => at * at).join(' ')} ${ID}` }),
    );
    const packed = zstdCompressSync(long);
    expect(packed.includes(ID)).toBe(false);
    expect((await look(agentDatabase([{ zstd: packed }]))).kinds).toEqual(['transcript identity-card 1']);
    expect(
      (await look({ [`${S}/agents/main/sessions/cold/ab.jsonl.zst`]: { bytes: packed } })).kinds,
    ).toEqual(['transcript identity-card 1']);
  });
  it('that can’t be read are unseen, not fine', async () => {
    const file = `${S}/agents/main/agent/openclaw-agent.sqlite`;
    const broken = zstdCompressSync(Buffer.from('x'.repeat(5000))).subarray(0, 12);
    const cases: [FakeMachine['files'], string][] = [
      [
        { [file]: { bytes: Buffer.from('no database, but encrypted or so, of some length') } },
        'contents.broken',
      ],
      [{ [file]: { text: '', denied: true } }, 'look.not-allowed'],
      [{ [file]: { bytes: Buffer.alloc(65 * 1024 * 1024) } }, 'look.too-large'],
      [{ [`${S}/agents/main/sessions/cold/a.jsonl.zst`]: { bytes: broken } }, 'contents.broken'],
      [agentDatabase([{ zstd: broken }]), 'contents.broken'],
    ];
    for (const [files, id] of cases)
      expect((await look(files)).gaps.map(({ because }) => because.id)).toEqual([id]);
  });
});

describe('what was not looked into', () => {
  it('pictures and archives are counted as unseen, a skill’s own are not', async () => {
    const bytes = Buffer.concat([Buffer.from('\x89PNG\r\n'), Buffer.alloc(50)]);
    const { gaps } = await look({
      [`${S}/media/a.png`]: { bytes },
      [`${S}/media/b.gz`]: { bytes: gzipSync('x'.repeat(100)) },
      [`${S}/media/c.zip`]: { bytes: zipped({ 'a.png': bytes }) },
      [`${S}/workspace/skills/x/icon.png`]: { bytes },
    });
    expect(gaps).toEqual([{ where: `${S}/media`, because: { id: 'contents.opaque', values: { count: 2 } } }]);
  });
  it('a raw key is no picture, and nothing to look into', async () => {
    const key = (length: number) => ({
      bytes: Buffer.from(Array.from({ length }, (_, at) => (at * 89) % 256)),
    });
    const unseen = async (length: number) =>
      (await look({ [`${S}/config-journal-fingerprint.key`]: key(length) })).gaps.length;
    expect([await unseen(16), await unseen(32), await unseen(33)]).toEqual([0, 0, 1]);
  });
  it('what lies too deep is unseen', async () => {
    const deep = Array.from({ length: 45 }, (_, at) => at).join('/');
    const { gaps } = await look({ [`${S}/workspace/${deep}/a.md`]: 'hello' });
    expect(gaps.map(({ because }) => because.id)).toEqual(['contents.too-much']);
  });
  it('what comes after the bounds are reached is unseen, and named once', async () => {
    const limits = new SearchLimits(fakeHost(), { files: 10, bytes: 100, milliseconds: 1000 });
    await limits.read(60);
    expect(limits.spent('/a')).toBe(false);
    await limits.read(60);
    expect([limits.spent('/b'), limits.spent('/c')]).toEqual([true, true]);
    expect(limits.gaps).toEqual([{ where: '/b', because: { id: 'contents.too-much' } }]);
  });
  it('settings that can’t be read may name further workspaces', async () => {
    const because = { id: 'settings.syntax' };
    const host = fakeHost({ files: { [`${S}/workspace/a.md`]: 'hello' } });
    const more = { state: 'broken', file: `${S}/openclaw.json`, line: 1, column: 2, because } as const;
    const { gaps } = await contentsOf(host, null, more).personal();
    expect(gaps).toEqual([{ where: `${S}/openclaw.json`, because }]);
  });
  it('a workspace that the settings don’t place is unseen', async () => {
    const { gaps } = await look({ [`${S}/x`]: '' }, { agents: { defaults: { workspace: `\${NOWHERE}/w` } } });
    expect(gaps.map(({ because }) => because.id)).toEqual(['contents.which-folder']);
  });
  it('a look that is cancelled rejects', async () => {
    const ended = new AbortController();
    ended.abort();
    await expect(look({ [`${S}/workspace/a.md`]: 'x' }, {}, ended.signal)).rejects.toThrow();
  });
  it('links in circles end, and a folder is searched once', async () => {
    const { kinds } = await look({
      [`${S}/workspace/a.md`]: `身份证 ${ID}`,
      [`${S}/workspace/again`]: { link: '.' },
      [`${S}/workspace/deep/up`]: { link: '../..' },
    });
    expect(kinds).toEqual(['workspace identity-card 1']);
  });
});

describe('a healthy home', () => {
  it('has nothing found and nothing unseen', async () => {
    const files = {
      ...agentDatabase([{ json: '{"content":"你好"}' }]),
      [`${S}/workspace/AGENTS.md`]: 'Be nice.',
      [`${S}/agents/main/sessions/1.jsonl`]:
        '{"id":"0192f3c4-7a1b-7c2d-8e3f-9a0b1c2d3e4f","ts":1763790000123}\n',
    };
    const { kinds, gaps } = await look(files);
    expect({ kinds, gaps }).toEqual({ kinds: [], gaps: [] });
  });
  it('the look finds in a whole transcript what lies in it', async () => {
    const lines = PRIVATE.filter(({ kind }) => kind !== 'passport').map(({ text }) =>
      JSON.stringify({ content: text }),
    );
    const { items } = await look({ [`${S}/agents/main/sessions/all.jsonl`]: lines.join('\n') });
    const total = items.reduce((sum, { count }) => sum + count, 0);
    expect(total).toBeGreaterThanOrEqual(lines.length - 2);
  });
});
