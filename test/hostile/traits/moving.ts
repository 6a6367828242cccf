import { one, type Place, put, READ, SETTINGS, type Traits } from '../place';

/** A program that does something again and again, with `fs` and `path` to hand. */
const again = ({ meanwhile, home }: Place, body: string) => {
  meanwhile.push(
    `const fs = require('node:fs'); const home = ${JSON.stringify(home)};
     const attempt = (work) => { try { work(); } catch {} };
     let at = 0; setInterval(() => { at++; ${body} }, 2);`,
  );
};
const at = (path: string) => `home + '/' + ${JSON.stringify(path)}`;

/** What another program does to the home while it is looked at. */
export const moving: Traits = {
  async rewritten(place) {
    const path = one(place, READ);
    again(place, `attempt(() => fs.writeFileSync(${at(path)}, 'x'.repeat((at * 7919) % 300000)));`);
  },
  async settingsRewritten(place) {
    again(
      place,
      `attempt(() => fs.writeFileSync(${at(SETTINGS)}, at % 3 ? '{"gateway":{"bind":"lan"}}' : '{"gateway":'));`,
    );
  },
  async grows(place) {
    const path = one(place, [
      '.openclaw/workspace/memory/2026-01-01.md',
      '.openclaw/logs/gateway.log',
      '.openclaw/agents/main/sessions/1.jsonl',
    ]);
    await put(place, path, 'x');
    again(
      place,
      `if (at < 2000) attempt(() => fs.appendFileSync(${at(path)}, 'password: hunter '.repeat(4000)));`,
    );
  },
  async swappedForPipe(place) {
    const path = one(place, READ);
    again(
      place,
      `attempt(() => { const { execFileSync } = require('node:child_process');
         fs.rmSync(${at(path)}, { force: true });
         if (at % 2) execFileSync('mkfifo', [${at(path)}]); else fs.writeFileSync(${at(path)}, '{}'); });`,
    );
  },
  async comesAndGoes(place) {
    await put(place, '.openclaw/workspace/there/a/b/c.md', 'x');
    again(
      place,
      `attempt(() => at % 2 ? fs.rmSync(home + '/.openclaw/workspace/there', { recursive: true, force: true })
         : fs.mkdirSync(home + '/.openclaw/workspace/there/a/b/c', { recursive: true }));`,
    );
  },
  async cutOff(place) {
    const path = '.openclaw/workspace/memory/long.md';
    await put(place, path, 'x'.repeat(3_000_000));
    again(place, `attempt(() => fs.truncateSync(${at(path)}, at % 2 ? 0 : 3000000));`);
  },
  async filesWithoutEnd(place) {
    await put(place, '.openclaw/workspace/many/0.md', 'x');
    again(
      place,
      `if (at < 5000) for (let n = 0; n < 5; n++) attempt(() => fs.writeFileSync(home + '/.openclaw/workspace/many/' + at + '-' + n + '.md', 'x'));`,
    );
  },
};
