import type { Host } from '../../../system/read';
import type { Service, Setup } from '../../openclaw/types';
import type { ContentForm, Source } from '../types';

const COMPOSE_FILES = [
  'docker-compose.yml',
  'docker-compose.yaml',
  'compose.yml',
  'compose.yaml',
  'podman-compose.yml',
];
/** Folders of a home in which people keep such files, one folder for each. */
const COMPOSE_HOMES = [
  '',
  'docker',
  'compose',
  'stacks',
  'containers',
  'srv',
  'apps',
  'projects',
  'code',
  'src',
  'git',
  'Documents',
];
const OPENCLAW = /openclaw|clawdbot|moltbot/i;
/** Folders that are looked at for a compose file; a home with more is somebody's archive. */
const MOST_FOLDERS = 400;

/** Dumps and settings of programs that keep others running (pm2's documentation, "Ecosystem file" and "Startup"). */
const KEEPERS = [
  '.pm2/dump.pm2',
  '.pm2/dump.pm2.bak',
  'ecosystem.config.js',
  'ecosystem.config.cjs',
  'ecosystem.config.json',
  'pm2.json',
  'process.yml',
  'Procfile',
  '.foreman',
];

/** Files that a unit reads variables from (`EnvironmentFile=`, systemd.exec(5)), `%h` and `~` being the home. */
const environmentFiles = (text: string, home: string): readonly string[] =>
  [...text.matchAll(/^\s{0,8}EnvironmentFile\s{0,4}=\s{0,4}-?"?([^\s"]{1,1000})/gm)].map(([, file = '']) =>
    file.replace(/^(?:%h|~)(?=\/)/, () => home),
  );

/** What OpenClaw's services, keepers of processes and containers are started with: their files and the files of variables that these name. */
export async function* startedWith(
  host: Host,
  { home }: Setup,
  services: readonly Service[],
  readable: (text: string) => Promise<string | null>,
  mayBeThere: (path: string) => boolean,
): AsyncGenerator<Source> {
  const { join, isAbsolute } = host.path;
  const given = (file: string, form: ContentForm): Source => ({
    file,
    form,
    keys: 'service',
    personal: null,
  });
  const listed = async (folder: string) =>
    mayBeThere(folder) ? (await host.list(folder).catch(() => [] as readonly string[])).slice().sort() : [];
  for (const { file } of services) {
    if (!isAbsolute(file)) continue;
    const dropIns = (await listed(`${file}.d`)).map((name) => join(`${file}.d`, name));
    for (const unit of [file, ...dropIns]) {
      yield given(unit, 'text');
      const text = await readable(unit);
      if (text !== null)
        for (const named of environmentFiles(text, home))
          if (isAbsolute(named)) yield given(named, 'variables');
    }
  }
  for (const folder of [
    '.config/openclaw',
    '.config/clawdbot',
    '.config/moltbot',
    'Library/Application Support/openclaw',
  ])
    for (const name of await listed(join(home, ...folder.split('/'))))
      yield given(
        join(home, ...folder.split('/'), name),
        /\.env|^env$/i.test(name) ? 'variables' : 'settings',
      );
  for (const name of KEEPERS) yield given(join(home, ...name.split('/')), 'text');
  let left = MOST_FOLDERS;
  for (const above of COMPOSE_HOMES) {
    const base = above === '' ? home : join(home, above);
    for (const name of ['', ...(await listed(base))]) {
      if (name.startsWith('.') || (above === '' && name === '') || --left < 0) continue;
      // One list instead of a question for each name.
      const beside = await listed(join(base, name));
      for (const compose of COMPOSE_FILES.filter((each) => beside.includes(each))) {
        const file = join(base, name, compose);
        const text = await readable(file);
        if (text === null || !OPENCLAW.test(text)) continue;
        yield given(file, 'text');
        for (const other of beside)
          if (/\.env(?:\.|$)|^env$/i.test(other)) yield given(join(base, name, other), 'variables');
      }
    }
  }
}
