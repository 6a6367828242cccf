import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import type { CommandChange } from '../../../main/contract/change';
import { disableService, disableServiceAsAdmin } from '../../../main/operations/stop/disable-services';
import { removeService } from '../../../main/operations/uninstall/services';
import { serviceSteps } from '../../../main/operations/update/services';
import type { FileProbe } from '../../../main/probes/files';
import type { Service } from '../../../main/probes/openclaw';

/** Whose sources name the program; each is driven below, or says itself which words it lets through. */
const NAMING = [
  'main/changes/admin.ts',
  'main/checks/settings/reload-settings.ts',
  'main/operations/stop/disable-services.ts',
  'main/operations/uninstall/services.ts',
  'main/operations/update/services.ts',
];

const DOMAIN = /^(?:system|gui\/[1-9]\d*)$/;
const TARGET = /^(?:system|gui\/[1-9]\d*)\/[^/\s]+$/;
const FILE = /^\/.+\.plist$/;

/** The words of launchctl(1) that we use, as it wants them: which, and what follows. */
const GRAMMAR: Readonly<Record<string, readonly RegExp[]>> = {
  bootstrap: [DOMAIN, FILE],
  bootout: [TARGET],
  enable: [TARGET],
  disable: [TARGET],
  'kickstart -k': [TARGET],
};

function isTaken([verb = '', ...rest]: readonly string[]): boolean {
  const [words, shape] = rest[0] === '-k' ? [rest.slice(1), GRAMMAR[`${verb} -k`]] : [rest, GRAMMAR[verb]];
  return shape?.length === words.length && shape.every((each, index) => each.test(words[index] ?? ''));
}

const files = { platform: 'darwin', uid: 501, path: posix, home: '/Users/lin', env: {} } as FileProbe;
const agent = {
  kind: 'launch-agent',
  name: 'ai.openclaw.gateway',
  file: '/Users/lin/Library/LaunchAgents/ai.openclaw.gateway.plist',
  account: 'lin',
  env: {},
} as unknown as Service;
const daemon = {
  ...agent,
  kind: 'launch-daemon',
  file: '/Library/LaunchDaemons/ai.openclaw.gateway.plist',
} as Service;
const running = [true, false];

async function commands(): Promise<readonly (readonly string[])[]> {
  const root = { ...files, uid: 0 } as FileProbe;
  const changes = [
    ...(await Promise.all(
      [agent, daemon].flatMap((service) =>
        running.map((each) => disableService(files, { service, running: each }, '/q')),
      ),
    )),
    ...running.map((each) => disableServiceAsAdmin(files, { service: daemon, running: each }, true)),
    (await removeService(files, agent))?.before ?? [],
    (await removeService(root, daemon))?.before ?? [],
  ].flat();
  const both = changes
    .filter((change): change is CommandChange => change.kind === 'command')
    .flatMap(({ program, args, undo }) => {
      expect(program).toBe('/bin/launchctl');
      return undo ? [args, undo.args] : [args];
    });
  const steps = serviceSteps(agent, 501) ?? [];
  return [...both, ...steps.flatMap(({ stop, start }) => [stop.args, start.args])];
}

test('every command for launchd has the words that launchctl(1) wants', async () => {
  const all = await commands();
  expect(all.length).toBeGreaterThan(15);
  expect(all.filter((args) => !isTaken(args)).map((args) => args.join(' '))).toEqual([]);
  for (const wrong of ['bootout gui/501', 'bootstrap system x', 'unload a', 'bootout gui/null/a', 'enable a'])
    expect(isTaken(wrong.split(' '))).toBe(false);
});

// What reads the texts of skills knows the word as well.
test('nobody else speaks to launchd', () => {
  const naming = globSync('main/**/*.ts').filter(
    (file) =>
      !file.startsWith('main/probes/extensions/content/') &&
      /['"/]launchctl['"]/.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')),
  );
  expect(naming.toSorted()).toEqual(NAMING);
});
