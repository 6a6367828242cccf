import { expect, test } from 'vitest';
import { mergeLines } from '../../../main/changes/merge/lines';
import { seeded } from '../../openclaw/json5/random';

const back = (before: string, after: string, now: string) => {
  const { merged, conflicts } = mergeLines(before, after, now);
  return [merged, conflicts.length];
};

test.each<[string, string, string, string, string, number]>([
  ['a line was added below', 'A=1\nB=2\n', 'A=9\nB=2\n', 'A=9\nB=2\nC=3\n', 'A=1\nB=2\nC=3\n', 0],
  ['the line was set anew', 'A=1\nB=2\n', 'A=9\nB=2\n', 'A=5\nB=2\n', 'A=5\nB=2\n', 1],
  ['the line was set anew further down', 'A=1\nB=2\n', 'A=9\nB=2\n', 'A=9\nB=2\nA=5\n', 'A=9\nB=2\nA=5\n', 1],
  [
    'a line was taken out',
    'A=1\nKEY=old\nB=2\n',
    'A=1\nB=2\n',
    'X=0\nA=1\nB=2\n',
    'X=0\nA=1\nKEY=old\nB=2\n',
    0,
  ],
  [
    'a line was taken out, and set anew',
    'A=1\nKEY=old\nB=2\n',
    'A=1\nB=2\n',
    'KEY=new\nA=1\nB=2\n',
    'KEY=new\nA=1\nB=2\n',
    1,
  ],
  [
    'a line was taken out, and came back',
    'A=1\nKEY=old\n',
    'A=1\n',
    'A=1\nC=1\nKEY=old\n',
    'A=1\nC=1\nKEY=old\n',
    0,
  ],
  ['a line was put in', 'A=1\n', 'A=1\nB=2\n', 'Z=1\nA=1\nB=2\n', 'Z=1\nA=1\n', 0],
  ['all of it was taken out', 'KEY=old\n', '', 'B=1\n', 'B=1\n', 1],
  ['its place is gone', 'a\nb\nc\n', 'a\nX\nc\n', 'q\nw\n', 'q\nw\n', 1],
  [
    'Windows’ line ends came meanwhile',
    'A=1\nB=2\n',
    'A=9\nB=2\n',
    'A=9\r\nB=2\r\nC=3\r\n',
    'A=1\r\nB=2\r\nC=3\r\n',
    0,
  ],
  [
    'the same line stands in two places',
    'x:\n  p: 1\ny:\n  p: 2\n',
    'x:\n  p: 2\ny:\n  p: 2\n',
    'x:\n  p: 2\ny:\n  p: 2\nz:\n',
    'x:\n  p: 1\ny:\n  p: 2\nz:\n',
    0,
  ],
  ['the same line, and nothing tells where', 'q\nfi\n', 'q\nX\nfi\n', 'X\nX\n', 'X\nX\n', 1],
  [
    'an export in a shell',
    'export A="x"\nalias l=ls\n',
    'alias l=ls\n',
    'alias l=ls\nalias k=kk\n',
    'export A="x"\nalias l=ls\nalias k=kk\n',
    0,
  ],
])('%s', (_what, before, after, now, to, conflicts) => {
  expect(back(before, after, now)).toEqual([to, conflicts]);
});

test('lines that nobody else touched come back, and those of others stay', () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const random = seeded(seed);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const before = names.filter(() => random() < 0.8).map((name) => `${name}=old-${name}`);
    const touched = before.filter(() => random() < 0.3);
    const after = before.flatMap((line) =>
      touched.includes(line) ? (random() < 0.5 ? [] : [line.replace('old', 'fix')]) : [line],
    );
    let now = after;
    const mine: string[] = [];
    for (let times = Math.floor(random() * 3); times > 0; times--) {
      const name = pick([...names, 'X', 'Y']);
      const line = `${name}=mine-${times}`;
      mine.push(line);
      now =
        random() < 0.5 && now.some((each) => each.startsWith(`${name}=`))
          ? now.map((each) => (each.startsWith(`${name}=`) ? line : each))
          : now.toSpliced(Math.floor(random() * (now.length + 1)), 0, line);
    }
    const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
    const { merged, conflicts } = mergeLines(text(before), text(after), text(now));
    const got = merged.split('\n');
    for (const line of now.filter((each) => each.includes('=mine-')))
      expect(got, `seed ${seed}`).toContain(line);
    for (const line of now.filter((each) => each.includes('=old-')))
      expect(got, `seed ${seed}`).toContain(line);
    // Nothing is set twice that was set once.
    for (const line of touched) {
      const name = line.split('=')[0];
      if (now.filter((each) => each.startsWith(`${name}=mine`)).length > 0)
        expect(
          got.filter((each) => each === line),
          `seed ${seed}`,
        ).toEqual([]);
      else if (conflicts.length === 0) expect(got, `seed ${seed}`).toContain(line);
    }
    if (mine.length === 0) expect(merged, `seed ${seed}`).toBe(text(before));
  }
});
