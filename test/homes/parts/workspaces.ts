import type { Making } from '../home';

const AGENT_FILES = ['AGENTS.md', 'SOUL.md', 'USER.md', 'IDENTITY.md', 'MEMORY.md'];

/** A folder that the agents work in, with what they keep there. Returns how the settings name it; null: the default. */
export function addWorkspace(making: Making, place: string, profile: string): string | null {
  const r = making.draw('workspace');
  // Each profile draws its own.
  for (let skip = 0; skip < profile.length; skip++) r.below(2);
  const own = `${place}/workspace`;
  const [path, written] =
    making.has('workspace') && r.chance(0.6)
      ? r.pick([
          ['Documents', '~/Documents'],
          ['', '~'],
          ['Dropbox/龙虾', '~/Dropbox/龙虾'],
          ['clawd', '~/clawd'],
          ['Documents/my lobster', '~/Documents/my lobster'],
          ['Nextcloud/claw', '~/Nextcloud/claw/'],
          ['Desktop', '~/Desktop'],
        ] as const)
      : [own, null];
  const at = (name: string) => (path === '' ? name : `${path}/${name}`);
  if (path.startsWith('Dropbox')) making.file('.dropbox/info.json', '{"personal": {"path": "~/Dropbox"}}');
  for (const name of r.some(AGENT_FILES, 0.7)) making.file(at(name), `# ${name}\nAbout me\n`);
  if (r.chance(0.5)) making.file(at('memory/2026-11-01.md'), 'Went for a walk.\n');
  if (r.chance(0.2) && path !== '') making.file(at('photo 大.bin'), Buffer.alloc(300_000, 7));
  if (r.chance(0.3) && path !== '' && making.has('keys'))
    making.file(at('notes.md'), `The key is sk-ant-api03-${r.hex(40)}\n`);
  if (r.chance(0.15) && path !== '') making.file(at('.env'), `STRIPE_KEY=sk_live_${r.hex(24)}\n`);
  if (r.chance(0.25) && path !== '' && making.has('git')) {
    making.file(at('.git/HEAD'), 'ref: refs/heads/main\n');
    making.file(at('.git/config'), '[core]\n\tbare = false\n');
    making.file(at('.git/objects/aa/bbccdd'), 'x\x01blob', 0o444);
  }
  return written;
}
