import { describe, expect, it, test } from 'vitest';
import check from '../../main/checks/extensions-changed';
import { acceptanceOf } from '../../main/contract/accepted';
import type { Finding } from '../../main/contract/finding';
import { createProbes } from '../../main/probes/create-probes';
import { KEPT_FILE, keepFingerprints } from '../../main/probes/fingerprints';
import { fakeHost } from '../fakes/host';
import { CASES } from './extensions-changed/changed-cases';
import {
  day,
  type Edit,
  edited,
  HOME_FILES,
  HUB,
  KEPT,
  keptAfter,
  LOCK,
  lock,
  OWN,
  PLUGIN,
  probesOf,
} from './extensions-changed/changed-home';
import { TURNED } from './extensions-changed/turned-cases';
import { hiddenSetups, nothing } from './setups';
import { type Files, SAFE, STATE, settingsAt } from './whole-scan';

const look = async (files: Files): Promise<Finding> => check.inspect(probesOf(files));
const said = ({ state, severity, because }: Finding) => `${severity ?? state} ${because.id.split('.')[1]}`;
async function afterEdit(edit: Edit): Promise<Finding> {
  const files = { ...HOME_FILES, [KEPT]: await keptAfter(HOME_FILES, day(1)) };
  return look(edited(files, edit));
}

describe('what changed between two looks', () => {
  it.each(Object.entries(CASES))('%s', async (_name, [edit, wanted]) => {
    expect(said(await afterEdit(edit))).toBe(wanted);
  });

  it.each(Object.entries(TURNED))('%s', async (_name, [besides, edit, wanted]) => {
    const files = edited(HOME_FILES, besides);
    const kept = await keptAfter(files, day(1));
    expect(said(await look(edited({ ...files, [KEPT]: kept }, edit)))).toBe(wanted);
  });

  it('names the files, and says since when', async () => {
    const { evidence, because } = await afterEdit({ [`${HUB}/scripts/get.py`]: 'x', [`${HUB}/b.sh`]: 'y' });
    expect(because.values).toMatchObject({ count: 1, names: ['weather'] });
    expect(evidence[0]).toEqual({
      kind: 'extension',
      where: HUB,
      saw: {
        id: 'extensions-changed.saw-changed',
        values: { files: ['b.sh', 'scripts/get.py'], day: '2026-12-01' },
      },
    });
  });

  it('hiding or deleting any fact turns no change into something good', { timeout: 60_000 }, async () => {
    const files: Files = {
      ...edited(HOME_FILES, { [`${PLUGIN}/index.js`]: 'x', [`${HUB}/SKILL.md`]: 'y' }),
      [KEPT]: await keptAfter(HOME_FILES, day(1)),
      [`${OWN}/history.json`]: '{"items":[{"findings":{"extensions-changed":"good"}}]}',
    };
    expect(said(await look(files))).toBe('high changed');
    for (const path of Object.keys(files)) {
      const given = files[path];
      const file = typeof given === 'string' ? { text: given } : given;
      const hidden = await look({ ...files, [path]: { ...file, denied: true } });
      const gone =
        path.startsWith(OWN) || path.endsWith('.json') ? await look(edited(files, { [path]: null })) : hidden;
      // Without the settings file nothing tells of a set-up but the state folder, which is there.
      for (const { state } of [hidden, gone]) expect(['attention', 'unknown'], path).toContain(state);
    }
  });
});

describe('from look to look', () => {
  const bad = edited(HOME_FILES, { [`${PLUGIN}/index.js`]: 'x' });
  const keptNext = async (files: Files, kept: string, at: string, acceptedAt: string | null = null) =>
    keptAfter({ ...files, [KEPT]: kept }, at, acceptedAt);

  it('a change is told until it is known, not once', async () => {
    const first = await keptAfter(HOME_FILES, day(1));
    const second = await keptNext(bad, first, day(2));
    const third = await keptNext(bad, second, day(3));
    const told = await look({ ...bad, [KEPT]: third });
    expect(said(told)).toBe('high changed');
    expect(told.since).toBe(day(2));
    // Put back as it was, it is good again.
    expect(said(await look({ ...HOME_FILES, [KEPT]: third }))).toBe('good same');
    // Taken for known before it was told: that meant something else.
    const early = await keptNext(bad, third, day(4), day(1));
    expect(said(await look({ ...bad, [KEPT]: early }))).toBe('high changed');
    const known = await keptNext(bad, third, day(4), day(3));
    expect(said(await look({ ...bad, [KEPT]: known }))).toBe('good same');
    // What came after it was accepted is told, whatever was accepted.
    const worse = edited(bad, { [`${PLUGIN}/index.js`]: 'y' });
    const next = await keptNext(worse, third, day(5), day(4));
    expect(said(await look({ ...worse, [KEPT]: next }))).toBe('high changed');
  });

  it('an acceptance from before does not cover what came since', () => {
    const one = {
      finding: 'extensions-changed',
      reason: '',
      since: day(3),
      until: day(9),
      severity: 'high',
    } as const;
    const found = (since: string) =>
      ({ id: one.finding, state: 'attention', severity: 'high', since }) as const;
    expect(acceptanceOf([one], found(day(2)), Date.parse(day(4)))).toBe(one);
    expect(acceptanceOf([one], found(day(4)), Date.parse(day(5)))).toBeNull();
  });

  it('what went away and came back as something else is a change', async () => {
    const gone = edited(HOME_FILES, { [`${HUB}/SKILL.md`]: null, [`${HUB}/scripts/get.py`]: null });
    const kept = await keptNext(gone, await keptAfter(HOME_FILES, day(1)), day(2));
    const back = edited(HOME_FILES, { [`${HUB}/SKILL.md`]: 'x' });
    expect(said(await look({ ...back, [KEPT]: kept }))).toBe('medium changed');
  });

  it('a record that could not be read at first explains nothing later', async () => {
    const cut = edited(HOME_FILES, { [`${STATE}/plugins/installs.json`]: '{"version":1,' });
    const kept = await keptAfter(cut, day(1));
    expect(said(await look({ ...bad, [KEPT]: kept }))).toBe('high changed');
  });

  it('a record that moved without a change is noted: it explains no later change', async () => {
    const moved = edited(HOME_FILES, { [LOCK]: lock('1.1.0', 2) });
    const kept = await keptNext(moved, await keptAfter(HOME_FILES, day(1)), day(2));
    const later = edited(moved, { [`${HUB}/SKILL.md`]: 'x' });
    expect(said(await look({ ...later, [KEPT]: kept }))).toBe('medium changed');
  });

  it('what could only be read in part is not kept', async () => {
    const denied = edited(HOME_FILES, { [`${HUB}/scripts/get.py`]: { text: 'print(1)\n', denied: true } });
    const kept = await keptNext(denied, await keptAfter(HOME_FILES, day(1)), day(2));
    expect(said(await look({ ...HOME_FILES, [KEPT]: kept }))).toBe('good same');
    const changed = edited(HOME_FILES, { [`${HUB}/scripts/get.py`]: 'x' });
    expect(said(await look({ ...changed, [KEPT]: kept }))).toBe('medium changed');
  });

  it('keeps no content and no name, in bounds', async () => {
    const kept = await keptAfter(HOME_FILES, day(1));
    expect(kept).not.toMatch(/weather|SKILL|home|print|plugin/i);
    const many = Object.fromEntries(
      Array.from({ length: 700 }, (_each, at) => [`${STATE}/skills/s${at}/SKILL.md`, `${at}`]),
    );
    const full = await keptAfter({ ...settingsAt(), ...many }, day(1));
    expect(Object.keys(JSON.parse(full).items)).toHaveLength(600);
    expect(said(await look({ ...settingsAt(), ...many, [KEPT]: full }))).toBe('unknown full');
  });

  it('on Windows too', async () => {
    const at = (path: string) => `C:\\Users\\lin${path.slice('/home/lin'.length).replaceAll('/', '\\')}`;
    const files = (text: string) => ({
      [at(`${STATE}/openclaw.json`)]: JSON.stringify(SAFE),
      [at(`${HUB}/SKILL.md`)]: text,
    });
    const machine = { platform: 'win32', env: {} } as const;
    const probes = createProbes(fakeHost({ ...machine, files: files('a') }), {
      offline: true,
      folder: 'C:\\T',
    });
    const [setup] = (await probes.openclaw.setups()).items;
    if (!setup) throw new Error('no setup');
    const kept = JSON.stringify(
      keepFingerprints(undefined, (await probes.fingerprints.now(setup)).items, day(1)),
    );
    const again = createProbes(
      fakeHost({ ...machine, files: { ...files('b'), [`C:\\T\\${KEPT_FILE}`]: kept } }),
      {
        offline: true,
        folder: 'C:\\T',
      },
    );
    expect(said(await check.inspect(again))).toBe('low changed-own');
  });
});

test('no additions, no OpenClaw, hidden ones', async () => {
  expect(said(await look(settingsAt()))).toBe('good none');
  expect((await check.inspect(nothing)).state).toBe('not-applicable');
  expect((await check.inspect(hiddenSetups)).state).toBe('unknown');
});
