import type { Proposal } from '../../checks/define/define-fix';
import type { Change, EditChange, ModeChange } from '../../contract/change';
import type { Influence, Need } from '../../contract/influence';
import { isSecret } from '../redact/names';
import { edited } from './edited';

type Said = Pick<Proposal, 'changes' | 'needs' | 'influences' | 'hides'>;

/** What an edit alters: the file, each value in it, and where it makes or removes the file, that there is one. */
function ofEdit(change: EditChange): readonly Influence[] {
  const { path, before, after } = change;
  const values = edited(change);
  const keys = values && [...values.set.map(([key]) => key), ...values.gone];
  return [
    { kind: 'content', path },
    ...(before === null || after === null ? [{ kind: 'place', path } as const] : []),
    ...(keys ?? [[]]).map((key): Influence => ({ kind: 'setting', file: path, key: key.join('.') })),
  ];
}

/**
 * What a mode alters: who else may read the one thing; and where this account's own rights change, or Windows hands a
 * list down, what can be seen of all below.
 */
function ofMode({ path, before, after }: ModeChange): readonly Influence[] {
  const [was, is] = [before, after].map((mode) => /^[0-7]?([0-7])[0-7]{2}$/.exec(mode)?.[1]);
  const access: Influence = { kind: 'access', path };
  return was !== undefined && was === is ? [access] : [access, { kind: 'place', path }];
}

/** What one change alters by itself. A command alters what its fix declares. */
export function influencesOfChange(change: Change): readonly Influence[] {
  switch (change.kind) {
    case 'edit':
      return ofEdit(change);
    case 'mode':
      return ofMode(change);
    case 'move':
      return [
        { kind: 'place', path: change.from },
        { kind: 'place', path: change.to },
      ];
    case 'end':
      return [{ kind: 'process', pid: change.pid }];
    case 'command':
      return [];
  }
}

/** All that a proposal may influence. A command of which nothing is declared may have influenced everything. */
export function influencesOf({ changes, influences }: Said): readonly Influence[] {
  const unsaid = influences === undefined && changes.some(({ kind }) => kind === 'command');
  const own = changes.flatMap(influencesOfChange);
  return [...own, ...(influences ?? []), ...(unsaid ? [{ kind: 'everything' } as const] : [])];
}

/** True when an edit writes a secret that did not stand there before. A text that can't be parsed counts as it is written. */
function writesSecret(change: EditChange): boolean {
  const known = edited(change);
  const isNew = (value: string) => known !== null || !(change.before ?? '').includes(value);
  return (
    (known ?? edited({ ...change, before: null }))?.set.some(
      ([path, value]) => typeof value === 'string' && isSecret(path.at(-1) ?? '', value) && isNew(value),
    ) ?? false
  );
}

/** What has to be so before one change. */
function needsOfChange(change: Change): readonly Need[] {
  if (change.kind === 'edit' && writesSecret(change)) return [{ kind: 'closed', path: change.path }];
  // What is to change in a folder is done before the folder goes elsewhere.
  return change.kind === 'move' ? [{ kind: 'settled', what: { kind: 'place', path: change.from } }] : [];
}

/** All that a proposal needs first. What hides things from this account comes after all that still has to see them. */
export const needsOf = ({ changes, needs = [], hides }: Said): readonly Need[] => [
  ...changes.flatMap(needsOfChange),
  ...needs,
  ...(hides ? [{ kind: 'settled', what: { kind: 'everything' } } as const] : []),
];
