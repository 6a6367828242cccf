import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { GapCollector } from '../../../main/probes/extensions/gap-collector';
import { hubMark, hubRecord } from '../../../main/probes/extensions/hub-record';
import { fakeHost } from '../../fakes/host';

const W = '/home/lin/.openclaw/workspace';
const SKILL = '---\nname: gif\n---\nDraws.\n';
const sha256 = createHash('sha256').update(SKILL).digest('hex');
/** An entry as recordClawHubSkillInstall of 2026.9.6 writes it. */
const entry = (more: object = {}) => ({
  version: '1.0.1',
  registry: 'https://clawhub.ai',
  installedAt: 1763790000123,
  ownerHandle: 'ada',
  skillFile: { path: 'SKILL.md', sha256 },
  ...more,
});
const verified = (ok: boolean, decision: string, reasons: readonly string[], security: object) =>
  entry({ verification: { schema: 'clawhub.skill.verify.v1', ok, decision, reasons, security } });

async function read(lock: unknown, text = SKILL, place = '.clawhub') {
  const host = fakeHost({
    files: {
      [`${W}/skills/gif/SKILL.md`]: text,
      ...(lock !== undefined && {
        [`${W}/${place}/lock.json`]: typeof lock === 'string' ? lock : JSON.stringify(lock),
      }),
    },
  });
  const gaps = new GapCollector(host);
  return { record: await hubRecord(host, `${W}/skills/gif`, gaps), gaps: gaps.gaps };
}
const listed = (gif: object) => ({ version: 1, skills: { gif } });

describe('the list of what came from ClawHub', () => {
  it.each([
    ['no verdict', entry(), null],
    ['a pass', verified(true, 'pass', [], { status: 'clean', passed: true }), 'passed'],
    [
      'a pass whose scan did not',
      verified(true, 'pass', [], { status: 'suspicious', passed: false }),
      'failed',
    ],
    ['a fail', verified(false, 'fail', ['security.malicious'], { status: 'malicious' }), 'failed'],
    ['a missing card alone', verified(false, 'fail', ['card.missing'], { status: 'clean' }), 'passed'],
    ['a scan that had not ended', verified(false, 'fail', ['pending'], { status: 'pending' }), 'open'],
    [
      'malice that was not scanned to the end',
      verified(false, 'fail', ['pending'], { status: 'malicious' }),
      'failed',
    ],
  ])('tells %s', async (_name, gif, verdict) => {
    expect((await read(listed(gif))).record).toMatchObject({ verdict, changed: false });
  });

  it('tells that SKILL.md is another, or that nobody knows', async () => {
    expect((await read(listed(entry()), 'other')).record).toMatchObject({ changed: true });
    expect((await read(listed({ version: '1.0.1', installedAt: 1 }))).record).toEqual({
      verdict: null,
      reasons: [],
      changed: null,
    });
    expect((await read(listed(entry({ skillFile: { path: '../x', sha256 } })))).record).toMatchObject({
      changed: null,
    });
  });

  it('has no entry for what only says that it came from there', async () => {
    expect((await read(undefined)).record).toBeNull();
    expect((await read({ version: 1, skills: { other: entry() } })).record).toBeNull();
    expect((await read('{"version":1,"skills":{}}', SKILL, '.clawdhub')).record).toBeNull();
    expect((await read(listed(entry()), SKILL, '.clawdhub')).record).toMatchObject({ changed: false });
  });

  it.each(['{', '[]', '{"version":2,"skills":{}}', 'null'])('that is %s is a gap', async (lock) => {
    const { record, gaps } = await read(lock);
    expect(record).toBeNull();
    expect(gaps).toMatchObject([{ where: `${W}/.clawhub/lock.json` }]);
  });
});

test('an entry to compare tells its source and its version apart from the rest', async () => {
  const markOf = (lock: string | null) =>
    hubMark(
      fakeHost({
        files: { [`${W}/skills/gif/SKILL.md`]: SKILL, ...(lock && { [`${W}/.clawhub/lock.json`]: lock }) },
      }),
      `${W}/skills/gif`,
    );
  const given = (more: object) => markOf(JSON.stringify(listed(entry(more))));
  const mark = await given({});
  expect(mark).toEqual({
    source: '["https://clawhub.ai","ada",null]',
    version: '"1.0.1"',
    rest: `[1763790000123,"${sha256}"]`,
  });
  expect(await given({ installedAt: 2 })).toMatchObject({ source: mark?.source, version: mark?.version });
  expect(await given({ version: '1.0.2' })).toEqual({ ...mark, version: '"1.0.2"' });
  expect(await markOf(null)).toBeUndefined();
  expect(await markOf('{')).toBeNull();
});
