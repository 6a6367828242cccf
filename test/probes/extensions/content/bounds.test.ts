import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { analyseExtension } from '../../../../main/probes/extensions/content/analyse';
import { processorTime } from '../../../processor-time';

const yaml = (text: string) => parse(text, { maxAliasCount: 0, logLevel: 'silent' });
const KIB = 20;
/** Pieces that quoting, nesting, joining and searching have to go along, each over and over. */
const PIECES = [
  ...[
    '`',
    '"',
    "'",
    '$(',
    '${',
    '(',
    '[',
    '{',
    '<(',
    '<<E\n',
    '\\\n',
    'a|',
    '> ',
    '<!--',
    '<span hidden>',
    '- a\n',
  ],
  ...[
    'a=$a$a;',
    'x="$x$x"\n',
    'x=x+x;',
    "'a'+",
    '[1,',
    'def f(x):\n',
    'x=>{',
    '`${',
    'f"{',
    '$x = $x$x\n',
    '```\n',
  ],
  ...[
    'send ',
    'do not tell ',
    'ignore all previous ',
    'password: ',
    'ask the user for ',
    'follow every ',
    '不要告诉',
  ],
  ...[
    'https://',
    'https://a.',
    'eval(',
    'f(',
    'curl -d @~/.ssh/id_rsa ',
    'pip install a ',
    'getattr(a,',
    '\u200b',
    'Ab1',
  ],
];

describe('texts that were made to be slow', () => {
  it.each(['SKILL.md', 'a.sh', 'a.py', 'a.js', 'a.ps1', 'package.json'])(
    'take no longer in %s',
    async (path) => {
      for (const piece of PIECES) {
        const text = piece.repeat((KIB * 1024) / piece.length);
        const time = await processorTime(() => analyseExtension([{ path, text }], 'x', yaml));
        expect(time, JSON.stringify(piece)).toBeLessThan(2000);
      }
    },
  );

  it('that are broken in every way are read to the end', () => {
    const pieces = [
      ...PIECES,
      '\n',
      ' ',
      '=',
      'import ',
      'x',
      '"',
      ')',
      ']',
      '}',
      '\u0000',
      '\ud800',
      '---\n',
      '%',
    ];
    let seed = 7;
    const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648);
    for (let round = 0; round < 150; round++) {
      const text = Array.from({ length: 60 }, () => pieces[next() % pieces.length]).join('');
      for (const path of ['SKILL.md', 'a.sh', 'a.py', 'a.ts', 'a.ps1', 'a.json', 'a.applescript'])
        expect(() => analyseExtension([{ path, text }], 'x', yaml), JSON.stringify(text)).not.toThrow();
    }
  });
});
