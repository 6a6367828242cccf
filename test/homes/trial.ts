import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSettings } from '../../main/probes/settings/parse-settings';
import type { Account } from '../real/installation';
import { build } from './build';
import { type Trait, type UnsafeHome, unsafeHome } from './home';
import { differences, picture } from './picture';
import type { Said } from './runner/main';
import type { Stage } from './stage';

/** What Tankmate keeps of its own. */
const OWN = /^\.config(\/Tankmate(\/|$)|$)/;

export interface Trial {
  readonly home: UnsafeHome;
  readonly applied: Said;
  readonly undone: Said;
  /** What is not as it must be, in words; none: the home held. */
  readonly faults: readonly string[];
}

/** Settings that are no longer whole: what doesn't parse, and each comment that went. */
async function brokenSettings({ settings }: UnsafeHome, top: string): Promise<readonly string[]> {
  const all = settings.map(async ({ path, comments }) => {
    const text = await readFile(join(top, path), 'utf8').catch(() => null);
    // Put away with its folder: what is there then is held by the undo.
    if (text === null) return [];
    const lost = comments.filter((comment) => !text.includes(comment));
    const parses = 'value' in parseSettings(text.replace(/^\uFEFF/, ''));
    return [
      ...(parses ? [] : [`${path} doesn’t parse any more`]),
      ...lost.map((comment) => `${path} lost ${comment}`),
    ];
  });
  return (await Promise.all(all)).flat();
}

/** Lays the home of a seed out, applies all that is recommended, looks again, takes all back. */
export async function tryHome(
  stage: Stage,
  account: Account,
  seed: number,
  without: ReadonlySet<Trait> = new Set(),
): Promise<Trial> {
  const home = unsafeHome(seed, without);
  const top = stage.home;
  await rm(top, { recursive: true, force: true });
  await build(home, top, account);
  const env = {
    HOME: top,
    USER: account.name,
    LANG: 'C.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    ...Object.fromEntries(
      Object.entries(home.env).map(([name, value]) => [name, value.replaceAll('{home}', top)]),
    ),
  };
  const before = picture(top, OWN);
  const applied = await stage.tell({ verb: 'apply', env });
  const broken = await brokenSettings(home, top);
  const undone = await stage.tell({ verb: 'undo', env });
  const faults = [
    ...applied.outcomes
      .filter(({ result }) => result !== 'fixed' && result !== 'skipped')
      .map(({ fix, result, because }) => `${fix} ${result}: ${because}`),
    ...applied.offered.map((id) => `${id} is still offered`),
    ...applied.worse.map((each) => `worse: ${each}`),
    ...broken,
    ...undone.outcomes
      .filter(({ result }) => result !== 'fixed')
      .map(({ fix, result, because }) => `undo ${fix} ${result}: ${because}`),
    ...differences(before, picture(top, OWN)).map((each) => `not as before: ${each}`),
  ];
  return { home, applied, undone, faults };
}
