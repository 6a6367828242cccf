import type { ReportCopy } from '../../main/contract/report';
import { type SayWord, useSay } from '../i18n';
import { Path } from './Path';

const COLUMNS = ['end.version', 'end.place', 'end.holes', 'end.cleared'] as const;

function placeOf({ where }: ReportCopy, say: SayWord): string {
  const [kind, ...rest] = where.split(':');
  const name = rest.join(':');
  if (kind === 'container' || kind === 'wsl' || kind === 'vm') return say(`end.${kind}`, { name });
  return kind === 'this-computer' ? say('end.this-computer') : where;
}

function holesOf(
  { advisories }: ReportCopy,
  say: SayWord,
): readonly [count: string, worst: string, cleared: string] {
  if (!advisories) return [say('mark.unknown'), '', say('mark.unknown')];
  const { critical, high, medium, low, clearedBy } = advisories;
  const count = critical + high + medium + low;
  if (count === 0) return [say('end.no-holes'), '', say('end.nothing-to-clear')];
  return [
    say('end.hole-count', { count }),
    critical > 0 ? say('end.critical', { count: critical }) : '',
    clearedBy ?? say('end.not-cleared'),
  ];
}

/**
 * Every copy of OpenClaw that was found. On a narrow page each row stands as a block with its column’s names
 * before the values, which takes a table’s roles away in the browser; so they are given by hand.
 */
export function Copies({ copies, label }: { copies: readonly ReportCopy[]; label: string }) {
  const say = useSay();
  const name = (column: (typeof COLUMNS)[number]) => (
    <span className="column" aria-hidden="true">
      {say(column)}
    </span>
  );
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: styled as blocks, the elements lose these roles
    <table role="table" aria-label={label} className="copies">
      <thead role="rowgroup">
        <tr role="row">
          {COLUMNS.map((column) => (
            <th role="columnheader" scope="col" key={column}>
              {say(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {copies.map((copy) => {
          const [count, worst, cleared] = holesOf(copy, say);
          return (
            <tr role="row" key={`${copy.where} ${copy.path}`}>
              <td role="cell">
                {name('end.version')}
                <b>{copy.version ?? say('end.no-version')}</b>
                {copy.running && <small>{say('end.running')}</small>}
              </td>
              <td role="cell">
                {name('end.place')}
                {placeOf(copy, say)}
                <Path>{copy.path}</Path>
              </td>
              <td role="cell">
                {name('end.holes')}
                {count}
                {worst && <small>{worst}</small>}
              </td>
              <td role="cell">
                {name('end.cleared')}
                {cleared}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: styled as blocks, the elements lose these roles
  );
}
